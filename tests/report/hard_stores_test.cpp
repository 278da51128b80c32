// Stores whose configurations are hard to tell apart, or whose result is surprising.

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {

using test::CommandResult;
using test::read_file;
using test::run_primebench;
using test::TempDir;

TEST_CASE("stores that are hard to tell of are reported and drawn with what differs") {
  const TempDir directory;
  const auto told = [&](const std::string& name) {
    const std::string file = std::string(PRIMEBENCH_SOURCE_DIR) + "/tests/data/" + name;
    const CommandResult report = run_primebench({"report", file}, directory.path());
    const CommandResult chart = run_primebench({"plot", file, "-o", "-"}, directory.path());
    CHECK(report.status == 0);
    CHECK(chart.status == 0);
    CHECK(run_primebench({"plot", file, "-o", "chart.svg"}, directory.path()).status == 0);
    return report.err + report.out + chart.out + read_file(directory / "chart.svg");
  };
  const auto check_all = [&](const std::string& name, const std::vector<std::string>& parts) {
    const std::string text = told(name);
    for (const std::string& part : parts)
      CHECK_MESSAGE(text.find(part) != std::string::npos, name, part);
  };
  check_all("two-hosts.csv",
            {"host=very-long-build-server-name-17.example.internal", "host=laptop"});
  check_all("long-labels.csv", {"lto-thin-pgo-a\n", "lto-thin-pgo-f\n", "pgo-a</", "pgo-f</"});
  check_all("faster-than-ideal.csv", {"was 1.27 times as fast as its ideal"});
  check_all("no-difference.csv", {"No difference found among the 7."});
}

}  // namespace primebench
