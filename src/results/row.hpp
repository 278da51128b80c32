// One row of the results store, and the table of its columns that the writer, the
// reader and the chart's --where share. docs/results-format.md is the description
// for people.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace primebench {

/// The longest line, without its end, that is written or read. A row takes some 600.
inline constexpr std::size_t kMaxLine = 65536;

/// A number that may be unknown: an empty cell, or a column that the file has not.
using Number = std::optional<std::uint64_t>;
using Truth = std::optional<bool>;

/// One complete, verified measurement. Empty text and an empty optional are an empty
/// cell: the column does not apply to that mode, was not measured or is not known, which
/// is never the same as zero. primebench's own text is ASCII without commas or quotes; a
/// file edited by hand may hold any bytes but control characters.
struct Row {
  std::string started_at{};  ///< UTC, "2026-01-31T12:34:56Z".
  std::string label{};
  std::string mode{};
  Number prime{};  ///< The number that every task checked; none: they had different ones.
  std::uint64_t runs = 0;
  Number pool{};
  Number io_delay_ns{};
  Number io_waits{};  ///< Waits in one task.
  Truth gil{};
  std::string kernel{};
  Number repetition{};  ///< From 1.
  Truth is_prime{};
  std::uint64_t wall_ns = 0;  ///< startup_ns + run_ns + teardown_ns
  Number startup_ns{};
  Number run_ns{};
  Number teardown_ns{};
  Number user_ns{};
  Number system_ns{};
  Number task_p50_ns{};
  Number task_p99_ns{};
  Number task_max_ns{};
  Number workers{};
  Number max_parallel{};
  Number max_rss_bytes{};  ///< Of the largest process.
  Number voluntary_switches{};
  Number involuntary_switches{};
  Number cpus{};
  std::string cpu_model{};
  std::string host{};
  std::string os{};
  std::string compiler{};
  std::string version{};
  std::string invocation{};  ///< Of the call; those of later calls sort behind it.
  Number task_time_ns{};     ///< That was asked for, waits left out.
  std::string mix{};         ///< How the sizes of the tasks are distributed.
  std::string order{};       ///< How unequal tasks are laid out.
  Number seed{};
  std::string numbers{};  ///< Name and hash of the file that the numbers came from.
  Number payload_bytes{};
  Truth traced{};
  Number hosts{};
  Number cpus_allowed{};
  Number cpu_quota_milli{};  ///< Thousandths of a CPU.
  Number total_bytes{};      ///< Peak of the sum over all processes.
  Number minor_faults{};
  Number major_faults{};
  Number migrations{};
  Number cycles{};
  Number instructions{};
  Number cache_misses{};
  Number stolen_ns{};
  Number throttled_ns{};
  Number chunk{};  ///< Tasks handed out at once; none: as many as the mode does by itself.
  Number hosts_cpu_milli{};  ///< Thousandths of a CPU of all hosts; none: `cpus` is all there is.
  std::string hosts_cpu_model{};  ///< Their processors, if they are not all of `cpu_model`.
  std::string status{};           ///< "ok"; last, so that a row cut short never looks whole.

  bool operator==(const Row&) const = default;
};

/// Which member of a Row a column shows; the type says how it is written and read.
using RowField =
    std::variant<std::string Row::*, std::uint64_t Row::*, Number Row::*, Truth Row::*>;

struct Column {
  std::string_view name;
  RowField field;
};

/// Every column, in the order of the file. Columns are only ever added, and before
/// the last one.
inline constexpr auto kColumns = std::to_array<Column>({
    {"started_at", &Row::started_at},
    {"label", &Row::label},
    {"mode", &Row::mode},
    {"prime", &Row::prime},
    {"runs", &Row::runs},
    {"pool", &Row::pool},
    {"io_delay_ns", &Row::io_delay_ns},
    {"io_waits", &Row::io_waits},
    {"gil", &Row::gil},
    {"kernel", &Row::kernel},
    {"repetition", &Row::repetition},
    {"is_prime", &Row::is_prime},
    {"wall_ns", &Row::wall_ns},
    {"startup_ns", &Row::startup_ns},
    {"run_ns", &Row::run_ns},
    {"teardown_ns", &Row::teardown_ns},
    {"user_ns", &Row::user_ns},
    {"system_ns", &Row::system_ns},
    {"task_p50_ns", &Row::task_p50_ns},
    {"task_p99_ns", &Row::task_p99_ns},
    {"task_max_ns", &Row::task_max_ns},
    {"workers", &Row::workers},
    {"max_parallel", &Row::max_parallel},
    {"max_rss_bytes", &Row::max_rss_bytes},
    {"voluntary_switches", &Row::voluntary_switches},
    {"involuntary_switches", &Row::involuntary_switches},
    {"cpus", &Row::cpus},
    {"cpu_model", &Row::cpu_model},
    {"host", &Row::host},
    {"os", &Row::os},
    {"compiler", &Row::compiler},
    {"version", &Row::version},
    {"invocation", &Row::invocation},
    {"task_time_ns", &Row::task_time_ns},
    {"mix", &Row::mix},
    {"order", &Row::order},
    {"seed", &Row::seed},
    {"numbers", &Row::numbers},
    {"payload_bytes", &Row::payload_bytes},
    {"traced", &Row::traced},
    {"hosts", &Row::hosts},
    {"cpus_allowed", &Row::cpus_allowed},
    {"cpu_quota_milli", &Row::cpu_quota_milli},
    {"total_bytes", &Row::total_bytes},
    {"minor_faults", &Row::minor_faults},
    {"major_faults", &Row::major_faults},
    {"migrations", &Row::migrations},
    {"cycles", &Row::cycles},
    {"instructions", &Row::instructions},
    {"cache_misses", &Row::cache_misses},
    {"stolen_ns", &Row::stolen_ns},
    {"throttled_ns", &Row::throttled_ns},
    {"chunk", &Row::chunk},
    {"hosts_cpu_milli", &Row::hosts_cpu_milli},
    {"hosts_cpu_model", &Row::hosts_cpu_model},
    {"status", &Row::status},
});
constexpr std::span<const Column> columns() { return kColumns; }

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
/// most 2^64 - 1, truth is "true" or "false", text has no control characters. An empty
/// cell is a value of every column but `runs` and `wall_ns`.
bool set_cell(Row& row, const Column& column, std::string_view text);

}  // namespace primebench
