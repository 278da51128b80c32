// The lines of a file, made safe for a parser that works on C strings.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "results/row.hpp"
#include "sys/fd.hpp"

namespace primebench {

/// Reads a file line by line in bounded memory, in one pass and without copying a line.
class LineSource {
 public:
  /// What NUL bytes become.
  static constexpr char kNul = '\x01';

  struct Line {
    /// Ends with NUL and has no other; whoever reads it may change it.
    char* text = nullptr;
    std::size_t size = 0;   ///< Without the NUL; LF and CR LF are cut off.
    bool too_long = false;  ///< It has more than kMaxLine bytes, and none of them are in `text`.

    [[nodiscard]] std::string_view view() const { return {text, size}; }
  };

  /// `name` is what messages call the file.
  LineSource(Fd fd, std::string name);

  /// The next line, which holds until the next call; none at the end of the file. Throws
  /// std::system_error, and Error for a line that does not seem to end.
  std::optional<Line> next_line();

  /// The first bytes of the file, as they are there; all that there are below kKindProbeSize.
  /// Empty before the first line.
  [[nodiscard]] std::string_view beginning() const { return beginning_; }

  /// How many lines there have been: the number of the present one.
  [[nodiscard]] std::size_t line_number() const { return lines_; }

  /// Whether the present line, the last one of the file, has no line end there.
  [[nodiscard]] bool unterminated() const { return unterminated_; }

 private:
  Line skip_long_line();
  bool read_more();

  Fd fd_;
  std::string name_;
  // One line and its end, so that a full buffer without a line end is too long.
  std::array<char, kMaxLine + 1> buffer_{};
  std::size_t begin_ = 0;  ///< Of what has not been passed on yet.
  std::size_t end_ = 0;
  char nothing_ = '\0';  ///< The text of a line that is too long.
  std::string beginning_;
  std::size_t lines_ = 0;
  bool unterminated_ = false;
  bool ended_ = false;  ///< A terminal would have to be told so twice.
};

}  // namespace primebench
