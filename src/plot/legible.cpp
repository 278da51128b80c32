#include "plot/legible.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"

namespace primebench {
namespace {

constexpr char32_t kReplacement = 0xfffd;
constexpr std::string_view kReplacementBytes = "\uFFFD";
constexpr std::size_t kMostNamed = 8;

constexpr std::string_view kCjk = "fonts-noto-cjk";
constexpr std::string_view kEmoji = "fonts-noto-color-emoji";
constexpr std::string_view kSymbols = "fonts-symbola";
constexpr std::string_view kScripts = "fonts-noto-core";

struct Area {
  char32_t first;
  char32_t last;
  std::string_view package;
};

/// Where not fonts-noto-core is the package; in order. What Debian's packages hold was read
/// with fc-scan: of each Unicode block the one that has most.
constexpr auto kAreas = std::to_array<Area>({
    {0x1100, 0x11ff, kCjk},        // Hangul
    {0x2100, 0x2bff, kSymbols},    // From the letterlike ones to arrows
    {0x2e80, 0x4dbf, kCjk},        // Radicals, kana, Bopomofo, ideographs
    {0x4dc0, 0x4dff, kSymbols},    // Hexagrams
    {0x4e00, 0x9fff, kCjk},        //
    {0xa960, 0xa97f, kCjk},        // Hangul
    {0xac00, 0xd7ff, kCjk},        //
    {0xd800, 0xf8ff, {}},          // Surrogates, private use
    {0xf900, 0xfaff, kCjk},        //
    {0xfe10, 0xfe1f, kCjk},        // Upright and small forms
    {0xfe30, 0xfe6f, kCjk},        //
    {0xff00, 0xffef, kCjk},        // Wide and narrow forms
    {0x1d000, 0x1d7ff, kSymbols},  // Music, mathematics
    {0x1f000, 0x1f2ff, kSymbols},  // Tiles, cards, letters in circles
    {0x1f300, 0x1f64f, kEmoji},    //
    {0x1f650, 0x1f67f, kSymbols},  // Ornaments
    {0x1f680, 0x1f6ff, kEmoji},    //
    {0x1f700, 0x1f8ff, kSymbols},  // Alchemy, arrows
    {0x1f900, 0x1f9ff, kEmoji},    //
    {0x1fa70, 0x1faff, kEmoji},    //
    {0x20000, 0x3ffff, "fonts-hanazono"},
    {0x40000, 0x10ffff, {}},  // Tags, variants, private use
});

std::string utf8_of(char32_t code) {
  const auto part = [code](unsigned shift) {
    return static_cast<char>(0x80U | ((code >> shift) & 0x3fU));
  };
  if (code < 0x80)
    return {static_cast<char>(code)};
  if (code < 0x800)
    return {static_cast<char>(0xc0U | code >> 6U), part(0)};
  if (code < 0x10000)
    return {static_cast<char>(0xe0U | code >> 12U), part(6), part(0)};
  return {static_cast<char>(0xf0U | code >> 18U), part(12), part(6), part(0)};
}

std::string named(char32_t code) {
  const auto number = static_cast<std::uint32_t>(code);
  // A combining mark would be drawn over the quote before it.
  const bool alone = code < 0x300 || code > 0x36f;
  return alone && is_showable(code) ? fmt::format("'{}' (U+{:04X})", utf8_of(code), number)
                                    : fmt::format("U+{:04X}", number);
}

void add_once(std::vector<char32_t>& list, char32_t code) {
  if (std::find(list.begin(), list.end(), code) == list.end())
    list.push_back(code);
}

void replace_missing(std::string& text, const FontCoverage& fonts, std::vector<char32_t>& missing) {
  const std::string_view instead = fonts.has(kReplacement) ? kReplacementBytes : "?";
  std::string result;
  for_each_character(text, [&](char32_t code, std::string_view bytes) {
    const bool control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool shown = control || fonts.has(code);
    result += shown ? bytes : instead;
    if (!shown)
      add_once(missing, code);
  });
  text = std::move(result);
}

}  // namespace

std::vector<char32_t> replace_missing(Figure& figure, const FontCoverage& fonts) {
  std::vector<char32_t> missing;
  for (Text& text : figure.texts)
    replace_missing(text.text, fonts, missing);
  for (Axis* const axis : {&figure.x, &figure.y}) {
    for (Tick& tick : axis->ticks)
      replace_missing(tick.label, fonts, missing);
  }
  return missing;
}

std::string_view package_with(char32_t character) {
  const auto area = std::find_if(kAreas.begin(), kAreas.end(), [character](const Area& candidate) {
    return character >= candidate.first && character <= candidate.last;
  });
  return area == kAreas.end() ? kScripts : area->package;
}

std::string missing_characters_warning(const std::vector<char32_t>& characters) {
  std::vector<std::string> names;
  std::vector<std::string> packages;
  for (const char32_t character : characters) {
    if (names.size() < kMostNamed)
      names.push_back(named(character));
    const std::string package(package_with(character));
    if (!package.empty() && std::find(packages.begin(), packages.end(), package) == packages.end())
      packages.push_back(package);
  }
  if (characters.size() > kMostNamed)
    names.push_back(fmt::format("{} more", characters.size() - kMostNamed));
  std::string text =
      fmt::format("no font here has {}, which the picture shows as a question mark", listed(names));
  if (!packages.empty())
    text += fmt::format("; on Debian or Ubuntu: apt-get install {}", joined(packages, " "));
  return text;
}

void make_legible(Figure& figure) {
  const std::optional<FontCoverage> fonts = installed_fonts();
  if (!fonts)
    return;
  if (!fonts->has_ascii())
    throw Error(
        "there is no font to write with; on Debian or Ubuntu: apt-get install "
        "fonts-dejavu-core");
  if (const auto missing = replace_missing(figure, *fonts); !missing.empty())
    log::warning("{}", missing_characters_warning(missing));
}

}  // namespace primebench
