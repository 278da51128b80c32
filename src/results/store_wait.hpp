// How long an append waits for other programs: for their locks, and until they leave the
// file alone.

#pragma once

#include <chrono>
#include <string>

#include "core/clock.hpp"
#include "results/store_file.hpp"
#include "sys/signals.hpp"

namespace primebench {

/// Waits for the exclusive lock of `file`, the store `path`, and says so after a second.
/// Throws Error after `timeout`, Interrupted on a signal.
void wait_for_lock(const StoreFile& file, const std::string& path,
                   std::chrono::milliseconds timeout, const SignalGuard& guard);

/// How long an append begins again because of what other programs do to the file. The
/// clock starts with the first try that failed, so that the wait for a lock before it does
/// not count.
class Patience {
 public:
  Patience(std::string path, std::chrono::milliseconds timeout)
      : path_(std::move(path)), timeout_(timeout) {}

  /// After a try that failed: returns when the next one may begin. Throws Error after
  /// `timeout` and at least ten tries, Interrupted on a signal.
  void next_try(const SignalGuard& guard);

 private:
  std::string path_;
  std::chrono::milliseconds timeout_;
  int tries_ = 0;
  Clock::time_point begin_;
};

}  // namespace primebench
