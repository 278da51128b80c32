// The launcher at work: lines go to rank 0 and come from it.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "modes/program_protocol.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::mpi {

/// A child of this process, killed with its owner. What it writes itself goes on to our
/// standard error, as far as that is worth reading. Single-threaded use.
class Launched {
 public:
  /// Throws std::system_error if it cannot be started.
  /// `host` is this one; `limits`, low_limits() of what is to be started here, are for errors
  /// until started() is called.
  Launched(const std::vector<std::string>& command, std::string host, std::string limits);

  /// All workers are there: no limit has kept one from it.
  void started() { limits_.clear(); }

  /// To be sent as soon as there is room; outlives the sending.
  void send(std::string_view text) { unsent_ = text; }
  /// The next line of rank 0; empty if it has not come at `deadline_ns` (0: there is time). Throws
  /// Error that says why there is none.
  std::string next_line(std::int64_t deadline_ns = 0);
  /// Closes its input and waits for its end. Throws Error if that is not a clean one.
  void finish();

 private:
  struct Connection {
    explicit Connection(const std::vector<std::string>& command);
    Fd input;
    Fd output;
    Fd errors;
    ChildProcess child;
  };

  void advance(int patience_ms);
  void send_more();
  bool read_output();
  void read_errors();
  /// Keeps what the launcher says, and passes it on.
  void note(std::string_view bytes);
  [[noreturn]] void fail();

  std::string host_;
  std::string limits_;
  Connection to_;
  ChildWatch watch_;
  bool ended_ = false;
  std::string_view unsent_;
  LineBuffer lines_;
  std::string words_;  ///< Of standard error, the first part.
  std::size_t passed_on_ = 0;
};

}  // namespace primebench::mpi
