#include "results/split_line.hpp"

// Of the library: how cells are quoted, and undone.
#define CSV_IO_NO_THREAD
#include <libfccp/csv.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace primebench {
namespace {

using Quotes = io::double_quote_escape<',', '"'>;

/// Splits a line without quotes. Most cells are shorter than what a call of memchr() takes, so
/// eight bytes at a time are compared with the separator.
void split_plain(std::string_view line, Cells& cells) {
  static_assert(std::endian::native == std::endian::little);  // The first byte is the lowest one.
  constexpr std::uint64_t kSevens = 0x7f7f'7f7f'7f7f'7f7f;
  constexpr std::uint64_t kCommas = 0x2c2c'2c2c'2c2c'2c2c;
  const char* const text = line.data();
  std::size_t begin = 0;
  std::size_t at = 0;
  const auto end_cell = [&](std::size_t comma) {
    cells.emplace_back(text + begin, comma - begin);
    begin = comma + 1;
  };
  for (; at + sizeof(std::uint64_t) <= line.size(); at += sizeof(std::uint64_t)) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text + at, sizeof(bytes));
    const std::uint64_t others = bytes ^ kCommas;
    // The highest bit of each byte that is zero, and of no other.
    std::uint64_t found = ~(((others & kSevens) + kSevens) | others | kSevens);
    for (; found != 0; found &= found - 1)
      end_cell(at + static_cast<std::size_t>(std::countr_zero(found)) / 8);
  }
  for (; at < line.size(); ++at) {
    if (text[at] == ',')
      end_cell(at);
  }
  end_cell(line.size());
}

}  // namespace

std::string split_line(const LineSource::Line& whole, Cells& cells) {
  cells.clear();
  const std::string_view line = whole.view();
  if (line.find('"') == std::string_view::npos) {
    split_plain(line, cells);
    return {};
  }
  try {
    char* text = whole.text;
    char* const stop = text + line.size();
    while (true) {
      char* end = text + (Quotes::find_next_column_end(text) - text);
      char* const next = end;
      char* begin = text;
      Quotes::unescape(begin, end);
      cells.emplace_back(begin, static_cast<std::size_t>(end - begin));
      if (next == stop)
        return {};
      text = next + 1;
    }
  } catch (const io::error::escaped_string_not_closed&) {  // The library's border.
    return "has a quote that is not closed on the same line";
  }
}

}  // namespace primebench
