#include "modes/table.hpp"

#include <doctest/doctest.h>

#include <array>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cli/mode_list.hpp"
#include "cli/parse_choice.hpp"
#include "core/error.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

ModeSpec made_up(std::string_view name) {
  ModeSpec spec = *mode_table().front();
  spec.name = name;
  spec.alias = "";
  return spec;
}

/// What parsing `text` says.
std::string refusal_of(std::string_view text, ModeTable table) {
  try {
    parse_modes(text, table);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("the table lists the modes of the original, each complete and with a name of its own") {
  std::set<std::string_view> names;
  for (const ModeSpec* mode : mode_table()) {
    CAPTURE(mode->name);
    CHECK(names.insert(mode->name).second);
    CHECK_FALSE(mode->summary.empty());
    CHECK(mode->summary.size() <= 36);
    CHECK_FALSE(mode->needs.empty());
    CHECK((mode->make != nullptr || mode->unavailable().has_value()));
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

TEST_CASE("a mode that cannot run here says why, is none of all, and stands in the list") {
  const ModeSpec here = made_up("here");
  ModeSpec missing = made_up("missing");
  missing.obstacle = [] {
    return std::optional<Obstacle>({.reason = "this build has no libfoo", .package = "libfoo-dev"});
  };
  ModeSpec hopeless = made_up("hopeless");
  hopeless.obstacle = [] {
    return std::optional<Obstacle>({.reason = "this CPU has no bar", .package = ""});
  };
  const auto modes = std::to_array<const ModeSpec*>({&here, &missing, &hopeless});

  CHECK(refusal_of("missing", modes) ==
        "--mode: missing cannot run here: this build has no libfoo; install the Debian package "
        "libfoo-dev");
  CHECK(refusal_of("here,HOPELESS", modes) ==
        "--mode: hopeless cannot run here: this CPU has no bar");
  CHECK(parse_modes("all", modes) == std::vector<const ModeSpec*>{&here});
  CHECK(available_modes(modes) == std::vector<const ModeSpec*>{&here});

  ModePrograms none{std::vector<std::string>()};
  const std::string list = mode_list(modes, none);
  const std::string first = list.substr(0, list.find("\n\n"));
  CHECK(first.find("\nhere ") != std::string::npos);
  CHECK(first.find("missing") == std::string::npos);
  CHECK(list.find("\n\nmode                   cannot run here\n"
                  "missing                this build has no libfoo;\n"
                  "                       install the Debian package libfoo-dev\n"
                  "hopeless               this CPU has no bar\n") != std::string::npos);
}

TEST_CASE("where every mode can run, nothing is said of modes that cannot") {
  const ModeSpec here = made_up("here");
  const auto modes = std::to_array<const ModeSpec*>({&here});
  const test::TempDir directory;
  for (const char* name : {"tbb", "mpi"}) {
    const auto program = directory / (std::string("primebench-mode-") + name);
    test::write_file(program,
                     std::string("#!/bin/sh\nprintf 'm-") + name + "\\tthreads\\tpool\\tx\\n'\n");
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
  ModePrograms programs({directory.path().string()});
  CHECK(mode_list(modes, programs).find("cannot") == std::string::npos);
}

TEST_CASE("the modes of the original need nothing that this build may lack") {
  for (const char* name : {"sequential", "threaded", "thread-pool", "asyncio", "multiprocessing",
                           "multiprocessing-pool", "process-pool-executor"})
    CHECK_FALSE(find_mode(name)->unavailable().has_value());
}

TEST_CASE("a mode's capacity follows from its traits") {
  const auto capacity = [](ModeSpec spec, bool gil = false) {
    const std::optional<Capacity> found = spec.capacity(100, 8, 6, gil);
    return std::pair(found.value().under_way, found.value().dividing);
  };
  using Pair = std::pair<double, double>;
  ModeSpec spec;  // A plain loop.
  CHECK(capacity(spec) == Pair(1, 1));
  CHECK(spec.is_baseline());
  spec.wait_holds_worker = false;  // An event loop.
  CHECK(capacity(spec) == Pair(100, 1));
  CHECK_FALSE(spec.is_baseline());
  spec.workers = Workers::kPool;  // One that has threads for dividing.
  spec.divides_in_parallel = true;
  CHECK(capacity(spec) == Pair(100, 6));
  CHECK(spec.capacity(100, 2, 6, false)->dividing == 2);
  CHECK(capacity(spec, true) == Pair(100, 1));
  spec.wait_holds_worker = true;  // A pool of threads, then of processes.
  CHECK(capacity(spec) == Pair(8, 6));
  CHECK(capacity(spec, true) == Pair(8, 1));
  spec.shares_memory = false;
  CHECK(capacity(spec, true) == Pair(8, 6));
  CHECK_FALSE(spec.capacity(100, std::nullopt, 6, false).has_value());
  CHECK_FALSE(spec.capacity(100, 0, 6, false).has_value());
  CHECK(spec.per_task() == PerTask::kNothing);
  spec.workers = Workers::kPerTask;
  CHECK(capacity(spec) == Pair(100, 6));
  CHECK(spec.capacity(4, std::nullopt, 6, false)->dividing == 4);
  CHECK(spec.per_task() == PerTask::kProcess);
  spec.shares_memory = true;
  CHECK(spec.per_task() == PerTask::kThread);
}

TEST_CASE("one mode is the baseline, and the first of the table") {
  std::size_t baselines = 0;
  for (const ModeSpec* mode : mode_table())
    baselines += mode->is_baseline() ? 1 : 0;
  CHECK(baselines == 1);
  CHECK(mode_table().front()->is_baseline());
}

}  // namespace primebench
