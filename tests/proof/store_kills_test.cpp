// kill -9 at random moments: what was acknowledged stays, what was torn is no row.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <random>
#include <vector>

#include "proof/store_census.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

constexpr std::size_t kKills = 500;
/// One for each writer; a kill tears a write at multiples of 4096.
constexpr std::size_t kSizes[] = {400, 5'000, 20'000, 60'000};

ChildProcess start_writer(const TempDir& dir, std::size_t bytes, std::size_t number) {
  const std::string acknowledged = dir / "stored";
  const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
  const Fd out(::open(acknowledged.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  return ChildProcess::execute({PRIMEBENCH_APPEND_ROWS, dir / "r.csv", fmt::format("k{}", number),
                                "1000000", std::to_string(bytes)},
                               null.get(), out.get(), STDERR_FILENO);
}

}  // namespace

TEST_CASE("500 kills of 4 writers lose no acknowledged row and damage none") {
  for (const Place& place : places()) {
    const TempDir dir(place.path);
    std::mt19937 random(20260131);
    std::vector<ChildProcess> writers;
    std::size_t started = 0;
    for (const std::size_t bytes : kSizes)
      writers.push_back(start_writer(dir, bytes, ++started));
    for (std::size_t kill = 0; kill < kKills; ++kill) {
      ::usleep(static_cast<useconds_t>(random() % 6'000));
      const std::size_t victim = random() % writers.size();
      writers[victim].kill_and_reap();
      writers[victim] = start_writer(dir, kSizes[victim], ++started);
    }
    writers.clear();

    const Census census = take_census(dir / "r.csv");
    std::vector<std::string> acknowledged;
    std::ifstream stream(dir / "stored");
    for (std::string label; std::getline(stream, label);)
      acknowledged.push_back(label);
    const auto twice = std::count_if(census.rows.begin(), census.rows.end(),
                                     [](const auto& entry) { return entry.second != 1; });
    const std::size_t lost = not_exactly_once(census, acknowledged).size();
    MESSAGE(place.kind, ": ", kKills, " kills, ", acknowledged.size(), " rows acknowledged, ",
            census.total, " found, ", lost, " lost, ", twice, " twice, ", census.damaged,
            " damaged, ", census.skipped, " torn lines skipped, ", census.headers, " header");
    CHECK(acknowledged.size() > kKills);
    CHECK(lost == 0);
    CHECK(twice == 0);
    CHECK(census.damaged == 0);
    CHECK(census.headers == 1);
    CHECK(census.skipped <= kKills + writers.size());
    // A writer is killed at most once between its write and its acknowledgement.
    CHECK(census.total - acknowledged.size() <= started);
  }
}

}  // namespace primebench::test
