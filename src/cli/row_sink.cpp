#include "cli/row_sink.hpp"

#include <fmt/core.h>

#include "core/utf8.hpp"
#include "sys/fd.hpp"

namespace primebench {

RowSink::RowSink(const RunOptions& options) : output_(options.output) {
  if (is_stdout() || output_.empty())
    return;
  store_.emplace(
      options.output,
      ResultsStore::Options{.lock_timeout = std::chrono::duration_cast<std::chrono::milliseconds>(
                                options.lock_timeout)});
  store_->check();
}

bool RowSink::put(const Row& row) {
  if (store_) {
    store_->append(row);
    ++stored_;
    return true;
  }
  if (!is_stdout())
    return true;
  std::string text = header_written_ ? "" : csv_header() + '\n';
  header_written_ = true;
  text += csv_line(row) + '\n';
  return write_stdout(text);
}

std::string RowSink::closing_line() const {
  if (stored_ == 0)
    return {};
  return fmt::format("{} row{} appended to {}", stored_, stored_ == 1 ? "" : "s",
                     printable_utf8(output_));
}

}  // namespace primebench
