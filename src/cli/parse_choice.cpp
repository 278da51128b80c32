#include "cli/parse_choice.hpp"

#include <fmt/core.h>

#include "cli/parse_list.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

[[noreturn]] void reject_mode(std::string_view flag, std::string_view name,
                              std::vector<std::string_view> names) {
  for (const ModeSpec* mode : mode_table())
    names.push_back(mode->name);
  const std::string_view near = closest_match(name, names);
  throw UsageError(fmt::format(
      "{}: unknown mode {}; {}", flag, in_quotes(name),
      near.empty() ? "see primebench --list-modes" : fmt::format("did you mean {}?", near)));
}

const ModeSpec* parse_mode(std::string_view name) {
  if (const ModeSpec* mode = find_mode(name))
    return mode;
  reject_mode("--mode", name, {"all"});
}

}  // namespace

std::vector<const ModeSpec*> parse_modes(std::string_view text) {
  std::vector<const ModeSpec*> modes;
  for (const std::string_view item : split_list(text)) {
    if (!means_all_modes(item))
      add_once(modes, parse_mode(item));
    else
      for (const ModeSpec* mode : mode_table())
        add_once(modes, mode);
  }
  return modes;
}

std::string parse_baseline(std::string_view name) {
  if (const ModeSpec* mode = find_mode(name))
    return std::string(mode->name);
  reject_mode("--baseline", name, {});
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

ProgressWhen parse_progress(std::string_view text) {
  if (text == "auto")
    return ProgressWhen::kAuto;
  if (text == "always")
    return ProgressWhen::kAlways;
  if (text == "never")
    return ProgressWhen::kNever;
  throw UsageError("--progress takes auto, always or never, not " + in_quotes(text));
}

}  // namespace primebench
