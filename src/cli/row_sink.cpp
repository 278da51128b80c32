#include "cli/row_sink.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/utf8.hpp"
#include "results/kept_rows.hpp"
#include "sys/directory.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

bool is_store(int fd, const std::string& path) {
  struct stat status {};
  return ::fstat(fd, &status) == 0 && S_ISREG(status.st_mode) && is_same_file(fd, path);
}

/// What is printed would stand among the rows, or over them.
void require_other_streams(const std::string& path) {
  const bool output = is_store(STDOUT_FILENO, path);
  const bool error = is_store(STDERR_FILENO, path);
  if (!output && !error)
    return;
  if (error)  // Not even the message may go there.
    send_errors_elsewhere(!output);
  throw UsageError("standard " + std::string(output ? "output" : "error") +
                   " is the results store " + quoted_path(path) +
                   " itself, and what is printed would spoil it: send it elsewhere, or write the "
                   "rows there with --output -");
}

}  // namespace

RowSink::RowSink(const RunOptions& options) : output_(options.output) {
  if (is_stdout())
    return;
  if (!output_.empty())
    require_other_streams(options.output);
  refuse_to_print_into_rows();
  if (output_.empty())
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

void RowSink::show(const std::string& summary, bool quiet) const {
  if (is_stdout() && !quiet)
    std::fputs(summary.c_str(), stderr);
  else if (!is_stdout() && stdout_is_writable()) [[maybe_unused]]
    const bool was_read = write_stdout(summary);
}

std::string RowSink::closing_line() const {
  if (stored_ == 0)
    return {};
  return fmt::format("{} row{} appended to {}", stored_, stored_ == 1 ? "" : "s",
                     printable_utf8(output_));
}

}  // namespace primebench
