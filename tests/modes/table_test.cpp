#include "modes/table.hpp"

#include <doctest/doctest.h>

#include <set>
#include <string>

namespace primebench {

TEST_CASE("the table lists the modes of the original, each complete and with a name of its own") {
  std::set<std::string_view> names;
  for (const ModeSpec* mode : mode_table()) {
    CAPTURE(mode->name);
    CHECK(names.insert(mode->name).second);
    CHECK_FALSE(mode->summary.empty());
    CHECK(mode->summary.size() <= 36);
    CHECK_FALSE(mode->needs.empty());
    CHECK((mode->make != nullptr));
    CHECK(find_mode(mode->name) == mode);
  }
  for (const char* name : {"sequential", "threaded", "thread-pool", "asyncio", "multiprocessing",
                           "multiprocessing-pool", "process-pool-executor"})
    CHECK(names.count(name) == 1);
}

TEST_CASE("names ignore case, take _ for - and know the original's own names") {
  CHECK(find_mode("THREAD_POOL")->name == "thread-pool");
  CHECK(find_mode("thread_pool")->name == "thread-pool");
  CHECK(find_mode("threaded_sequential")->name == "sequential");
  CHECK(find_mode("multiprocessing_pool")->name == "multiprocessing-pool");
  CHECK(find_mode("multiprocessing_pool_executor")->name == "process-pool-executor");
  CHECK(find_mode("") == nullptr);
  CHECK(find_mode("threads") == nullptr);
  CHECK(find_mode("thread pool") == nullptr);
}

}  // namespace primebench
