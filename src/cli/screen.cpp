#include "cli/screen.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

namespace primebench {
namespace {

/// 0 if COLUMNS is no number.
std::size_t columns_asked_for() {
  const char* const value = std::getenv("COLUMNS");
  if (value == nullptr)
    return 0;
  const std::string_view text = value;
  std::size_t columns = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), columns);
  return error == std::errc() && end == text.data() + text.size() ? columns : 0;
}

}  // namespace

std::size_t screen_columns(std::size_t least, std::size_t most) {
  constexpr std::size_t kUsual = 80;
  winsize window{};
  if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0)
    return std::clamp<std::size_t>(window.ws_col, least, most);
  const std::size_t asked = columns_asked_for();
  return asked == 0 ? kUsual : std::clamp(asked, least, most);
}

}  // namespace primebench
