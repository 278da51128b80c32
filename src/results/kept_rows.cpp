#include "results/kept_rows.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <initializer_list>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/store_header.hpp"
#include "sys/directory.hpp"

namespace primebench {
namespace {

/// Names that stand in the first line, in whatever order and between whatever marks.
bool has_all(const std::vector<std::string>& names, std::initializer_list<const char*> wanted) {
  return std::all_of(wanted.begin(), wanted.end(), [&](const char* name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  });
}

/// The words of the first line that has any: runs of what a column's name consists of.
/// UTF-16 is read as well as it must be, by leaving its NULs out.
std::vector<std::string> first_words(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    const bool line_end = c == '\n' || c == '\r';
    if (letter)
      words.back() += c;
    else if (line_end && (words.size() > 1 || !words.back().empty()))
      break;
    else if (c != '\0' && !words.back().empty())
      words.emplace_back();
  }
  return words;
}

std::string will_not_replace(const std::string& path, Measurements what) {
  return "will not replace " + quoted_path(path) +
         (what == Measurements::kTrace ? ", which is a trace" : ", which is a results store") +
         "; use another --output";
}

bool are_one_file(int one, int other) {
  struct stat first {};
  struct stat second {};
  return ::fstat(one, &first) == 0 && ::fstat(other, &second) == 0 && S_ISREG(first.st_mode) &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// Whether the stream goes to a file with measurements, which may be open for writing alone.
bool holds_measurements(int stream) {
  struct stat status {};
  if (::fstat(stream, &status) != 0 || !S_ISREG(status.st_mode))
    return false;
  const std::string path = "/proc/self/fd/" + std::to_string(stream);
  const Fd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  return fd && measurements_in(fd.get(), path) != Measurements::kNone;
}

constexpr const char* kWillNotPrint =
    "will not print into measurements: standard output is such a file; send it elsewhere";

/// Text that goes to standard output would stand among the rows there (`>> results.csv`).
void refuse_to_print_into_rows(const std::string& input) {
  const bool same =
      input == "-" ? are_one_file(STDIN_FILENO, STDOUT_FILENO) : is_same_file(STDOUT_FILENO, input);
  if (same || holds_measurements(STDOUT_FILENO))
    throw Error(kWillNotPrint);
}

}  // namespace

Measurements measurements_in(std::string_view beginning) {
  const std::vector<std::string> words = first_words(beginning);
  if (has_all(words, {"mode", "runs", "wall_ns", "status"}))
    return Measurements::kStore;
  if (has_all(words, {"task", "worker", "start_ns", "end_ns"}))
    return Measurements::kTrace;
  const bool headerless =
      !beginning.empty() && store_start(beginning, beginning.size()) == StoreStart::kHeaderless;
  return headerless ? Measurements::kStore : Measurements::kNone;
}

Measurements measurements_in(int fd, const std::string& path) {
  std::string beginning(start_probe_size(), '\0');
  const ssize_t got = ::pread(fd, beginning.data(), beginning.size(), 0);
  if (got < 0)
    throw_errno("will not replace " + quoted_path(path) + ": cannot see what it holds");
  beginning.resize(static_cast<std::size_t>(got));
  return measurements_in(beginning);
}

AtomicFile::Veto keep_measurements(const std::string& path) {
  return [path](int fd) {
    if (const Measurements found = measurements_in(fd, path); found != Measurements::kNone)
      throw Error(will_not_replace(path, found));
  };
}

void refuse_to_print_into_rows() {
  if (holds_measurements(STDOUT_FILENO))
    throw UsageError(kWillNotPrint);
}

void send_errors_elsewhere(bool to_stdout) {
  const Fd terminal(::open("/dev/tty", O_WRONLY | O_CLOEXEC | O_NOCTTY));
  const Fd null(::open("/dev/null", O_WRONLY | O_CLOEXEC));
  ::dup2(to_stdout ? STDOUT_FILENO : (terminal ? terminal : null).get(), STDERR_FILENO);
}

void refuse_to_log_into_rows() {
  if (!holds_measurements(STDERR_FILENO))
    return;
  send_errors_elsewhere(!holds_measurements(STDOUT_FILENO));
  throw UsageError(
      "will not print into measurements: standard error is such a file; send it elsewhere");
}

void refuse_to_replace_rows(const std::string& output, const std::string& input) {
  if (output == "-")
    return refuse_to_print_into_rows(input);
  const Fd fd(::open(output.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  struct stat status {};
  if (!fd || ::fstat(fd.get(), &status) != 0 || !S_ISREG(status.st_mode))
    return;  // Whoever writes says what is wrong with it.
  if (input == "-" ? are_one_file(STDIN_FILENO, fd.get()) : is_same_file(fd.get(), input))
    throw Error("will not replace " + quoted_path(output) +
                ", which is the input; use another --output");
  keep_measurements(output)(fd.get());
}

}  // namespace primebench
