#include "cli/mode_list.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "workload/kernel.hpp"

namespace primebench {
namespace {

bool is_own(std::string_view program) {
  const auto own = own_program_modes();
  return std::any_of(own.begin(), own.end(),
                     [&](const OwnProgramMode& one) { return one.program == program; });
}

/// The line of a mode or program that cannot run, of two if what to do about it leaves the screen.
std::string cannot_run(std::string_view name, std::string why) {
  constexpr std::size_t kIndent = 23;
  constexpr std::size_t kColumns = 80;
  const std::size_t cut = why.rfind("; ");
  if (kIndent + why.size() > kColumns && cut != std::string::npos)
    why.replace(cut + 1, 1, 1, '\n').insert(cut + 2, kIndent, ' ');
  return fmt::format("{:<21}  {}\n", name, why);
}

/// The line of a mode that should be there; empty if it is.
std::string missing_own(const OwnProgramMode& own, ModePrograms& programs) {
  const AskedProgram* const program = programs.program(own.program);
  Obstacle obstacle = obstacle_of(own);
  if (program != nullptr)
    obstacle.reason = program->error;
  if (program != nullptr && program->error.empty())
    return "";
  return cannot_run(own.mode, describe(obstacle));
}

}  // namespace

std::string mode_list(ModeTable table, ModePrograms& programs) {
  std::string text =
      fmt::format("{:<21}  {:<10}  {:<7}  {}\n", "mode", "family", "needs", "what it does");
  std::string missing;
  for (const ModeSpec* mode : table) {
    if (const auto obstacle = mode->unavailable())
      missing += cannot_run(mode->name, describe(*obstacle));
    else
      text += fmt::format("{:<21}  {:<10}  {:<7}  {}\n", mode->name, family_name(mode->family),
                          mode->needs, mode->summary);
  }
  text += fmt::format("\n{:<21}  {}\n", "kernel", "needs");
  for (const Kernel& kernel : kernels())
    text += fmt::format("{:<21}  {}{}\n", kernel.name, kernel.needs.empty() ? "-" : kernel.needs,
                        !kernel.supported() ? " (this CPU does not have it)"
                        : !kernel.timed     ? " (its speed is not known: auto does not take it)"
                                            : "");
  const std::vector<const AskedProgram*> asked = programs.all();
  std::string of_programs;
  for (const AskedProgram* const one : asked) {
    for (const AskedProgram::Entry& entry : one->modes)
      of_programs +=
          fmt::format("{:<28}  {:<10}  {:<7}  {}\n", entry.spec.name,
                      family_name(entry.spec.family), one->program.name, entry.spec.summary);
    if (!one->error.empty() && !is_own(one->program.name))
      missing += cannot_run(one->program.name, one->error);
  }
  for (const OwnProgramMode& own : own_program_modes())
    missing += missing_own(own, programs);
  if (!of_programs.empty())
    text += fmt::format("\n{:<28}  {:<10}  {:<7}  {}\n{}", "mode", "family", "program",
                        "what it does", of_programs);
  if (!missing.empty())
    text += fmt::format("\n{:<21}  {}\n{}", "mode", "cannot run here", missing);
  return text;
}

}  // namespace primebench
