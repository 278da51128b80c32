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

[[noreturn]] void reject_unavailable(std::string_view name, std::string_view reason) {
  throw UsageError(fmt::format("--mode: {} cannot run here: {}", name, reason));
}

/// The mode that is meant; all of them if it is a program.
std::vector<const ModeSpec*> modes_of_programs(std::string_view name, ModeTable table,
                                               ModePrograms& programs) {
  std::vector<const ModeSpec*> modes;
  const std::string folded = folded_name(name);
  try {
    if (const AskedProgram* const program = programs.program(folded)) {
      if (!program->error.empty())
        throw Error(program->error);
      for (const AskedProgram::Entry& entry : program->modes)
        modes.push_back(&entry.spec);
    } else if (const ModeSpec* const mode = programs.find(folded)) {
      modes.push_back(mode);
    }
  } catch (const Error& error) {  // Only here it is known what was asked for.
    reject_unavailable(folded, error.what());
  }
  if (!modes.empty())
    return modes;
  std::vector<std::string_view> names = {"all"};
  for (const AskedProgram* const program : programs.all()) {
    for (const AskedProgram::Entry& entry : program->modes)
      names.push_back(entry.spec.name);
  }
  reject_mode("--mode", name, names, table);
}

std::vector<const ModeSpec*> parse_mode(std::string_view name, ModeTable table,
                                        ModePrograms* programs) {
  if (means_all_modes(name))
    return available_modes(table);
  const ModeSpec* const mode = find_mode(name, table);
  if (mode == nullptr && programs != nullptr && !name.empty())
    return modes_of_programs(name, table, *programs);
  if (mode == nullptr)
    reject_mode("--mode", name, {"all"}, table);
  if (const auto obstacle = mode->unavailable())
    reject_unavailable(mode->name, describe(*obstacle));
  return {mode};
}

}  // namespace

std::vector<const ModeSpec*> parse_modes(std::string_view text, ModeTable table,
                                         ModePrograms* programs) {
  std::vector<const ModeSpec*> modes;
  for (const std::string_view item : split_list(text)) {
    for (const ModeSpec* mode : parse_mode(item, table, programs))
      add_once(modes, mode);
  }
  return modes;
}

std::string parse_baseline(std::string_view name) {
  if (const ModeSpec* mode = find_mode(name))
    return std::string(mode->name);
  ModePrograms programs;
  try {
    if (const ModeSpec* const mode = programs.find(folded_name(name)))
      return std::string(mode->name);
  } catch (const Error&) {  // Rows of it may come from a machine that can run it.
    return folded_name(name);
  }
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
