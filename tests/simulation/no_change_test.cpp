// What `primebench compare` finds where there is nothing to find: stores whose old and new calls
// come from one distribution.

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

constexpr std::size_t kComparisons = 100;
constexpr std::size_t kCalls = 10;
constexpr std::array kModes = {"sequential", "threaded", "thread-pool", "asyncio",
                               "multiprocessing"};

/// Ten calls of five modes on each side, by turns, three rounds each. A call shares its moment, a
/// mode has its own luck in each, and single rows have a heavy tail.
std::string store(std::mt19937_64& random, double factor) {
  std::normal_distribution<double> normal;
  std::exponential_distribution<double> tail;
  std::vector<Row> rows;
  for (std::size_t call = 0; call < 2 * kCalls; ++call) {
    const bool is_new = call % 4 == 1 || call % 4 == 2;
    const double moment = 0.02 * normal(random);
    for (const char* mode : kModes) {
      const double luck = 0.02 * normal(random);
      for (std::uint64_t round = 1; round <= 3; ++round) {
        Row row = test::make_row(mode, 50);
        const double noise = 0.01 * normal(random) + 0.01 * tail(random);
        row.wall_ns = static_cast<std::uint64_t>(50e6 * std::exp(moment + luck + noise) *
                                                 (is_new && *mode == 's' ? factor : 1));
        row.label = is_new ? "new" : "old";
        row.invocation = fmt::format("call-{:03}", call);
        row.repetition = round;
        rows.push_back(row);
      }
    }
  }
  return test::store_of(rows);
}

/// How many of the comparisons find something, and in how many the build fails.
struct Found {
  std::size_t anything = 0;
  std::size_t failures = 0;
};

Found found_in(double factor) {
  std::mt19937_64 random(7);
  Found found;
  const test::TempDir directory;
  for (std::size_t i = 0; i < kComparisons; ++i) {
    test::write_file(directory / "results.csv", store(random, factor));
    const auto result = test::run_primebench(
        {"compare", "--by", "label", "--fail-over", "0%", "--format", "json", "old", "new"},
        directory.path());
    const auto parsed = nlohmann::json::parse(result.out);
    REQUIRE(parsed["comparisons"].size() == kModes.size());
    bool any = false;
    for (const auto& one : parsed["comparisons"])
      any = any || one["finding"] != "no difference found";
    found.anything += any ? 1 : 0;
    found.failures += result.status == 3 ? 1 : 0;
  }
  return found;
}

}  // namespace

TEST_CASE("where nothing has changed compare finds something in at most 10 of 100 comparisons") {
  const Found found = found_in(1);
  fmt::print("nothing changed: {} of {} comparisons find a difference, {} end with status 3\n",
             found.anything, kComparisons, found.failures);
  CHECK(found.anything <= 10);
  CHECK(found.failures <= found.anything);
}

TEST_CASE("one mode of five that became 10 % slower is found in most comparisons") {
  const Found found = found_in(1.1);
  fmt::print("10 % slower: {} of {} comparisons end with status 3\n", found.failures, kComparisons);
  CHECK(found.failures >= 90);
}

}  // namespace primebench
