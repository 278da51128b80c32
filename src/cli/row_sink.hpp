// Where the rows of a run go: into a results store, to standard output, or nowhere.

#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "cli/options.hpp"
#include "results/row.hpp"
#include "results/store.hpp"

namespace primebench {

class RowSink {
 public:
  /// Throws Error or std::system_error if rows could not be stored; makes nothing.
  explicit RowSink(const RunOptions& options);

  /// Stores the row. Returns false if it went to standard output and whoever read
  /// that has gone: there is nobody left to measure for. Throws if it is lost.
  bool put(const Row& row);

  /// Prints the summary where rows do not go: if that is standard error, not when `quiet`. Nothing
  /// is lost if nobody reads it.
  void show(const std::string& summary, bool quiet) const;

  /// "7 rows appended to results.csv"; empty where nothing was stored.
  [[nodiscard]] std::string closing_line() const;

 private:
  /// Whether the rows themselves are what standard output shows.
  [[nodiscard]] bool is_stdout() const { return output_ == "-"; }

  std::string output_;
  std::optional<ResultsStore> store_;
  std::size_t stored_ = 0;
  bool header_written_ = false;
};

}  // namespace primebench
