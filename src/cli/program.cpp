#include "cli/program.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "cli/compare_command.hpp"
#include "cli/mode_list.hpp"
#include "cli/options.hpp"
#include "cli/plot_command.hpp"
#include "cli/report_command.hpp"
#include "cli/run_command.hpp"
#include "cli/written.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "measure/machine.hpp"
#include "modes/table.hpp"
#include "results/kept_rows.hpp"
#include "workload/kernel.hpp"

namespace primebench {
namespace {

/// "title: a b c" in lines of at most 80 columns.
template <typename Range, typename Name>
std::string wrapped(std::string_view title, const Range& range, Name name) {
  constexpr std::size_t kIndent = 12;
  constexpr std::size_t kColumns = 80;
  std::string text = fmt::format("{:<{}}", title, kIndent);
  std::size_t column = kIndent;
  for (const auto& item : range) {
    const std::string_view word = name(item);
    if (column > kIndent && column + 1 + word.size() > kColumns) {
      text += fmt::format("\n{:<{}}", "", kIndent);
      column = kIndent;
    }
    text += fmt::format("{}{}", column > kIndent ? " " : "", word);
    column += word.size() + (column > kIndent ? 1 : 0);
  }
  return text + "\n";
}

std::string version_text() {
  return fmt::format("primebench {}\ncompiler:   {}\nbuild type: {}\n", PRIMEBENCH_VERSION,
                     compiler_name(), PRIMEBENCH_BUILD_TYPE) +
         wrapped("kernels:", kernels(), [](const Kernel& kernel) { return kernel.name; }) +
         wrapped("modes:", mode_table(), [](const ModeSpec* mode) { return mode->name; });
}

/// Text that was asked for. A reader that has closed its end has had enough of it.
ExitStatus show(const std::string& text) {
  write_text(text, "-", {});
  return kExitSuccess;
}

using Arguments = std::span<const std::string>;

/// What the first argument can be. The command without a name measures.
struct Command {
  std::string_view name;
  std::string (*help)() = nullptr;
  ExitStatus (*run)(Arguments arguments) = nullptr;
};

constexpr auto kCommands = std::to_array<Command>({
    {"", run_help, run_command},
    {"compare", compare_help, compare_command},
    {"plot", plot_help, plot_command},
    {"report", report_help, report_command},
});

bool has(Arguments arguments, std::string_view flag, std::string_view letter) {
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    return argument == flag || (!letter.empty() && argument == letter);
  });
}

const Command* find_command(std::string_view name) {
  const auto found = std::find_if(kCommands.begin() + 1, kCommands.end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == kCommands.end() ? nullptr : &*found;
}

/// The command that help is asked of, wherever its name stands.
const Command& command_among(Arguments arguments) {
  for (const std::string& argument : arguments) {
    if (const Command* const command = find_command(argument))
      return *command;
  }
  return kCommands.front();
}

/// A first word that is neither a command nor a flag.
[[noreturn]] void reject_word(const std::string& word) {
  std::vector<std::string_view> names;
  for (const Command& command : kCommands) {
    if (!command.name.empty())
      names.push_back(command.name);
  }
  const std::string_view near = closest_match(word, names);
  throw UsageError(fmt::format(
      "there is no command {}; {}", in_quotes(word),
      near.empty() ? "see primebench --help" : fmt::format("did you mean primebench {}?", near)));
}

}  // namespace

ExitStatus run_program(std::span<const std::string> arguments) {
  refuse_to_log_into_rows();
  // These come first, whatever else is wrong.
  const bool asks_for_help = !arguments.empty() && arguments.front() == "help";
  if (asks_for_help || has(arguments, "--help", "-h"))
    return show(command_among(arguments).help());
  if (has(arguments, "--version", "-V"))
    return show(version_text());
  if (has(arguments, "--list-modes", "")) {
    ModePrograms programs;
    return show(mode_list(mode_table(), programs));
  }
  if (arguments.empty() || arguments.front().starts_with("-"))
    return kCommands.front().run(arguments);
  if (const Command* const command = find_command(arguments.front()))
    return command->run(arguments.subspan(1));
  reject_word(arguments.front());
}

}  // namespace primebench
