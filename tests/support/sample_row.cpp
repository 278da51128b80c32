#include "support/sample_row.hpp"

#include "results/reader.hpp"

namespace primebench::test {

Row sample_row(const std::string& label) {
  return {.started_at = "2026-01-31T12:34:56Z",
          .label = label,
          .mode = "thread-pool",
          .prime = 18446744073709551557U,
          .runs = 8,
          .pool = 4,
          .io_delay_ns = 250'000'000,
          .io_waits = 4,
          .gil = true,
          .kernel = "avx2",
          .repetition = 3,
          .is_prime = true,
          .wall_ns = 1'234'567'890,
          .startup_ns = 1'001,
          .run_ns = 1'234'500'000,
          .teardown_ns = 66'889,
          .user_ns = 4'000'000'001,
          .system_ns = 12'000'000,
          .task_p50_ns = 150'000'000,
          .task_p99_ns = 160'000'000,
          .task_max_ns = 170'000'000,
          .workers = 4,
          .max_parallel = 4,
          .max_rss_bytes = 8'388'608,
          .voluntary_switches = 32,
          .involuntary_switches = 5,
          .cpus = 4,
          .cpu_model = "Example CPU (tm) @ 3 GHz",
          .host = "bench-host",
          .os = "Linux 6.1 x86_64",
          .compiler = "g++ 12.2.0 Release",
          .version = "0.2.0",
          .invocation = "01KDZZZZZZ0123456789ABCDEF",
          .task_time_ns = 37'000'000'000,
          .mix = "equal",
          .seed = 1,
          .payload_bytes = 0,
          .traced = false,
          .hosts = 1,
          .cpus_allowed = 8,
          .cpu_quota_milli = 3'500,
          .total_bytes = 33'554'432,
          .minor_faults = 321,
          .major_faults = 0,
          .migrations = 2,
          .cycles = 12'345'678'901,
          .instructions = 23'456'789'012,
          .cache_misses = 345'678,
          .stolen_ns = 0,
          .throttled_ns = 1'000,
          .status = "ok"};
}

std::string sample_line(const std::string& label) { return csv_line(sample_row(label)) + '\n'; }

std::string sample_store(const std::vector<std::string>& labels) {
  std::string text = csv_header() + '\n';
  for (const std::string& label : labels)
    text += sample_line(label);
  return text;
}

std::vector<std::string> labels_in(const std::filesystem::path& store, bool strict) {
  std::vector<std::string> labels;
  read_rows(store, {.strict = strict}, [&](const Row& row) { labels.push_back(row.label); });
  return labels;
}

}  // namespace primebench::test
