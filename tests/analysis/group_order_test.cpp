#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "analysis/groups.hpp"
#include "support/rows.hpp"

namespace primebench {

TEST_CASE("modes have one order, whatever order their rounds were in") {
  const std::vector<std::string> expected = {"sequential",
                                             "threaded",
                                             "openmp-tasks",
                                             "work-stealing",
                                             "std-execution",
                                             "asyncio",
                                             "process-pool-executor",
                                             "mpi",
                                             "mine",
                                             "other-threaded",
                                             "python-sequential",
                                             "python-threaded",
                                             "python-asyncio",
                                             "python-process-pool-executor"};
  std::vector<std::string> names = {"python-process-pool-executor",
                                    "mpi",
                                    "std-execution",
                                    "work-stealing",
                                    "asyncio",
                                    "openmp-tasks",
                                    "threaded",
                                    "python-threaded",
                                    "process-pool-executor",
                                    "mine",
                                    "python-sequential",
                                    "other-threaded",
                                    "python-asyncio",
                                    "sequential"};
  for (std::size_t turn = 0; turn < names.size(); ++turn) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < names.size(); ++i)
      rows.push_back(test::make_row(names[(turn + 3 * i) % names.size()], 40));
    std::vector<std::string> found;
    for (const Group& group : in_order(test::group(rows)))
      found.push_back(group.configuration.mode);
    CHECK(found == expected);
  }
}

}  // namespace primebench
