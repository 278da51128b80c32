// Which characters the installed fonts have, as fontconfig tells: gnuplot draws what none of
// them has as one huge glyph over the whole picture.

#pragma once

#include <chrono>
#include <optional>
#include <string_view>
#include <vector>

namespace primebench {

/// The characters that can be drawn.
class FontCoverage {
 public:
  /// `listed` has a line for each font: its format, a blank, and its characters as hexadecimal
  /// numbers and ranges, "TrueType 20-7e a0 1f680". Only TrueType and CFF (OpenType) fonts
  /// count: Pango, which writes for gnuplot, uses no others. What cannot be understood is no
  /// character.
  explicit FontCoverage(std::string_view listed);

  [[nodiscard]] bool has(char32_t character) const;

  /// Whether ordinary English and numbers can be written.
  [[nodiscard]] bool has_ascii() const;

 private:
  struct Range {
    char32_t first = 0;
    char32_t last = 0;
  };

  std::vector<Range> ranges_;  ///< In order; none touches the next.
};

/// Asks fontconfig's fc-list. Empty if that is not installed, fails, or takes longer than
/// `limit`.
std::optional<FontCoverage> installed_fonts(
    std::chrono::milliseconds limit = std::chrono::milliseconds(20'000));

}  // namespace primebench
