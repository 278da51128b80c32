// append_rows FILE LABEL COUNT [BYTES [LIMIT [WAIT]]]: appends the rows LABEL-1 …
// LABEL-COUNT, each of at least BYTES bytes, to the store FILE, and prints each label once
// its row is stored. No file may grow beyond LIMIT bytes; others are waited for WAIT ms.
// Ends as primebench does: 0, or 1 with a message at the first failure.

#include <fmt/core.h>
#include <sys/resource.h>

#include <chrono>
#include <cstdlib>
#include <exception>
#include <string>

#include "core/exit_status.hpp"
#include "core/log.hpp"
#include "results/store.hpp"
#include "support/numbered_rows.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

using namespace primebench;

int main(int argc, char** argv) {
  if (argc < 4)
    return kExitUsage;
  const std::string label = argv[2];
  const unsigned long count = std::strtoul(argv[3], nullptr, 10);
  const unsigned long bytes = argc > 4 ? std::strtoul(argv[4], nullptr, 10) : 0;
  try {
    sanitise_process();
    if (argc > 5) {
      const rlim_t limit = std::strtoul(argv[5], nullptr, 10);
      const rlimit both{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &both);
    }
    ResultsStore::Options options;
    if (argc > 6)
      options.lock_timeout = std::chrono::milliseconds(std::strtoul(argv[6], nullptr, 10));
    ResultsStore store(argv[1], options);
    store.check();
    for (unsigned long i = 1; i <= count; ++i) {
      const Row row = test::numbered_row(fmt::format("{}-{}", label, i), bytes);
      store.append(row);
      if (!write_stdout(row.label + '\n'))
        return kExitFailure;
    }
  } catch (const std::exception& error) {
    log::error("{}", error.what());
    return kExitFailure;
  }
  return kExitSuccess;
}
