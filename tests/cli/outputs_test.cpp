// No output replaces rows, and none goes among them: every command that writes a picture,
// a text or a trace, against every way of naming a file that holds measurements.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>

#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {
namespace {

/// A directory "data" with a store and a trace, and other names for both of them.
struct Place {
  Place() {
    namespace fs = std::filesystem;
    fs::create_directory(dir / "data");
    store = store_of({make_row("sequential", 80), make_row("threaded", 41)});
    write_file(dir / "data/store", store);
    write_file(dir / "data/trace", trace);
    for (const char* name : {"store", "trace"}) {
      const std::string file = std::string("data/") + name;
      fs::create_symlink(file, dir / (std::string("soft-") + name));
      fs::create_hard_link(dir / file, dir / (std::string("hard-") + name));
    }
    fs::create_directory_symlink("data", dir / "link");
  }

  /// Every name of the file "store" or "trace".
  [[nodiscard]] static std::vector<std::string> names(const std::string& file) {
    return {"data/" + file, "./data/" + file, "data/../data/" + file,
            "link/" + file, "soft-" + file,   "hard-" + file};
  }

  [[nodiscard]] bool is_untouched() const {
    return read_file(dir / "data/store") == store && read_file(dir / "data/trace") == trace &&
           read_file(dir / "hard-store") == store && read_file(dir / "hard-trace") == trace &&
           std::filesystem::is_symlink(dir / "soft-store") &&
           std::filesystem::is_symlink(dir / "soft-trace") &&
           dir.listing() == "data hard-store hard-trace link soft-store soft-trace" &&
           run_shell("ls -A data", dir.path()).out == "store\ntrace\n";
  }

  TempDir dir;
  std::string store;
  std::string trace = "task,worker,start_ns,end_ns\n0,0,100,200\n1,1,150,250\n";
};

}  // namespace

TEST_CASE("nothing that draws replaces a store or a trace, whatever it is called") {
  const Place place;
  const std::vector<std::string> commands = {
      "plot -i data/store --format png -o",
      "plot -i data/store --format svg -o",
      "plot -i data/store --format pdf -o",
      "plot -i data/store --format text -o",
      "plot -i data/store --kind line --x pool --format svg -o",
      "plot -i - < data/store --format png -o",
      "plot -i - < data/store --format text -o",
      "plot -i data/trace --kind timeline --format png -o",
      "plot -i - < data/trace --kind timeline --format svg -o",
  };
  for (const std::string& command : commands) {
    for (const char* file : {"store", "trace"}) {
      for (const std::string& name : Place::names(file)) {
        CAPTURE(command);
        CAPTURE(name);
        const CommandResult result =
            run_shell(fmt::format("$PRIMEBENCH {} {}", command, name), place.dir.path());
        CHECK(result.status == 1);
        CHECK(result.err.find("will not replace '" + name + "'") != std::string::npos);
        CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
        CHECK(place.is_untouched());
      }
    }
  }
}

TEST_CASE("a trace replaces no store, and rows go into no trace") {
  const Place place;
  for (const std::string& name : Place::names("store")) {
    CAPTURE(name);
    CHECK(run_shell("$PRIMEBENCH --prime 17 -q --trace " + name + " -o new", place.dir.path())
              .err.find("it is not a trace file") != std::string::npos);
    CHECK(
        run_shell("$PRIMEBENCH --prime 17 -q --trace " + name + " -o data/store", place.dir.path())
            .status == 2);
    CHECK(place.is_untouched());
  }
  for (const std::string& name : Place::names("trace")) {
    CAPTURE(name);
    CHECK(run_shell("$PRIMEBENCH --prime 17 -q -o " + name, place.dir.path()).status == 1);
    CHECK(place.is_untouched());
  }
}

TEST_CASE("a text chart is not printed into measurements") {
  const Place place;
  for (const char* file : {"store", "trace"}) {
    for (const std::string& name : Place::names(file)) {
      CAPTURE(name);
      const CommandResult result = run_shell(
          "$PRIMEBENCH plot -i data/store --format text -o - >> " + name, place.dir.path());
      CHECK(result.status == 1);
      CHECK(result.err.find("will not print into measurements") != std::string::npos);
      CHECK(place.is_untouched());
    }
  }
  CHECK(run_shell("$PRIMEBENCH plot -i data/store --format text -o - > chart", place.dir.path())
            .status == 0);
}

TEST_CASE("no command prints anything into measurements, nor what went wrong") {
  const Place place;
  for (const char* file : {"data/store", "data/trace"}) {
    for (const char* command :
         {"--prime 17 -q -o data/other >> {}", "--prime 17 --no-store >> {}", "--dry-run >> {}",
          "--help >> {}", "plot --help >> {}", "--version >> {}", "--list-modes >> {}",
          "--prime 17 -q -o data/other 2>> {}", "report data/store 2>> {}",
          "compare data/store data/store 2>> {}", "plot data/store -o - 2>> {}",
          "--prime 17 --no-store >> {0} 2>> {0}"}) {
      const std::string line = "setsid $PRIMEBENCH " + fmt::format(fmt::runtime(command), file);
      CAPTURE(line);
      const CommandResult result = run_shell(line, place.dir.path());
      CHECK(result.status == 2);
      const bool both = line.find(" 2>>") != std::string::npos && line.find(" >>") < line.size();
      const std::string said = result.out + result.err;  // On the other stream, if there is one.
      CHECK((said.find("error: will not print into measurements") < said.size()) == !both);
      CHECK(std::count(said.begin(), said.end(), '\n') == (both ? 0 : 1));
      CHECK(place.is_untouched());
    }
  }
  // Rows may go there.
  CHECK(run_shell("$PRIMEBENCH --prime 17 -q -o - >> data/store", place.dir.path()).status == 0);
}

TEST_CASE("a store is not what standard output or standard error goes to") {
  const Place place;
  for (const char* to :
       {"-o {0} >> {0}", "-o {0} 2>> {0}", "-o {0} >> {0} 2>&1", "-o /dev/stdout >> {0}",
        "-o /dev/stderr 2>> {0}", "-o /proc/self/fd/1 >> {0}", "-o data/store >> {0}"}) {
    for (const std::string& name : Place::names("store")) {
      const std::string line =
          "setsid $PRIMEBENCH --prime 17 -q " + fmt::format(fmt::runtime(to), name);
      CAPTURE(line);
      CHECK(run_shell(line, place.dir.path()).status == 2);
      CHECK(place.is_untouched());
    }
  }
  // A new file, which the shell has made, stays as empty as it was.
  for (const char* to : {"-o r > r", "-o r 2> r", "-o /dev/stdout > r", "-o ./r &> r"}) {
    CAPTURE(to);
    CHECK(
        run_shell("setsid $PRIMEBENCH --prime 17 -q " + std::string(to), place.dir.path()).status ==
        2);
    CHECK(read_file(place.dir / "r").empty());
  }
}

TEST_CASE("the message about a store that is standard error goes to standard output") {
  const Place place;
  const CommandResult result =
      run_shell("$PRIMEBENCH --prime 17 -o data/store 2>> data/store", place.dir.path());
  CHECK(result.out.find("will not print into measurements: standard error is") !=
        std::string::npos);
  CHECK(place.is_untouched());
}

TEST_CASE("rows may go to a file by way of standard output, and beside other output") {
  const TempDir dir;
  CHECK(run_shell("$PRIMEBENCH --prime 17 -q -o - > r.csv", dir.path()).status == 0);
  CHECK(run_shell("$PRIMEBENCH --prime 17 -q -o - >> all.csv && "
                  "$PRIMEBENCH --prime 17 -q -o - >> all.csv",
                  dir.path())
            .status == 0);
  CHECK(run_shell("$PRIMEBENCH --prime 17 -q -o r.csv > summary 2> log", dir.path()).status == 0);
  CHECK(read_file(dir / "r.csv").starts_with(csv_header() + "\n"));
  CHECK_FALSE(read_file(dir / "summary").empty());
}

TEST_CASE("a chart is on the disk before it has its name, and its name before the program ends") {
  if (not_run_with_sanitizers("the order of system calls"))
    return;
  const Place place;
  const CommandResult result = run_shell(
      "strace -o log -e trace=fsync,rename,renameat2 $PRIMEBENCH plot -i data/store "
      "--format text -o chart && cut -d'(' -f1 log",
      place.dir.path());
  if (result.status != 0)
    return not_run("the order of system calls: strace is missing or not permitted");
  CHECK(result.out == "fsync\nrenameat2\nfsync\n+++ exited with 0 +++\n");
}

}  // namespace primebench::test
