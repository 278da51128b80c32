#include "cli/mode_list.hpp"

#include <fmt/core.h>

#include "workload/kernel.hpp"

namespace primebench {

std::string mode_list(ModeTable table) {
  std::string text =
      fmt::format("{:<21}  {:<10}  {:<7}  {}\n", "mode", "family", "needs", "what it does");
  std::string missing;
  for (const ModeSpec* mode : table) {
    if (const auto obstacle = mode->unavailable())
      missing += fmt::format("{:<21}  {}\n", mode->name, describe(*obstacle));
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
  if (!missing.empty())
    text += fmt::format("\n{:<21}  {}\n{}", "mode", "cannot run here", missing);
  return text;
}

}  // namespace primebench
