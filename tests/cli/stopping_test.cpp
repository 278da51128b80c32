// Runs that go on until something is known or the time is used up.

#include <doctest/doctest.h>

#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

test::CommandResult run(const test::TempDir& directory, std::vector<std::string> arguments) {
  for (const char* one :
       {"--mode", "sequential,thread-pool", "--prime", "1009", "--runs", "2", "--no-store"})
    arguments.emplace_back(one);
  return test::run_primebench(arguments, directory.path());
}

}  // namespace

TEST_CASE("a tiny time budget ends the run after three rounds and says so") {
  const test::TempDir directory;
  const auto result = run(directory, {"--time-budget", "1us"});
  CHECK(result.status == 0);
  CHECK(result.err.find("the time budget of 1us is used up after 3 rounds; ") != std::string::npos);
}

TEST_CASE("a precision that cannot be had goes on to --repeat") {
  const test::TempDir directory;
  const auto result = run(directory, {"--precision", "0.1%", "--repeat", "7"});
  CHECK(result.status == 0);
  CHECK(result.err.find("2 configurations x at most 8 rounds (1 for memory and counters) = "
                        "at most 16 measurements") != std::string::npos);
  CHECK(result.err.find("all 7 rounds are measured before every median is known to 0.1 %") !=
        std::string::npos);
}

TEST_CASE("a dry run of an open run says how many rounds there are at most") {
  const test::TempDir directory;
  const auto result = run(directory, {"--precision", "2%", "--dry-run"});
  CHECK(result.err.find("at most 1001 rounds") != std::string::npos);
}

TEST_CASE("a time budget that is used up ends the warm-up") {
  const test::TempDir directory;
  const auto result = run(directory, {"--time-budget", "1us", "--warmup", "1000000"});
  CHECK(result.status == 0);
  CHECK(result.err.find("the time budget of 1us is used up after 3 rounds; ") != std::string::npos);
}

TEST_CASE("a precision and a budget that make no sense are refused with what to do") {
  const test::TempDir directory;
  const auto refused = [&](const std::vector<std::string>& arguments, const char* message) {
    const auto result = run(directory, arguments);
    CHECK(result.status == 2);
    CHECK(result.err.find(message) != std::string::npos);
  };
  refused({"--precision", "60%"}, "--precision takes 0.1% to 50%");
  refused({"--precision", "0%"}, "--precision takes 0.1% to 50%");
  refused({"--precision", "2%", "--repeat", "5"}, "--precision takes at least 6 rounds");
  refused({"--time-budget", "0"}, "--time-budget takes a duration above zero");
  refused({"--time-budget", "1s", "--repeat", "2"}, "--time-budget takes at least 3 rounds");
}

}  // namespace primebench
