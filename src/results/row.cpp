#include "results/row.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace primebench {
namespace {

constexpr auto kColumns = std::to_array<Column>({
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
    {"status", &Row::status},
});

std::string to_text(const std::string& value) { return value; }
std::string to_text(std::uint64_t value) { return std::to_string(value); }
std::string to_text(bool value) { return value ? "true" : "false"; }
std::string to_text(const std::optional<std::uint64_t>& value) {
  return value ? std::to_string(*value) : std::string();
}

bool from_text(std::string_view text, std::string& value) {
  const auto printable = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; };
  if (!std::all_of(text.begin(), text.end(), printable))
    return false;
  value.assign(text);
  return true;
}

bool from_text(std::string_view text, std::uint64_t& value) {
  std::uint64_t parsed = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, parsed);
  if (error != std::errc() || end != last)
    return false;
  value = parsed;
  return true;
}

bool from_text(std::string_view text, std::optional<std::uint64_t>& value) {
  if (text.empty()) {
    value.reset();
    return true;
  }
  std::uint64_t parsed = 0;
  if (!from_text(text, parsed))
    return false;
  value = parsed;
  return true;
}

bool from_text(std::string_view text, bool& value) {
  if (text != "true" && text != "false")
    return false;
  value = text == "true";
  return true;
}

/// RFC 4180: a cell with a separator, a quote or a line end stands in quotes.
std::string escaped(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos)
    return text;
  std::string result = "\"";
  for (const char c : text) {
    if (c == '"')
      result += '"';
    result += c;
  }
  return result + '"';
}

template <typename Cell>
std::string joined(Cell cell) {
  std::string line;
  for (const Column& column : kColumns) {
    if (&column != &kColumns.front())
      line += ',';
    line += cell(column);
  }
  return line;
}

}  // namespace

std::span<const Column> columns() { return kColumns; }

const Column* find_column(std::string_view name) {
  const auto found = std::find_if(kColumns.begin(), kColumns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return found == kColumns.end() ? nullptr : &*found;
}

std::string csv_header() {
  return joined([](const Column& column) { return std::string(column.name); });
}

std::string csv_line(const Row& row) {
  return joined([&](const Column& column) { return escaped(cell_text(row, column)); });
}

std::string cell_text(const Row& row, const Column& column) {
  return std::visit([&](auto member) { return to_text(row.*member); }, column.field);
}

bool set_cell(Row& row, const Column& column, std::string_view text) {
  return std::visit([&](auto member) { return from_text(text, row.*member); }, column.field);
}

}  // namespace primebench
