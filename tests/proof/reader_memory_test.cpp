// Input of any size and shape is read in the same memory.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include "results/row.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/sample_row.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {
namespace {

/// Reads, with no more than 200 MB of address space, what `producer` prints.
CommandResult read_limited(const std::string& producer) {
  const TempDir dir;
  write_file(dir / "store", sample_store({"a"}));
  return run_shell(fmt::format("({}) | (ulimit -v 200000; '{}' -) | tail -n 1; "
                               "exit ${{PIPESTATUS[1]}}",
                               producer, PRIMEBENCH_LIST_ROWS),
                   dir.path());
}

}  // namespace

TEST_CASE("a line of 1 GB, an endless one and 500000 rows fit in 200 MB of memory") {
  if (not_run_with_sanitizers("reading in little memory"))
    return;
  const CommandResult line =
      read_limited("cat store; head -c 1000000000 /dev/zero; echo; cat store");
  CHECK(line.status == 1);
  CHECK(line.err.find("standard input:3: has more than 65536 bytes") != std::string::npos);
  CHECK(line.out == sample_line("a"));

  const CommandResult endless = read_limited("cat store /dev/zero");
  CHECK(endless.status == 1);
  CHECK(endless.err.find("standard input:3: this line does not end") != std::string::npos);

  const CommandResult rows = read_limited("cat store; yes \"$(tail -n 1 store)\" | head -n 500000");
  CHECK(rows.status == 0);
  CHECK(rows.out == sample_line("a"));
}

}  // namespace primebench::test
