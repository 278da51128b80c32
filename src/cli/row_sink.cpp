#include "cli/row_sink.hpp"

#include "sys/fd.hpp"

namespace primebench {

RowSink::RowSink(const RunOptions& options) {
  if (options.output == "-")
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
    return true;
  }
  std::string text = header_written_ ? "" : csv_header() + '\n';
  header_written_ = true;
  text += csv_line(row) + '\n';
  return write_stdout(text);
}

}  // namespace primebench
