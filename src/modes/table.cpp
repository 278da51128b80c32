#include "modes/table.hpp"

#include <algorithm>
#include <array>

#include "modes/builtin.hpp"

namespace primebench {
namespace {

constexpr auto kModes = std::to_array<const ModeSpec*>({
    &sequential,
    &threaded,
    &thread_pool,
    &asyncio,
    &multiprocessing,
    &multiprocessing_pool,
    &process_pool_executor,
});

/// ASCII only, whatever the locale.
char folded(char c) {
  if (c == '_')
    return '-';
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_name(std::string_view given, std::string_view name) {
  return std::equal(given.begin(), given.end(), name.begin(), name.end(),
                    [](char a, char b) { return folded(a) == b; });
}

}  // namespace

std::string_view family_name(Family family) {
  switch (family) {
    case Family::kBaseline:
      return "baseline";
    case Family::kThreads:
      return "threads";
    case Family::kEventLoop:
      return "event loop";
    case Family::kProcesses:
      return "processes";
  }
  return "";
}

std::span<const ModeSpec* const> mode_table() { return kModes; }

bool means_all_modes(std::string_view name) { return same_name(name, "all"); }

const ModeSpec* find_mode(std::string_view name) {
  const auto found = std::find_if(kModes.begin(), kModes.end(), [&](const ModeSpec* mode) {
    return !name.empty() && (same_name(name, mode->name) || same_name(name, mode->alias));
  });
  return found == kModes.end() ? nullptr : *found;
}

}  // namespace primebench
