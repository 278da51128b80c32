#include "results/row.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace primebench {
namespace {

std::string to_text(const std::string& value) { return value; }
std::string to_text(std::uint64_t value) { return std::to_string(value); }
std::string to_text(const Truth& value) {
  return value ? (*value ? "true" : "false") : std::string();
}
std::string to_text(const Number& value) { return value ? std::to_string(*value) : std::string(); }

bool from_text(std::string_view text, std::string& value) {
  if (text == value)  // Most rows say what the one before them has said.
    return true;
  const auto printable = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f; };
  if (!std::all_of(text.begin(), text.end(), printable))
    return false;
  value.assign(text);
  return true;
}

bool from_text(std::string_view text, std::uint64_t& value) {
  constexpr std::size_t kAlwaysFit = 19;  // Digits, without an overflow.
  std::uint64_t parsed = 0;
  if (!text.empty() && text.size() <= kAlwaysFit) {  // Half the time of from_chars().
    for (const char c : text) {
      if (c < '0' || c > '9')
        return false;
      parsed = parsed * 10 + static_cast<std::uint64_t>(c - '0');
    }
    value = parsed;
    return true;
  }
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, parsed);
  if (error != std::errc() || end != last)
    return false;
  value = parsed;
  return true;
}

bool from_text(std::string_view text, Number& value) {
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

bool from_text(std::string_view text, Truth& value) {
  if (text.empty())
    value.reset();
  else if (text == "true" || text == "false")
    value = text == "true";
  else
    return false;
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
