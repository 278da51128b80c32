// The whole text after a sweep and after --mode all, from made-up measurements.

#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "cli/summary.hpp"
#include "cli/task_sizes.hpp"
#include "cli/verdict.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

using namespace std::chrono_literals;

/// Eight tasks; wall times in milliseconds, round by round.
ConfigurationResult made_up(std::string_view mode, std::uint64_t prime,
                            const std::vector<double>& walls_ms) {
  ConfigurationResult result;
  const ModeSpec* const spec = find_mode(mode);
  result.configuration = {.mode = spec,
                          .prime = prime,
                          .runs = 8,
                          .pool = spec->uses_pool() ? std::size_t{2} : 0,
                          .io_delay = {},
                          .kernel = &kernels().front()};
  for (std::size_t round = 0; round < walls_ms.size(); ++round)
    result.samples.push_back({.round = round,
                              .wall_ns = static_cast<std::uint64_t>(walls_ms[round] * 1e6),
                              .cpu_ns = 5'000'000,
                              .max_rss_bytes = 2 << 20,
                              .involuntary_switches = 0,
                              .workers = 2});
  return result;
}

/// Two sizes: pools lose at the first and win at the second.
std::vector<ConfigurationResult> small_sweep() {
  std::vector<ConfigurationResult> results = {
      made_up("sequential", 1009, {8}),    made_up("threaded", 1009, {80}),
      made_up("thread-pool", 1009, {16}),  made_up("sequential", 1000003, {800}),
      made_up("threaded", 1000003, {500}), made_up("thread-pool", 1000003, {410}),
  };
  for (ConfigurationResult& result : results)
    result.configuration.task_time = result.configuration.prime == 1009 ? 1ms : 100ms;
  return results;
}

}  // namespace

TEST_CASE("a sweep over sizes is shown by size, with what each mode is good for") {
  CHECK(summary_table(small_sweep(), 2) ==
        "mode         n   median      min      max  speedup      CPU   memory\n"
        "\n"
        "task=1ms prime=1009\n"
        "sequential   1  8.00 ms  8.00 ms  8.00 ms     1.00  5.00 ms 2.00 MiB\n"
        "threaded     1  80.0 ms  80.0 ms  80.0 ms     0.10  5.00 ms 2.00 MiB\n"
        "thread-pool  1  16.0 ms  16.0 ms  16.0 ms     0.50  5.00 ms 2.00 MiB\n"
        "Fastest: sequential, 2.00 times as fast as thread-pool.\n"
        "\n"
        "task=100ms prime=1000003\n"
        "sequential   1   800 ms   800 ms   800 ms     1.00  5.00 ms 2.00 MiB\n"
        "threaded     1   500 ms   500 ms   500 ms     1.60  5.00 ms 2.00 MiB\n"
        "thread-pool  1   410 ms   410 ms   410 ms     1.95  5.00 ms 2.00 MiB\n"
        "Fastest: thread-pool, 1.22 times as fast as threaded.\n"
        "\n"
        "Speedup: median relative to sequential.\n"
        "\n"
        "smallest task that keeps  50 % efficiency  90 % efficiency\n"
        "sequential                  below 1.00 ms      not reached\n"
        "threaded                          14.9 ms      not reached\n"
        "thread-pool                       4.59 ms          58.1 ms\n"
        "\n"
        "Fastest by size of task, leads under 3 % left aside: sequential at 1ms,\n"
        "thread-pool at 100ms. Fewer than 6 rounds: any difference may be noise; --repeat\n"
        "6 or more tells. Not measured: asyncio, multiprocessing, multiprocessing-pool\n"
        "and process-pool-executor.\n");
}

TEST_CASE("without sequential the primes name the sizes, and there is no efficiency") {
  const SizeReport report =
      report_sizes({made_up("threaded", 1009, {80}), made_up("thread-pool", 1009, {16}),
                    made_up("threaded", 1000003, {300}), made_up("thread-pool", 1000003, {410})},
                   2);
  CHECK(report.table.empty());
  CHECK(report.sentence ==
        "Fastest by prime, leads under 3 % left aside: thread-pool at 1009, threaded at 1000003. "
        "Efficiency needs sequential.");
}

TEST_CASE("primes that were given are called by the time that sequential took for a task") {
  const SizeReport report = report_sizes(
      {made_up("sequential", 1009, {8}), made_up("threaded", 1009, {80}),
       made_up("sequential", 1000003, {800}), made_up("threaded", 1000003, {900}),
       made_up("sequential", 100000007, {8000}), made_up("threaded", 100000007, {4000})},
      2);
  CHECK(report.sentence ==
        "Fastest by size of task, leads under 3 % left aside: sequential from 1.00 ms to 100 ms, "
        "threaded at 1.00 s.");
}

TEST_CASE("sweeps over sizes that differ in the number of tasks are told apart") {
  std::vector<ConfigurationResult> results = small_sweep();
  for (ConfigurationResult more : small_sweep()) {
    more.configuration.runs = 16;
    results.push_back(more);
  }
  const SizeReport report = report_sizes(results, 2);
  CHECK(report.table.find("\nruns=8\nsmallest task") != std::string::npos);
  CHECK(report.table.find("\nruns=16\nsmallest task") != std::string::npos);
  CHECK(report.sentence.find("(runs=16)") != std::string::npos);
}

TEST_CASE("one size of task, or a size at which the baseline failed, is no sweep") {
  CHECK(
      report_sizes({made_up("sequential", 7, {8}), made_up("threaded", 7, {5})}, 2).table.empty());
  const SizeReport report =
      report_sizes({made_up("sequential", 7, {8}), made_up("threaded", 7, {5}),
                    made_up("sequential", 11, {}), made_up("threaded", 11, {50})},
                   2);
  CHECK(report.table.empty());
  CHECK(report.sentence.empty());
}

TEST_CASE("of the best that cannot be told apart the cheapest in CPU time and memory is named") {
  ConfigurationResult a = made_up("threaded", 7, {100, 103, 100, 103, 100, 103});
  ConfigurationResult b = made_up("thread-pool", 7, {103, 100, 103, 100, 103, 100});
  const std::vector<const ConfigurationResult*> both = {&a, &b};
  CHECK(compare(both, {"a", "b"}) == "The fastest 2 cannot be told apart: a and b.");
  for (SummarySample& sample : b.samples)
    sample.cpu_ns = 4'000'000;
  CHECK(compare(both, {"a", "b"}) ==
        "The fastest 2 cannot be told apart: a and b. Of these, least CPU time: b (4.00 ms).");
  a.samples[3].max_rss_bytes = 3 << 20;
  a.samples[4].max_rss_bytes = 1 << 20;  // The peak counts.
  CHECK(compare(both, {"a", "b"}) ==
        "The fastest 2 cannot be told apart: a and b. Of these, least CPU time: b (4.00 ms), "
        "least memory: b (2.00 MiB).");
}

TEST_CASE("with few rounds the lead is that of the medians, which no ratio can belie") {
  const ConfigurationResult a = made_up("threaded", 7, {10, 20, 30});
  const ConfigurationResult b = made_up("thread-pool", 7, {25, 21, 20.5});
  CHECK(compare({&a, &b}, {"a", "b"}) == "Fastest: a, 1.05 times as fast as b.");
  const ConfigurationResult c = made_up("thread-pool", 7, {20.05, 1, 90});
  CHECK(compare({&a, &c}, {"a", "c"}) == "The fastest 2 cannot be told apart: a and c.");
}

TEST_CASE("a noisy mode that may be as fast is named, also behind one that is not") {
  const ConfigurationResult a = made_up("threaded", 7, {100, 100, 100, 100, 100, 100, 100});
  const ConfigurationResult b = made_up("thread-pool", 7, {102, 102, 102, 102, 102, 102, 102});
  const ConfigurationResult c = made_up("asyncio", 7, {80, 80, 80, 103, 130, 130, 130});
  CHECK(compare({&a, &b, &c}, {"a", "b", "c"}) == "The fastest 2 cannot be told apart: a and c.");
  CHECK(compare({&a, &b}, {"a", "b"}) ==
        "Fastest: a, 1.02 times as fast as b (95 % interval 1.02 to 1.02, 7 rounds).");
}

TEST_CASE("a lead counts if its whole interval is above 1, however little") {
  const ConfigurationResult a = made_up("threaded", 7, {100, 100, 100, 100, 100, 100});
  const ConfigurationResult less = made_up("asyncio", 7, {99.5, 103, 103, 103, 103, 103});
  const ConfigurationResult more = made_up("asyncio", 7, {100.5, 103, 103, 103, 103, 103});
  CHECK(compare({&a, &less}, {"a", "b"}).starts_with("The fastest 2 cannot"));
  CHECK(compare({&a, &more}, {"a", "b"}).starts_with("Fastest: a, 1.03 times"));
}

TEST_CASE("a mode that failed midway is neither compared nor a reason for more rounds") {
  std::vector<ConfigurationResult> all = {made_up("threaded", 7, {5, 5}),
                                          made_up("thread-pool", 7, std::vector<double>(7, 10)),
                                          made_up("asyncio", 7, std::vector<double>(7, 20))};
  all.front().failure = "a worker died";
  CHECK(compare({&all[0], &all[1], &all[2]}, {"a", "b", "c"})
            .starts_with("Fastest: b, 2.00 times as fast as c"));
  CHECK(caveats(all, 2).find("Fewer than 6 rounds") == std::string::npos);
}

TEST_CASE("the leads go by the size that was asked for, whatever a short task measured") {
  std::vector<ConfigurationResult> results;
  const double sequential_ms[] = {0.9, 0.8, 0.7, 1.0};  // Noise: no longer with the size.
  const std::uint64_t primes[] = {11, 101, 1009, 10007};
  for (int size = 0; size < 4; ++size) {
    for (const char* mode : {"sequential", "threaded"}) {
      const double wall = sequential_ms[size] * (mode[0] == 's' ? 1 : 2);
      ConfigurationResult result = made_up(mode, primes[size], {wall});
      result.configuration.task_time = 5ns * (size + 1);
      results.push_back(result);
    }
  }
  CHECK(report_sizes(results, 2).sentence.find("sequential from 5ns to 20ns.") !=
        std::string::npos);
}

TEST_CASE("sizes at which sequential took equally long are two sizes all the same") {
  const SizeReport report =
      report_sizes({made_up("sequential", 7, {8}), made_up("threaded", 7, {4}),
                    made_up("sequential", 11, {8}), made_up("threaded", 11, {20})},
                   2);
  CHECK_FALSE(report.table.empty());
  CHECK(report.sentence.find("threaded at 1.00 ms, sequential at 1.00 ms.") != std::string::npos);
}

TEST_CASE("where a mode failed its smallest size is not known, or known from one side") {
  const SizeReport report =
      report_sizes({made_up("sequential", 7, {8}), made_up("threaded", 7, {}),
                    made_up("thread-pool", 7, {8}), made_up("sequential", 11, {80}),
                    made_up("threaded", 11, {40}), made_up("thread-pool", 11, {})},
                   2);
  CHECK(report.table ==
        "\n"
        "smallest task that keeps  50 % efficiency  90 % efficiency\n"
        "sequential                  below 1.00 ms      not reached\n"
        "thread-pool                     not known        not known\n"
        "threaded                  at most 10.0 ms  at most 10.0 ms\n");
}

TEST_CASE("the notes say what a speed-up is relative to, also where sequential failed") {
  std::vector<ConfigurationResult> results = {
      made_up("sequential", 7, {8}), made_up("threaded", 7, {4}), made_up("sequential", 11, {}),
      made_up("threaded", 11, {20})};
  CHECK(summary_table(results, 2)
            .find("relative to sequential, or to the slowest where that is missing.\n") !=
        std::string::npos);
  results[2] = made_up("sequential", 11, {40});
  CHECK(summary_table(results, 2).find("relative to sequential.\n") != std::string::npos);
}

TEST_CASE("sizes chosen by their time are not called primes, and waits are mentioned") {
  std::vector<ConfigurationResult> results = {
      made_up("threaded", 7, {4}), made_up("thread-pool", 7, {8}), made_up("threaded", 11, {9}),
      made_up("thread-pool", 11, {8})};
  for (ConfigurationResult& result : results)
    result.configuration.task_time = std::chrono::nanoseconds(result.configuration.prime);
  CHECK(report_sizes(results, 2).sentence.starts_with("Fastest by size of task, "));
  for (ConfigurationResult& result : results) {
    result.configuration.io_delay = 1ms;
    if (result.configuration.mode->name == "threaded")
      result.configuration.mode = find_mode("sequential");
  }
  CHECK(report_sizes(results, 2).table.ends_with("These sizes include the waits of a task.\n"));
}

TEST_CASE("what was not measured is said: modes, the baseline, failures, parallel work") {
  const std::vector<double> six(6, 10);
  std::vector<ConfigurationResult> all;
  for (const ModeSpec* mode : mode_table())
    all.push_back(made_up(mode->name, 7, six));
  CHECK(caveats(all, 2).empty());
  CHECK(caveats(all, 1) == "Only one CPU could be used, so no dividing ran in parallel.");
  all.front().samples.clear();
  CHECK(caveats(all, 2) == "Not measured: sequential (baseline).");
  all.back().samples.pop_back();
  CHECK(caveats(all, 2).starts_with("Fewer than 6 rounds: "));
  CHECK(caveats({made_up("threaded", 7, {1})}, 1).empty());
}

TEST_CASE("nothing is wider than 80 columns, whatever varies") {
  std::vector<ConfigurationResult> results;
  for (const std::uint64_t prime : {7UL, 18446744073709551557UL}) {
    for (const std::size_t pool : {2UL, 4096UL}) {
      for (const ModeSpec* mode : mode_table()) {
        ConfigurationResult result = made_up(mode->name, prime, std::vector<double>(100, 99.9));
        if (mode->uses_pool())
          result.configuration.pool = pool;
        if (mode->uses_pool() || pool == 2)
          results.push_back(result);
      }
    }
  }
  std::vector<ConfigurationResult> alone = {made_up("threaded", 7, {5}),
                                            made_up("threaded", 18446744073709551557UL, {5})};
  alone.back().configuration.io_delay = 5ms;
  for (const auto& each : {results, alone}) {
    std::istringstream lines(summary_table(each, 2));
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(line.size() <= 80);
    }
  }
}

}  // namespace primebench
