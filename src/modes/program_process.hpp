// The process of a program that is a mode, as far as it talks: lines go out and come in,
// its standard error is kept short, and its end is noticed.

#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "modes/program_protocol.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench {

/// A program at work, a child of this process and in its process group. It is killed with
/// its owner; what it has started is left to whoever ends the group and the orphans. What
/// throws Error here throws one line that names the program, says what it did or left
/// undone, and ends with the last line of its standard error. Memory is bounded, whatever
/// the program writes. Single-threaded use.
class ProgramProcess {
 public:
  /// How long a program may take to end when it has been told to, in milliseconds.
  static constexpr int kPatienceMs = 1000;

  /// Starts `file` with `argument`. It keeps descriptor `kept` (-1: none). Throws
  /// std::system_error if it cannot be started.
  ProgramProcess(const std::string& file, const std::string& argument, int kept);

  /// Sends `text` and returns what is answered; `awaited` is what messages call that answer:
  /// "ready". Waits as long as the program lives. Throws Error if there is none, if what comes
  /// makes no sense, if it came before `text`, and for the answer "error ...".
  Reply ask(std::string_view text, std::string_view awaited);

  /// Sends `text`, which asks the program to end, and waits until it and all that it
  /// started have ended: for kPatienceMs, or for ever if `patient`. Throws Error otherwise,
  /// and if it ends with another exit status than 0. `take` is given each line that it still
  /// says, and returns whether that may be said; what it throws is an Error of the line. This
  /// process has no other children.
  void finish(std::string_view text, bool patient,
              const std::function<bool(std::string_view)>& take);

  /// Throws Error: the program `did` this.
  [[noreturn]] void fail(std::string_view did);

 private:
  /// The child, and our ends of its pipes; one that was closed is none.
  struct Connection {
    Connection(const std::string& file, const std::string& argument, int kept);
    Fd input;
    Fd output;
    Fd errors;
    ChildProcess child;
  };

  bool take_line(std::string& line);
  /// Sends, reads and looks for the end, as far as that goes without waiting; waits
  /// `patience_ms` at most (-1: as long as it takes) for the first of these.
  void advance(int patience_ms);
  void send_more();
  /// Whether there was something.
  bool read_output();
  void read_errors();
  /// Says how the program ended before it gave the answer `awaited`.
  [[noreturn]] void fail_early(std::string_view awaited);

  std::string file_;
  Connection to_;
  ChildWatch watch_;
  bool ended_ = false;
  std::string_view unsent_;
  LineBuffer lines_;
  std::string last_words_;       ///< The last line of its standard error that is not empty.
  std::string error_line_;       ///< The beginning of the one that has no end yet.
  std::size_t error_bytes_ = 0;  ///< All that it has written there.
};

}  // namespace primebench
