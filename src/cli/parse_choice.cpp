#include "cli/parse_choice.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>

#include "cli/parse_list.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

/// What people call a mode, and the one that comes nearest.
struct OtherName {
  std::string_view said;
  std::string_view meant;
};
constexpr OtherName kOtherNames[] = {
    {"thread", "threaded"},
    {"threads", "threaded"},
    {"pool", "thread-pool"},
    {"process", "multiprocessing"},
    {"processes", "multiprocessing"},
    {"fork", "multiprocessing"},
    {"process-pool", "multiprocessing-pool"},
    {"executor", "process-pool-executor"},
    {"async", "asyncio"},
    {"coroutine", "asyncio"},
    {"coroutines", "asyncio"},
    {"event-loop", "asyncio"},
    {"serial", "sequential"},
};

std::string_view meant_by(std::string_view said, const std::vector<std::string_view>& names) {
  const auto* const found = std::find_if(std::begin(kOtherNames), std::end(kOtherNames),
                                         [&](const OtherName& name) { return name.said == said; });
  return found != std::end(kOtherNames) ? found->meant : closest_match(said, names);
}

[[noreturn]] void reject_mode(std::string_view flag, std::string_view name,
                              std::vector<std::string_view> names, ModeTable table) {
  for (const ModeSpec* mode : table)
    names.push_back(mode->name);
  const std::string_view near = meant_by(name, names);
  throw UsageError(fmt::format(
      "{}: unknown mode {}; {}", flag, in_quotes(name),
      near.empty() ? "see primebench --list-modes" : fmt::format("did you mean {}?", near)));
}

const ModeSpec* parse_mode(std::string_view name, ModeTable table) {
  const ModeSpec* const mode = find_mode(name, table);
  if (mode == nullptr)
    reject_mode("--mode", name, {"all"}, table);
  if (const auto obstacle = mode->unavailable())
    throw UsageError(
        fmt::format("--mode: {} cannot run here: {}", mode->name, describe(*obstacle)));
  return mode;
}

}  // namespace

std::vector<const ModeSpec*> parse_modes(std::string_view text, ModeTable table) {
  std::vector<const ModeSpec*> modes;
  for (const std::string_view item : split_list(text)) {
    if (!means_all_modes(item))
      add_once(modes, parse_mode(item, table));
    else
      for (const ModeSpec* mode : available_modes(table))
        add_once(modes, mode);
  }
  return modes;
}

std::string parse_baseline(std::string_view name) {
  if (const ModeSpec* mode = find_mode(name))
    return std::string(mode->name);
  reject_mode("--baseline", name, {}, mode_table());
}

const Kernel* parse_kernel(std::string_view name) {
  if (name == "auto")
    return &fastest_kernel();
  const Kernel* kernel = find_kernel(name);
  if (kernel == nullptr)
    throw UsageError(
        fmt::format("--kernel: unknown kernel {}; see primebench --list-modes", in_quotes(name)));
  if (!kernel->supported())
    throw UsageError(fmt::format("--kernel {} needs {}, which this CPU does not have; use auto",
                                 kernel->name, kernel->needs));
  return kernel;
}

When parse_when(std::string_view flag, std::string_view text, bool always) {
  if (text == "auto")
    return When::kAuto;
  if (text == "always" && always)
    return When::kAlways;
  if (text == "never")
    return When::kNever;
  throw UsageError(fmt::format("{} takes {}, not {}", flag,
                               always ? "auto, always or never" : "auto or never",
                               in_quotes(text)));
}

}  // namespace primebench
