// list_rows FILE: reads a store, strictly, and prints its rows as the store would write
// them. Ends as primebench does: 0, or 1 with a message.

#include <exception>

#include "core/exit_status.hpp"
#include "core/log.hpp"
#include "results/reader.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

using namespace primebench;

int main(int argc, char** argv) {
  if (argc != 2)
    return kExitUsage;
  try {
    sanitise_process();
    bool open = true;
    read_rows(argv[1], {.strict = true},
              [&](const Row& row) { open = open && write_stdout(csv_line(row) + '\n'); });
  } catch (const std::exception& error) {
    log::error("{}", error.what());
    return kExitFailure;
  }
  return kExitSuccess;
}
