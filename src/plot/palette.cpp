#include "plot/palette.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include "modes/mode_programs.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

// The first of each family are those of Okabe and Ito, "Color Universal Design" (2008), and shades
// of them. The others were searched for: any two differ by 20 in CIE Lab, and by 12 as people see
// them who lack one kind of cone, with some left for modes to come.
constexpr std::array<Rgb, 3> kBaseline = {0x6e6e6e, 0x9a9a9a, 0x444444};
constexpr std::array<Rgb, 9> kThreads = {0x0072b2, 0x56b4e9, 0x003f66, 0x8697fb, 0x5105b6,
                                         0x53dbef, 0x7c01fb, 0x0e6d81, 0x5f47bf};
constexpr std::array<Rgb, 5> kEventLoop = {0x009e73, 0x7fd1b9, 0x005c43, 0x3ee49a, 0x517f40};
constexpr std::array<Rgb, 5> kProcesses = {0xd55e00, 0x7a3600, 0xe69f00, 0xcc79a7, 0xb2a75d};
constexpr std::array<Rgb, 8> kUnknown = {0xa8a29a, 0x7d776f, 0xc9c4bd, 0x57524c,
                                         0xb48ead, 0x8a5f82, 0xe0c4dc, 0x5a3d55};

std::span<const Rgb> shades_of(std::optional<Family> family) {
  if (!family)
    return kUnknown;
  switch (*family) {
    case Family::kBaseline:
      return kBaseline;
    case Family::kThreads:
      return kThreads;
    case Family::kEventLoop:
      return kEventLoop;
    case Family::kProcesses:
      return kProcesses;
  }
  return kUnknown;
}

/// What is known of the colour of a mode that is built in or one of our own programs'.
struct Place {
  Family family;
  std::size_t rank;  ///< How many modes of the same family stand before it.
};

/// A mode keeps its shade whichever modes it is shown with, and whether its program is there.
std::optional<Place> place_of(std::string_view name) {
  std::array<std::size_t, 4> ranks{};
  const auto take = [&](Family family) { return ranks.at(static_cast<std::size_t>(family))++; };
  const ModeSpec* const wanted = find_mode(name);
  for (const ModeSpec* mode : mode_table()) {
    const std::size_t rank = take(mode->family);
    if (mode == wanted)
      return Place{mode->family, rank};
  }
  for (const OwnProgramMode& mode : own_program_modes()) {
    const std::size_t rank = take(mode.family);
    if (mode.mode == name)
      return Place{mode.family, rank};
  }
  return std::nullopt;
}

std::span<const Rgb> shades_at(const std::optional<Place>& place) {
  return shades_of(place ? std::optional(place->family) : std::nullopt);
}

}  // namespace

ModeColour family_colour(std::string_view mode) {
  const std::optional<Place> place = place_of(mode);
  return {place ? family_name(place->family) : "other", shades_at(place).front()};
}

std::vector<Rgb> mode_colours(const std::vector<std::string>& modes) {
  std::vector<Rgb> colours;
  std::size_t unknown = 0;
  for (const std::string& mode : modes) {
    const std::optional<Place> place = place_of(mode);
    const std::size_t shade = place ? place->rank : unknown++;
    const std::span<const Rgb> shades = shades_at(place);
    colours.push_back(shades[shade % shades.size()]);
  }
  return colours;
}

}  // namespace primebench
