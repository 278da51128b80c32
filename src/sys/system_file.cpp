#include "sys/system_file.hpp"

#include <fcntl.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <system_error>

#include "sys/fd.hpp"

namespace primebench {

std::optional<std::string> system_file(const std::filesystem::path& file) {
  constexpr std::size_t kMost = 4 << 20;
  const Fd fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd)
    return std::nullopt;
  try {
    return read_to_end(fd.get(), kMost, file.string());
  } catch (const std::system_error&) {  // What the system does not tell is unknown.
    return std::nullopt;
  }
}

std::optional<std::uint64_t> number_in_file(const std::filesystem::path& file) {
  const std::string text = system_file(file).value_or("");
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() ? std::optional(value) : std::nullopt;
}

std::optional<std::uint64_t> value_of(std::string_view lines, std::string_view name) noexcept {
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    lines.remove_prefix(std::min(line.size() + 1, lines.size()));
    if (!line.starts_with(name) || line.size() <= name.size() + 1 || line[name.size()] != ' ')
      continue;
    std::uint64_t value = 0;
    const char* const begin = line.data() + name.size() + 1;
    if (std::from_chars(begin, line.data() + line.size(), value).ec == std::errc())
      return value;
  }
  return std::nullopt;
}

}  // namespace primebench
