#include "plot/palette.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace primebench {
namespace {

// The hues are those of Okabe and Ito, "Color Universal Design" (2008); the further
// shades of a family keep its hue and differ in lightness, which everybody sees.
constexpr std::array<Rgb, 3> kBaseline = {0x6e6e6e, 0x9a9a9a, 0x444444};
constexpr std::array<Rgb, 5> kThreads = {0x0072b2, 0x56b4e9, 0x003f66, 0x9ad4f5, 0x3d8fc2};
constexpr std::array<Rgb, 3> kEventLoop = {0x009e73, 0x7fd1b9, 0x005c43};
constexpr std::array<Rgb, 4> kProcesses = {0xd55e00, 0xe69f00, 0xcc79a7, 0x7a3600};
constexpr std::array<Rgb, 4> kUnknown = {0xa8a29a, 0x7d776f, 0xc9c4bd, 0x57524c};

struct Palette {
  std::string_view family;
  std::span<const Rgb> shades;
};

struct Member {
  std::string_view mode;
  const Palette* palette;
};

constexpr Palette kBaselinePalette = {"baseline", kBaseline};
constexpr Palette kThreadsPalette = {"threads", kThreads};
constexpr Palette kEventLoopPalette = {"event loop", kEventLoop};
constexpr Palette kProcessesPalette = {"processes", kProcesses};
constexpr Palette kUnknownPalette = {"other", kUnknown};

constexpr auto kMembers = std::to_array<Member>({
    {"sequential", &kBaselinePalette},
    {"threaded", &kThreadsPalette},
    {"thread-pool", &kThreadsPalette},
    {"asyncio", &kEventLoopPalette},
    {"multiprocessing", &kProcessesPalette},
    {"multiprocessing-pool", &kProcessesPalette},
    {"process-pool-executor", &kProcessesPalette},
});

const Palette& palette_of(std::string_view mode) {
  const auto found = std::find_if(kMembers.begin(), kMembers.end(),
                                  [&](const Member& member) { return member.mode == mode; });
  return found == kMembers.end() ? kUnknownPalette : *found->palette;
}

/// How many known modes of the same family stand before `mode`: a mode keeps its shade
/// whichever modes it is shown with.
std::size_t rank_in_family(std::string_view mode) {
  std::size_t rank = 0;
  for (const Member& member : kMembers) {
    if (member.mode == mode)
      break;
    rank += member.palette == &palette_of(mode) ? 1 : 0;
  }
  return rank;
}

}  // namespace

ModeColour family_colour(std::string_view mode) {
  const Palette& palette = palette_of(mode);
  return {palette.family, palette.shades.front()};
}

std::vector<Rgb> mode_colours(const std::vector<std::string>& modes) {
  std::vector<Rgb> colours;
  std::size_t unknown = 0;
  for (const std::string& mode : modes) {
    const Palette& palette = palette_of(mode);
    const std::size_t shade = &palette == &kUnknownPalette ? unknown++ : rank_in_family(mode);
    colours.push_back(palette.shades[shade % palette.shades.size()]);
  }
  return colours;
}

}  // namespace primebench
