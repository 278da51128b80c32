#include "modes/table.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "modes/builtin.hpp"

namespace primebench {
namespace {

constexpr auto kModes = std::to_array<const ModeSpec*>({
    &sequential,
    &threaded,
    &thread_pool,
    &std_async,
    &asio_thread_pool,
    &openmp,
    &openmp_tasks,
    &asyncio,
    &asyncio_pool,
    &asyncio_offload,
    &fibers,
    &multiprocessing,
    &multiprocessing_spawn,
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

ModeTable mode_table() { return kModes; }

std::string folded_name(std::string_view name) {
  std::string folded_text(name);
  std::transform(folded_text.begin(), folded_text.end(), folded_text.begin(), folded);
  return folded_text;
}

bool means_all_modes(std::string_view name) { return same_name(name, "all"); }

const ModeSpec* find_mode(std::string_view name, ModeTable table) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const ModeSpec* mode) {
    return !name.empty() && (same_name(name, mode->name) || same_name(name, mode->alias));
  });
  return found == table.end() ? nullptr : *found;
}

std::vector<const ModeSpec*> available_modes(ModeTable table) {
  std::vector<const ModeSpec*> modes;
  std::copy_if(table.begin(), table.end(), std::back_inserter(modes),
               [](const ModeSpec* mode) { return !mode->unavailable(); });
  return modes;
}

}  // namespace primebench
