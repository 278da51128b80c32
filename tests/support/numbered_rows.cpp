#include "support/numbered_rows.hpp"

#include "support/sample_row.hpp"

namespace primebench::test {
namespace {

/// FNV-1a (Fowler, Noll, Vo), 64 bits.
std::uint64_t hash(const std::string& text) {
  std::uint64_t value = 14695981039346656037U;
  for (const char c : text)
    value = (value ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return value;
}

Row padded_row(const std::string& label, std::size_t padding) {
  Row row = sample_row(label);
  row.wall_ns = hash(label);
  row.max_rss_bytes = padding;
  row.os.assign(padding, 'x');
  row.system_ns = hash(label + row.os);
  return row;
}

}  // namespace

Row numbered_row(const std::string& label, std::size_t bytes) {
  const std::size_t least = csv_line(padded_row(label, 0)).size();
  return padded_row(label, bytes > least ? bytes - least : 0);
}

bool is_intact(const Row& row) {
  return row == padded_row(row.label, row.max_rss_bytes.value_or(0));
}

}  // namespace primebench::test
