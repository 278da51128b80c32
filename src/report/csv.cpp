#include "report/csv.hpp"

#include <fmt/core.h>

#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace primebench {
namespace {

constexpr double kNanosecond = 1;
constexpr double kKib = 1024;
constexpr double kMillionth = 1e-6;

/// In which no spreadsheet finds a formula: with an apostrophe before what begins like one.
std::string harmless(const std::string& text) {
  return !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos
             ? "'" + text
             : text;
}

std::string quoted(const std::string& value) {
  std::string text = harmless(value);
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string result = "\"";
  for (const char c : text)
    result += c == '"' ? std::string("\"\"") : std::string(1, c);
  return result + '"';
}

/// `value` in that unit, rounded.
std::string whole(const std::optional<double>& value, double unit) {
  return value ? fmt::format("{:.0f}", *value / unit) : "";  // Larger than any integer, too.
}

/// Both ends of an interval, which may be unknown.
std::vector<std::string> ends(const std::optional<Interval>& interval, double unit) {
  if (!interval)
    return {"", ""};
  return {whole(interval->low, unit), whole(interval->high, unit)};
}

std::string header() {
  std::vector<std::string> names = {"mode"};
  for (const Parameter& parameter : parameters())
    names.emplace_back(parameter.column);
  for (const char* name :
       {"n", "median_ns", "low_ns", "high_ns", "min_ns", "max_ns", "speedup_millionths",
        "speedup_low_millionths", "speedup_high_millionths", "efficiency_millionths", "cpu_ns",
        "largest_process_kib", "total_kib", "possibly_best"})
    names.emplace_back(name);
  return joined(names, ",") + "\n";
}

std::string line_of(const ReportedConfiguration& one) {
  std::vector<std::string> cells = {quoted(one.configuration.mode)};
  for (const Parameter& parameter : parameters())
    cells.push_back(quoted(cell_text(one.configuration, *find_column(parameter.column))));
  const bool known = one.n > 0;
  const auto add_time = [&](double nanoseconds) {
    cells.push_back(known ? whole(nanoseconds, kNanosecond) : "");
  };
  const auto add_ends = [&](const std::optional<Interval>& interval, double unit) {
    const std::vector<std::string> both = ends(interval, unit);
    cells.insert(cells.end(), both.begin(), both.end());
  };
  cells.push_back(std::to_string(one.n));
  add_time(one.median_ns);
  add_ends(one.interval, kNanosecond);
  add_time(one.smallest_ns);
  add_time(one.largest_ns);
  cells.push_back(one.speedup ? whole(one.speedup->value, kMillionth) : "");
  add_ends(one.speedup ? one.speedup->interval : std::nullopt, kMillionth);
  cells.push_back(whole(one.efficiency, kMillionth));
  cells.push_back(whole(one.cpu_ns, kNanosecond));
  cells.push_back(whole(one.largest_process_bytes, kKib));
  cells.push_back(whole(one.total_bytes, kKib));
  cells.emplace_back(!known ? "" : one.possibly_best ? "true" : "false");
  return joined(cells, ",") + "\n";
}

}  // namespace

std::string csv_text(const Report& report) {
  std::string text = header();
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations)
      text += line_of(one);
  }
  return text;
}

}  // namespace primebench
