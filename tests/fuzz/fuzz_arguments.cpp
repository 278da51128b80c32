// Feeds arbitrary arguments, one a line, to the flag parser, and their values to the
// parsers of numbers and durations. Anything but a UsageError is a finding.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "cli/flags.hpp"
#include "core/error.hpp"
#include "core/parse_value.hpp"

namespace {

using namespace primebench;

constexpr FlagSpec kSpecs[] = {
    {"Work", 0, "mode", "LIST", "modes"},        {"Work", 0, "runs", "N", "tasks"},
    {"Work", 'p', "pool", "N", "workers"},       {"Work", 0, "io-delay", "D", "waits"},
    {"Other", 'o', "output", "FILE", "results"}, {"Other", 'q', "quiet", "", "errors only"},
    {"Other", 'v', "verbose", "", "more"},       {"Other", 0, "gil", "", "one lock"},
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

/// Whether `action` succeeded; a UsageError is the documented other outcome, and
/// anything else leaves.
template <typename Action>
bool succeeds(Action action) {
  try {
    action();
    return true;
  } catch (const UsageError&) {
    return false;
  }
}

void parse_values(const std::string& text) {
  std::uint64_t count = 0;
  if (succeeds([&] { count = parse_count("--runs", text, 1, 10'000'000); })) {
    if (count < 1 || count > 10'000'000 ||
        text.find_first_not_of("0123456789") != std::string::npos)
      std::abort();
  }
  std::chrono::nanoseconds duration{};
  if (succeeds([&] { duration = parse_duration("--io-delay", text); })) {
    if (duration < duration.zero() || duration > std::chrono::hours(1000))
      std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::vector<std::string> arguments = lines_of({reinterpret_cast<const char*>(data), size});
  succeeds([&] {
    const Flags flags = parse_flags(kSpecs, arguments);
    for (const FlagSpec& spec : kSpecs) {
      if (flags.given(spec.name) != flags.value(spec.name).has_value())
        std::abort();
      for (const std::string& value : flags.values(spec.name))
        parse_values(value);
    }
  });
  for (const std::string& argument : arguments)
    parse_values(argument);
  return 0;
}
