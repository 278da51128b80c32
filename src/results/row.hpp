// One row of the results store, and the table of its columns that the writer, the
// reader and the chart's --where share. docs/results-format.md is the description
// for people.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace primebench {

/// The longest line, without its end, that is written or read. A row takes some 400.
inline constexpr std::size_t kMaxLine = 65536;

/// One complete, verified measurement. An empty optional is an empty cell: the
/// column does not apply to that mode or was not measured. primebench's own text is
/// ASCII without commas or quotes; a file edited by hand may hold any bytes but
/// control characters.
struct Row {
  std::string started_at;  ///< UTC, "2026-01-31T12:34:56Z".
  std::string label;
  std::string mode;
  std::uint64_t prime = 0;
  std::uint64_t runs = 0;
  std::optional<std::uint64_t> pool;
  std::uint64_t io_delay_ns = 0;
  std::uint64_t io_waits = 0;  ///< Waits in one task.
  bool gil = false;
  std::string kernel;
  std::uint64_t repetition = 0;  ///< From 1.
  bool is_prime = false;
  std::uint64_t wall_ns = 0;  ///< startup_ns + run_ns + teardown_ns
  std::uint64_t startup_ns = 0;
  std::uint64_t run_ns = 0;
  std::uint64_t teardown_ns = 0;
  std::uint64_t user_ns = 0;
  std::uint64_t system_ns = 0;
  std::optional<std::uint64_t> task_p50_ns;
  std::optional<std::uint64_t> task_p99_ns;
  std::optional<std::uint64_t> task_max_ns;
  std::optional<std::uint64_t> workers;
  std::optional<std::uint64_t> max_parallel;
  std::uint64_t max_rss_bytes = 0;
  std::uint64_t voluntary_switches = 0;
  std::uint64_t involuntary_switches = 0;
  std::uint64_t cpus = 0;
  std::string cpu_model;
  std::string host;
  std::string os;
  std::string compiler;
  std::string version;
  std::string status;  ///< "ok"; last, so that a row cut short never looks whole.

  bool operator==(const Row&) const = default;
};

/// Which member of a Row a column shows; the type says how it is written and read.
using RowField = std::variant<std::string Row::*, std::uint64_t Row::*,
                              std::optional<std::uint64_t> Row::*, bool Row::*>;

struct Column {
  std::string_view name;
  RowField field;
};

/// Every column, in the order of the file. Columns are only ever added, and before
/// the last one.
std::span<const Column> columns();

/// The column called `name`, or nullptr.
const Column* find_column(std::string_view name);

/// The header line, without a line end.
std::string csv_header();

/// The row as a line, without a line end.
std::string csv_line(const Row& row);

/// The cell of `row` as it stands in the file: "" for an empty one.
std::string cell_text(const Row& row, const Column& column);

/// Sets the cell from the file's text. Returns false, and leaves the row alone, if
/// the text is not a value of that column: numbers are ASCII digits alone and at
/// most 2^64 - 1, truth is "true" or "false", text has no control characters.
bool set_cell(Row& row, const Column& column, std::string_view text);

}  // namespace primebench
