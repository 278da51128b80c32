#include "plot/fonts.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <string>
#include <system_error>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "sys/child.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostListed = std::size_t{64} << 20U;  ///< Bytes; 150 fonts list 155 KB.

/// The first word of `text`, which is taken off it.
std::string_view next_word(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const std::string_view word = text.substr(0, text.find(' '));
  text.remove_prefix(word.size());
  return word;
}

std::optional<char32_t> character(std::string_view hexadecimal) {
  std::uint32_t code = 0;
  const char* const end = hexadecimal.data() + hexadecimal.size();
  const auto [stop, error] = std::from_chars(hexadecimal.data(), end, code, 16);
  const bool whole = error == std::errc() && stop == end && code <= 0x10ffff;
  return whole ? std::optional<char32_t>(code) : std::nullopt;
}

/// Everything that comes out of `fd`, or nothing if that is too much or takes too long.
std::optional<std::string> read_all(int fd, std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  std::string text;
  std::array<char, 65536> buffer;
  while (text.size() <= kMostListed) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd event = {fd, POLLIN, 0};
    if (left <= 0 || (::poll(&event, 1, static_cast<int>(left)) < 0 && errno != EINTR))
      return std::nullopt;
    if (event.revents == 0)
      continue;
    const ssize_t got = ::read(fd, buffer.data(), buffer.size());
    if (got == 0)
      return text;
    if (got < 0 && errno != EINTR)
      return std::nullopt;
    text.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
  }
  return std::nullopt;
}

}  // namespace

FontCoverage::FontCoverage(std::string_view listed) {
  std::vector<Range> found;
  while (!listed.empty()) {
    std::string_view line = listed.substr(0, listed.find('\n'));
    listed.remove_prefix(std::min(line.size() + 1, listed.size()));
    const std::string_view format = next_word(line);
    if (format != "TrueType" && format != "CFF")
      continue;
    while (true) {
      const std::string_view word = next_word(line);
      if (word.empty())
        break;
      const auto first = character(word.substr(0, word.find('-')));
      const auto last = character(word.substr(word.find('-') + 1));  // All of it without a '-'.
      if (first && last && *first <= *last)
        found.push_back({*first, *last});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Range& one, const Range& other) { return one.first < other.first; });
  for (const Range& range : found) {
    if (ranges_.empty() || range.first > ranges_.back().last + 1)
      ranges_.push_back(range);
    else
      ranges_.back().last = std::max(ranges_.back().last, range.last);
  }
}

bool FontCoverage::has(char32_t character) const {
  const auto after =
      std::upper_bound(ranges_.begin(), ranges_.end(), character,
                       [](char32_t code, const Range& range) { return code < range.first; });
  return after != ranges_.begin() && character <= std::prev(after)->last;
}

bool FontCoverage::has_ascii() const {
  // Ranges that touch are one.
  return has(0x20) && std::any_of(ranges_.begin(), ranges_.end(), [](const Range& range) {
           return range.first <= 0x20 && range.last >= 0x7e;
         });
}

std::optional<FontCoverage> installed_fonts(std::chrono::milliseconds limit) {
  try {
    const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
    if (!nothing)
      throw_errno("cannot open /dev/null");
    Pipe output = make_pipe();
    ChildProcess child =
        ChildProcess::execute({"fc-list", "--format", "%{fontformat} %{charset}\\n"}, nothing.get(),
                              output.write_end.get(), nothing.get());
    output.write_end.reset();
    const auto listed = read_all(output.read_end.get(), limit);
    if (listed && child.wait().clean())
      return FontCoverage(*listed);
    log::debug("fc-list does not tell which fonts there are");
  } catch (const std::system_error& failure) {
    // Not installed, most likely. Then gnuplot draws with what it finds.
    log::debug("cannot ask which fonts there are: {}", failure.what());
  }
  return std::nullopt;
}

}  // namespace primebench
