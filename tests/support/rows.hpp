// Rows as a measurement would have left them, for the tests of the charts.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/groups.hpp"
#include "results/row.hpp"

namespace primebench::test {

inline constexpr std::uint64_t kMs = 1'000'000;

/// 8 tasks on two CPUs that took `wall_ms` milliseconds.
inline Row make_row(const std::string& mode, std::uint64_t wall_ms) {
  Row row;
  row.started_at = "2026-01-31T12:34:56Z";
  row.mode = mode;
  row.prime = 834238027356431;
  row.runs = 8;
  row.kernel = "avx2";
  row.repetition = 1;
  row.is_prime = true;
  row.wall_ns = wall_ms * kMs;
  row.startup_ns = kMs / 2;
  row.run_ns = row.wall_ns - kMs / 2;
  row.io_delay_ns = 0;
  row.io_waits = 0;
  row.gil = false;
  row.user_ns = 3 * kMs;
  row.system_ns = kMs;
  row.max_rss_bytes = 4 << 20;
  row.voluntary_switches = 5;
  row.involuntary_switches = 2;
  row.cpus = 2;
  row.cpu_model = "Test CPU";
  row.host = "testhost";
  row.os = "Linux 6.1";
  row.compiler = "g++ 12";
  row.version = "0.1.0";
  row.status = "ok";
  return row;
}

inline Row make_pool_row(const std::string& mode, std::uint64_t wall_ms, std::uint64_t pool) {
  Row row = make_row(mode, wall_ms);
  row.pool = pool;
  return row;
}

/// A row for each round of the call `invocation`, with these wall times in milliseconds.
inline std::vector<Row> rounds_of(const std::string& mode, const std::vector<double>& walls_ms,
                                  const std::string& invocation = "call-1") {
  std::vector<Row> rows;
  for (const double wall_ms : walls_ms) {
    Row row = make_row(mode, 1);
    row.invocation = invocation;
    row.repetition = rows.size() + 1;
    row.wall_ns = static_cast<std::uint64_t>(wall_ms * 1e6);
    row.total_bytes = 8 << 20;
    row.workers = 2;
    row.stolen_ns = row.throttled_ns = 0;
    rows.push_back(row);
  }
  return rows;
}

/// All rows of several configurations.
inline std::vector<Row> all_of(const std::vector<std::vector<Row>>& configurations) {
  std::vector<Row> rows;
  for (const std::vector<Row>& one : configurations)
    rows.insert(rows.end(), one.begin(), one.end());
  return rows;
}

/// What `metrics` of the rows say.
inline Grouping grouped(const std::vector<Row>& rows, const std::vector<Metric>& metrics) {
  Grouping grouping(metrics);
  for (const Row& row : rows)
    grouping.add(row);
  return grouping;
}

inline std::vector<Group> group(const std::vector<Row>& rows, Metric metric = Metric::kWall) {
  Grouping grouping({metric});
  for (const Row& row : rows)
    grouping.add(row);
  return grouping.groups();
}

/// The content of a results store with these rows.
inline std::string store_of(const std::vector<Row>& rows) {
  std::string text = csv_header() + "\n";
  for (const Row& row : rows)
    text += csv_line(row) + "\n";
  return text;
}

}  // namespace primebench::test
