#include "cli/parse_choice.hpp"

#include <fmt/core.h>

#include "cli/parse_list.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

const ModeSpec* parse_mode(std::string_view name, ModeTable table) {
  if (const ModeSpec* mode = find_mode(name, table)) {
    if (const auto obstacle = mode->unavailable())
      throw UsageError(
          fmt::format("--mode: {} cannot run here: {}", mode->name, describe(*obstacle)));
    return mode;
  }
  std::vector<std::string_view> names = {"all"};
  for (const ModeSpec* mode : table)
    names.push_back(mode->name);
  const std::string_view near = closest_match(name, names);
  throw UsageError(fmt::format(
      "--mode: unknown mode {}; {}", in_quotes(name),
      near.empty() ? "see primebench --list-modes" : fmt::format("did you mean {}?", near)));
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
