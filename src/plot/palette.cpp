#include "plot/palette.hpp"

#include <array>
#include <cstddef>
#include <span>

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

std::span<const Rgb> shades_of(const ModeSpec* mode) {
  if (mode == nullptr)
    return kUnknown;
  switch (mode->family) {
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

/// How many modes of the same family stand before `mode` in the table: a mode keeps
/// its shade whichever modes it is shown with.
std::size_t rank_in_family(const ModeSpec& mode) {
  std::size_t rank = 0;
  for (const ModeSpec* other : mode_table()) {
    if (other == &mode)
      break;
    rank += other->family == mode.family ? 1 : 0;
  }
  return rank;
}

}  // namespace

ModeColour family_colour(std::string_view mode) {
  const ModeSpec* const spec = find_mode(mode);
  return {spec == nullptr ? "other" : family_name(spec->family), shades_of(spec).front()};
}

std::vector<Rgb> mode_colours(const std::vector<std::string>& modes) {
  std::vector<Rgb> colours;
  std::size_t unknown = 0;
  for (const std::string& mode : modes) {
    const ModeSpec* const spec = find_mode(mode);
    const std::size_t shade = spec == nullptr ? unknown++ : rank_in_family(*spec);
    const std::span<const Rgb> shades = shades_of(spec);
    colours.push_back(shades[shade % shades.size()]);
  }
  return colours;
}

}  // namespace primebench
