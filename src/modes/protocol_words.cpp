#include "modes/protocol_words.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {

bool read_number(std::string_view text, std::uint64_t& value) {
  const bool digits = !text.empty() && text.find_first_not_of("0123456789") == text.npos;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return digits && error == std::errc() && end == text.data() + text.size();
}

std::string_view take_word(std::string_view& text, char separator) {
  const std::size_t end = std::min(text.find(separator), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

void reject_line(std::string_view line) {
  throw Error(fmt::format("a line that makes no sense: {}", in_quotes(line)));
}

std::uint64_t number_in(std::string_view value, std::string_view line) {
  std::uint64_t number = 0;
  if (!read_number(value, number))
    reject_line(line);
  return number;
}

}  // namespace primebench
