// Programs that are modes, as people put them into a directory and name them.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

/// The program of docs/adding-a-mode.md.
std::string documented_program() {
  const std::string page = read_file(PRIMEBENCH_SOURCE_DIR "/docs/adding-a-mode.md");
  const std::size_t mark = page.find("<!-- program: primebench-mode-python-loop -->");
  REQUIRE(mark != std::string::npos);
  const std::size_t begin = page.find("```python\n", mark) + 10;
  return page.substr(begin, page.find("```", begin) - begin);
}

/// A directory with programs, and how to call primebench there.
class Place {
 public:
  Place() { std::filesystem::create_directory(directory_ / "modes"); }

  void add(std::string_view name, std::string_view text) const {
    const std::filesystem::path file = directory_ / fmt::format("modes/primebench-mode-{}", name);
    write_file(file, text);
    std::filesystem::permissions(file, std::filesystem::perms::owner_all);
  }
  [[nodiscard]] CommandResult run(const std::vector<std::string>& arguments,
                                  const std::vector<std::string>& environment = {
                                      "PRIMEBENCH_MODES=nowhere:modes"}) const {
    return run_primebench(arguments, directory_.path(), environment);
  }
  [[nodiscard]] CommandResult shell(const std::string& line) const {
    return run_shell(line, directory_.path(), {"PRIMEBENCH_MODES=modes"});
  }
  [[nodiscard]] std::vector<Row> rows() const {
    std::vector<Row> rows;
    read_rows(directory_ / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
    return rows;
  }
  [[nodiscard]] bool has(std::string_view file) const {
    return std::filesystem::exists(directory_ / file);
  }

 private:
  TempDir directory_;
};

/// Two modes; says that it was asked in a file.
constexpr std::string_view kNosy =
    "#!/bin/sh\n"
    "echo >>asked\n"
    "printf 'nosy-one\\tmachines\\tone\\tx\\nnosy-two\\tcoroutines\\tpool\\ty\\n'\n";

}  // namespace

TEST_CASE("the program of the walk-through is a mode, and its rows know no more than it told") {
  const Place place;
  place.add("python-loop", documented_program());
  const CommandResult result = place.run({"--mode", "python-loop", "--prime", "1009", "--runs", "6",
                                          "--mix", "uniform", "-o", "r.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  const std::vector<Row> rows = place.rows();
  REQUIRE(rows.size() == 1);
  const Row& row = rows.front();
  CHECK(row.mode == "python-loop");
  CHECK(row.kernel == "python");
  CHECK(row.runs == 6);
  CHECK(row.workers == 1U);
  CHECK_FALSE(row.pool.has_value());
  CHECK_FALSE(row.task_p50_ns.has_value());
  CHECK_FALSE(row.task_max_ns.has_value());
  CHECK_FALSE(row.max_parallel.has_value());
  CHECK(row.startup_ns.value_or(0) > 0);
  CHECK(row.user_ns.value_or(0) + row.system_ns.value_or(0) > 0);
  CHECK(row.wall_ns == *row.startup_ns + *row.run_ns + *row.teardown_ns);
}

TEST_CASE("what a program tells of its hosts is in the row, and a later report warns of it") {
  const Place place;
  // Eight tasks of 7, whose sum is 448; the first host has a name that would steer a terminal.
  place.add(
      "cluster",
      "#!/bin/sh\n"
      "[ \"$1\" = --describe ] && { printf 'cluster\\tmachines\\tpool\\tx\\n'; exit; }\n"
      "while read -r line; do case \"$line\" in tell_hosts*) told=$line;; end) break;; esac; done\n"
      "echo ready hosts=3; read -r go; echo done 8 448 2; read -r end\n"
      "[ \"$told\" = 'tell_hosts true' ] || exit 1\n"
      "printf 'host \\033[2J workers=1 cpu_milli=2500 cpu=Fast, \"CPU\"\\n'\n"
      "echo 'host b workers=0 cpu_milli=4000 cpu=Slow CPU'\n"
      "echo 'host c workers=1 cpu_milli=4000 cpu=Slow CPU'\n");
  const CommandResult result = place.run({"--mode", "cluster", "--prime", "7", "--runs", "8",
                                          "--pool", "3", "-o", "r.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  const Row row = place.rows().at(0);
  CHECK(row.hosts == 3U);
  CHECK(row.hosts_cpu_milli == 10'500U);
  CHECK(row.hosts_cpu_model == "Fast_ _CPU_ (_x1b_2J) + Slow CPU (b and 1 more)");
  const std::string warning = "cluster: hosts differ: " + row.hosts_cpu_model;
  CHECK(result.err.find(warning) != std::string::npos);
  CHECK(place.run({"report", "r.csv"}).err.find(warning) != std::string::npos);
}

TEST_CASE("what a program calls its kernel is no formula in the store, and nothing but ASCII") {
  const Place place;
  place.add(
      "odd",
      "#!/bin/sh\n"
      "[ \"$1\" = --describe ] && { printf 'odd\\tbaseline\\tone\\tx\\n'; exit; }\n"
      "while read -r line; do [ \"$line\" = end ] && break; done\n"
      "printf 'ready kernel=@1+\\303\\251,2\\n'; read -r go; echo done 8 448 1; read -r end\n");
  REQUIRE(place.run({"--mode", "odd", "--prime", "7", "--runs", "8", "-q", "-o", "r.csv"}).status ==
          0);
  CHECK(place.rows().at(0).kernel == "_@1+___2");
}

TEST_CASE("with -v the words of a program are shown when its time has been taken, or is up") {
  const Place place;
  constexpr std::string_view kLoud =
      "#!/bin/sh\n"
      "[ \"$1\" = --describe ] && { printf 'loud\\tbaseline\\tone\\tx\\n'; exit; }\n"
      "while read -r line; do [ \"$line\" = end ] && break; done\n"
      "echo ready; read -r go; echo some words >&2; sleep 0.1\n";
  const std::string command = "$PRIMEBENCH -v --mode loud --prime 7 --runs 8 --no-store 2>err ";
  place.add("loud", fmt::format("{}grep -q 'some words' err && exit 1\n"
                                "echo done 8 448 1; read -r end\n",
                                kLoud));
  CHECK(
      place.shell(command + "&& grep -q 'some words' err && echo shown").out.ends_with("shown\n"));
  place.add("loud", fmt::format("{}sleep 9\n", kLoud));
  CHECK(place.shell(command + "--timeout 1s; grep -q 'some words' err && echo shown")
            .out.ends_with("shown\n"));
}

TEST_CASE("a batch that ran on one other host leaves nothing of this machine's use in its row") {
  const Place place;
  place.add("far",
            "#!/bin/sh\n"
            "[ \"$1\" = --describe ] && { printf 'far\\tmachines\\tpool\\tx\\n'; exit; }\n"
            "while read -r line; do [ \"$line\" = end ] && break; done\n"
            "echo ready hosts=1; read -r go; echo done 8 448 1; read -r end\n"
            "echo 'host elsewhere workers=1 cpu_milli=64000 cpu=Other CPU'\n");
  REQUIRE(place.run({"--mode", "far", "--prime", "7", "--runs", "8", "-q", "-o", "r.csv"}).status ==
          0);
  const Row row = place.rows().at(0);
  CHECK(row.hosts == 1U);
  CHECK(row.hosts_cpu_milli == 64'000U);
  CHECK(row.hosts_cpu_model == "Other CPU (elsewhere)");
  CHECK_FALSE(row.user_ns.has_value());
  CHECK_FALSE(row.max_rss_bytes.has_value());
  CHECK_FALSE(row.minor_faults.has_value());
  CHECK_FALSE(row.voluntary_switches.has_value());
}

TEST_CASE("programs are not asked while every name is built in") {
  const Place place;
  place.add("nosy", kNosy);
  for (const char* modes : {"threaded", "all"}) {
    CHECK(place.run({"--mode", modes, "--prime", "7", "--no-store"}).status == 0);
    CHECK_FALSE(place.has("asked"));
  }
}

TEST_CASE("a program's name stands for all of its modes, beside others too") {
  const Place place;
  place.add("nosy", kNosy);
  const auto planned = [&](const std::string& modes) {
    const CommandResult result = place.run({"--mode", modes, "--dry-run", "-q"});
    CHECK(result.status == 0);
    std::string names;
    for (const char* name : {"sequential", "nosy-one", "nosy-two"}) {
      if (result.out.find(fmt::format("\n{},", name)) != std::string::npos)
        names += fmt::format("{}{}", names.empty() ? "" : " ", name);
    }
    return names;
  };
  CHECK(planned("nosy") == "nosy-one nosy-two");
  CHECK(planned("NOSY_TWO") == "nosy-two");
  CHECK(planned("all,nosy") == "sequential nosy-one nosy-two");
  CHECK(planned("all") == "sequential");
}

TEST_CASE("the list shows the modes of programs, and those that cannot run, with the reason") {
  const Place place;
  place.add("nosy", kNosy);
  place.add("broken", "#!/bin/sh\necho no interpreter >&2; exit 127\n");
  const CommandResult result = place.run({"--list-modes"});
  CHECK(result.status == 0);
  CHECK(result.out.find("\nnosy-one                      processes   nosy     x\n") !=
        std::string::npos);
  CHECK(result.out.find("\nnosy-two                      event loop  nosy     y\n") !=
        std::string::npos);
  const std::size_t missing = result.out.find("cannot run here");
  REQUIRE(missing != std::string::npos);
  CHECK(result.out.find("broken                 primebench-mode-broken: --describe exited with "
                        "status 127: no interpreter\n",
                        missing) != std::string::npos);
}

TEST_CASE("what the caller has started before it became primebench lives on") {
  const Place place;
  place.add("nosy", kNosy);
  for (const char* arguments :
       {"--list-modes", "--mode nosy --dry-run", "--mode nosy --prime 17 --no-store"}) {
    CAPTURE(arguments);
    const CommandResult result =
        place.shell(fmt::format("sh -c 'sleep 60 & echo $! >pid; exec $PRIMEBENCH {} >out 2>err'\n"
                                "kill -0 $(cat pid) && echo it lives; kill -KILL $(cat pid)",
                                arguments));
    CHECK(result.out == "it lives\n");
    CHECK(place.has("asked"));
  }
}

TEST_CASE("programs are looked for in PRIMEBENCH_MODES first and in PATH last") {
  const Place place;
  place.add("nosy", kNosy);
  const std::string path = "PATH=" + std::string(std::getenv("PATH"));
  const CommandResult in_path = place.run({"--mode", "nosy-one", "--dry-run"}, {path + ":modes"});
  CHECK(in_path.status == 0);
  const CommandResult nowhere = place.run({"--mode", "nosy-one", "--dry-run"}, {path});
  CHECK(nowhere.status == 2);
  CHECK(nowhere.err.find("unknown mode 'nosy-one'") != std::string::npos);
  const CommandResult misspelt = place.run({"--mode", "nosy-tow", "--dry-run"});
  CHECK(misspelt.status == 2);
  CHECK(misspelt.err.find("did you mean nosy-two?") != std::string::npos);
}

}  // namespace primebench
