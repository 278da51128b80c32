// The other end of the protocol: what our own programs that are modes share. Such a program
// is a table of modes, each with the interface of a built-in one, and this main() around it:
//
//     constexpr OwnMode kModes[] = {
//         {"name", "threads", "pool", "what it does", make_it},
//     };
//     int main(int argc, char** argv) { return run_mode_program(kModes, argc, argv); }
//
// It describes the modes, reads the batch, runs it, fills the task log if primebench has given
// it one, and answers. docs/adding-a-mode.md has the protocol.

#pragma once

#include <memory>
#include <span>
#include <string_view>

#include "modes/mode.hpp"
#include "modes/program_protocol.hpp"
#include "workload/workload.hpp"

namespace primebench {

/// A mode that a program has.
struct OwnMode {
  std::string_view name;
  std::string_view family;   ///< In the words of --describe: "threads".
  std::string_view workers;  ///< Likewise: "one", "pool" or "task".
  std::string_view summary;  ///< For --list-modes; at most 29 characters.
  /// Starts the workers of a batch; what it throws is the measurement's failure. `workload` is
  /// the same batch, to be run here: its tasks fill the log, and who runs them is counted. Who
  /// runs them elsewhere needs `batch`, notes what it hears with Workload::note_told(), and says
  /// in Mode::told() how many workers there were. Both outlive the mode.
  std::unique_ptr<Mode> (*make)(const ProgramBatch& batch, const Workload& workload);
  bool carries_data = false;  ///< Whether its tasks can have a payload.
};

/// Does what `argv` asks for: --describe, or the name of one of `modes`. Returns the exit status.
int run_mode_program(std::span<const OwnMode> modes, int argc, char** argv);

/// Tells primebench why the measurement has failed. For whoever cannot throw; the program is to
/// end then. Any thread may call it, once.
void say_error(std::string_view reason);

}  // namespace primebench
