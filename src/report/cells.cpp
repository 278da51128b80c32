#include "report/cells.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace primebench {

std::string cell(const std::string& text, int width, int gap) {
  const auto wanted = static_cast<std::size_t>(width) + static_cast<std::size_t>(gap);
  const std::size_t taken = columns_of(text);
  return std::string(wanted > taken ? wanted - taken : 1, ' ') + text;
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, columns_of(text)), ' ');
}

std::string printable_lines(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    result += printable_utf8(text.substr(at, end - at));
    if (end < text.size())
      result += '\n';
    at = end + 1;
  }
  return result;
}

}  // namespace primebench
