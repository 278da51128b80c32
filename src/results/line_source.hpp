// Bytes of a file made safe for a parser that works on C strings, one line at a time.

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "results/row.hpp"
#include "sys/fd.hpp"

namespace primebench {

/// Reads a file in bounded memory and passes on lines that all end with LF, have at
/// most kMaxLine bytes and no NUL: NUL bytes become kNul, and a line that is too long
/// becomes kTooLong, so that the lines keep their numbers.
class LineSource {
 public:
  static constexpr char kNul = '\x01';
  static constexpr std::string_view kTooLong = "\x01too long";

  /// `name` is what messages call the file.
  LineSource(Fd fd, std::string name);

  /// Fills `buffer`, short only at the end of the file; returns the number of bytes.
  /// Throws std::system_error, and Error for a line that does not seem to end.
  std::size_t read(char* buffer, std::size_t size);

  /// The number, from 1, of the last line if its line end is missing in the file (and
  /// has been read that far); else 0.
  [[nodiscard]] std::size_t unterminated_line() const { return unterminated_line_; }

 private:
  std::string_view next_lines();
  std::string_view skip_long_line();
  bool read_more();

  Fd fd_;
  std::string name_;
  std::string_view ready_;  ///< Whole lines to pass on; in buffer_, or kTooLong's.
  // One line and its end, so that a full buffer without a line end is too long.
  std::array<char, kMaxLine + 1> buffer_{};
  std::size_t begin_ = 0;  ///< Of what is not in ready_ yet.
  std::size_t end_ = 0;
  std::size_t lines_ = 0;  ///< So many have been in ready_.
  std::size_t unterminated_line_ = 0;
};

}  // namespace primebench
