#include <fmt/core.h>

#include <algorithm>
#include <cstring>

#include "core/text.hpp"
#include "modes/program_protocol.hpp"
#include "modes/protocol_words.hpp"

namespace primebench {
namespace {

constexpr std::string_view kHostWord = "host ";
constexpr std::string_view kWorkersIs = "workers=";
constexpr std::string_view kCpuMilliIs = "cpu_milli=";
constexpr std::string_view kCpuIs = "cpu=";

/// As much as has room, with a 0 behind it; whole characters of UTF-8.
template <std::size_t size>
void copy_text(char (&to)[size], std::string_view text) {
  std::size_t length = std::min(text.size(), size - 1);
  while (length < text.size() && length > 0 &&
         (static_cast<unsigned char>(text[length]) & 0xc0U) == 0x80U)
    --length;
  std::memcpy(to, text.data(), length);
}

}  // namespace

std::string host_text(const ToldHost& host) {
  std::string name = host.name;  // Which may be any bytes.
  std::replace_if(
      name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; }, '_');
  std::string text = fmt::format("{}{} workers={}", kHostWord, name, host.workers);
  if (host.cpu_milli != 0)
    text.append(fmt::format(" {}{}", kCpuMilliIs, host.cpu_milli));
  if (host.cpu_model[0] != 0)
    text.append(fmt::format(" {}{}", kCpuIs, host.cpu_model));
  return text;
}

std::optional<ToldHost> parse_host(std::string_view line) {
  if (!line.starts_with(kHostWord))
    return std::nullopt;
  std::string_view rest = line.substr(kHostWord.size());
  ToldHost host;
  const std::string name = printable(take_word(rest, ' '), sizeof host.name);
  copy_text(host.name, name);
  bool counted = false;
  while (!rest.empty()) {
    if (rest.starts_with(kCpuIs)) {  // The last word, since it may have blanks.
      copy_text(host.cpu_model, printable(rest.substr(kCpuIs.size()), sizeof host.cpu_model));
      break;
    }
    const std::string_view item = take_word(rest, ' ');
    if (item.starts_with(kWorkersIs)) {
      host.workers = number_in(item.substr(kWorkersIs.size()), line);
      counted = true;
    } else if (item.starts_with(kCpuMilliIs)) {
      host.cpu_milli = number_in(item.substr(kCpuMilliIs.size()), line);
    }
  }
  if (name.empty() || !counted)
    reject_line(line);
  return host;
}

}  // namespace primebench
