// What `primebench report` claims where there is nothing to claim: stores all of whose rows come
// from one distribution.

#include <doctest/doctest.h>

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

constexpr std::size_t kStores = 200;
constexpr std::array kModes = {"sequential",      "threaded", "thread-pool", "std-async",
                               "multiprocessing", "asyncio",  "fibers"};

/// Ten rounds of seven modes in one call: a round shares its moment, and rows have a heavy tail.
std::string store(std::mt19937_64& random) {
  std::normal_distribution<double> normal;
  std::exponential_distribution<double> tail;
  std::vector<Row> rows;
  for (std::uint64_t round = 1; round <= 10; ++round) {
    const double moment = 0.02 * normal(random);
    for (const char* mode : kModes) {
      Row row = test::make_row(mode, 50);
      const double noise = 0.01 * normal(random) + 0.01 * tail(random);
      row.wall_ns = static_cast<std::uint64_t>(50e6 * std::exp(moment + noise));
      row.invocation = "call-1";
      row.repetition = round;
      rows.push_back(row);
    }
  }
  return test::store_of(rows);
}

}  // namespace

TEST_CASE("of 200 stores made from one distribution a report excludes anybody in at most 16") {
  std::mt19937_64 random(11);
  const test::TempDir directory;
  std::size_t excluded = 0;
  for (std::size_t i = 0; i < kStores; ++i) {
    test::write_file(directory / "results.csv", store(random));
    const auto result = test::run_primebench({"report", "--format", "json"}, directory.path());
    const auto parsed = nlohmann::json::parse(result.out);
    REQUIRE(parsed["groups"].size() == 1);
    const auto& configurations = parsed["groups"][0]["configurations"];
    REQUIRE(configurations.size() == kModes.size());
    bool any = false;
    for (const auto& one : configurations)
      any = any || one["possibly_best"] != true;
    excluded += any ? 1 : 0;
  }
  fmt::print("all alike: {} of {} reports exclude somebody\n", excluded, kStores);
  CHECK(excluded <= 16);
}

}  // namespace primebench
