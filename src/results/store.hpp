// The results store: a CSV file that any number of processes may append to at once.

#pragma once

#include <chrono>
#include <string>

#include "results/row.hpp"
#include "sys/signals.hpp"

namespace primebench {

/// Appends rows to one file. Holds no descriptor and no lock between calls, so other
/// writers are held up for one write only and the file may be replaced meanwhile.
class ResultsStore {
 public:
  struct Options {
    std::chrono::milliseconds lock_timeout{10'000};  ///< How long to wait for other writers.
  };

  explicit ResultsStore(std::string path) : ResultsStore(std::move(path), Options()) {}
  ResultsStore(std::string path, Options options);

  /// Whether rows could be appended: the file is missing in a directory that can be
  /// written, or is empty, or begins with this version's header or an older one's, or can
  /// be repaired. Makes and changes nothing. Throws Error or std::system_error with the
  /// path and what to do.
  void check() const;

  /// Appends `row`, with the header first if the file is new or empty, in one write
  /// under an exclusive lock, and waits until it is on the disk. A store of an older
  /// version is taken over first. If other programs replace or cut the file meanwhile, it
  /// begins again, so that the row is there once when it returns. On failure the file
  /// is as it was before (or ends with an incomplete line that readers skip), the
  /// row stands on standard error so that the measurement is not lost, and Error or
  /// std::system_error is thrown.
  void append(const Row& row);

 private:
  [[nodiscard]] bool try_append(const std::string& line, const SignalGuard& guard) const;

  std::string path_;
  Options options_;
};

}  // namespace primebench
