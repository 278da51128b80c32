// Other programs touch the store at every system call of an append: strace(1) holds the
// writer up for a moment before or after the k-th call of a kind, and in that moment the
// file is cut, copied and cut, renamed, removed or replaced. Whatever was acknowledged is
// in some file, unless it was in the file that the other program threw away; every file
// begins with its header; nobody gives up and nobody is refused.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>
#include <vector>

#include "proof/store_census.hpp"
#include "results/store.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/older_store.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> kMissing = {"compiler", "version"};

enum class Touch { kTruncate, kCopyTruncate, kMove, kRemove, kReplace };
constexpr Touch kTouches[] = {Touch::kTruncate, Touch::kCopyTruncate, Touch::kMove, Touch::kRemove,
                              Touch::kReplace};

/// As strace names them; '?': not on every architecture.
struct Call {
  std::string name;
  bool after = false;  ///< It changes something: the moment after it is another one, too.
};

const std::vector<Call> kCalls = {
    {"openat", true}, {"?fstat,newfstatat"},   {"flock", true},     {"pread64"},
    {"write", true},  {"ftruncate", true},     {"fdatasync", true}, {"fsync", true},
    {"close"},        {"?readlink,readlinkat"}};
const std::vector<Call> kTakeOverCalls = {{"openat", true},
                                          {"?fstat,newfstatat"},
                                          {"flock", true},
                                          {"pread64"},
                                          {"write", true},
                                          {"fsync", true},
                                          {"?rename,renameat2", true},
                                          {"?unlink,unlinkat", true},
                                          {"flistxattr"}};

struct Totals {
  std::size_t moments = 0;
  std::size_t lost = 0;
  std::size_t twice = 0;
  std::size_t without_header = 0;
  std::size_t given_up = 0;
};

class Scene {
 public:
  explicit Scene(std::string before) : before_(std::move(before)) {}

  /// One append under strace that is held up as `moment` says (it has a place for the
  /// microseconds), and the touch in that moment, with `others` more writers from then on.
  /// False if there was no such call.
  bool play(const std::string& moment, Touch touch, int others, Totals& totals) {
    constexpr int kMostTries = 20;
    for (int i = 1; i <= kMostTries; ++i) {
      // On a busy machine a longer delay makes it likelier that the touch falls into it.
      const std::string inject = fmt::format(fmt::runtime(moment), i * 50'000);
      switch (try_to_play(inject, touch, others, totals)) {
        case Played::kInTheMoment:
          return true;
        case Played::kNoSuchCall:
          return false;
        case Played::kTooLate:
          break;
      }
    }
    FAIL_CHECK("the writer was never held up long enough: ", moment);
    return true;
  }

 private:
  enum class Played { kInTheMoment, kTooLate, kNoSuchCall };

  Played try_to_play(const std::string& inject, Touch touch, int others, Totals& totals) {
    set_up();
    const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
    const Fd err(::open((dir_ / "err").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
    ChildProcess strace = ChildProcess::execute(
        {"strace", "-o", dir_ / "log", "-e", inject, PRIMEBENCH_APPEND_ROWS, store_, "new", "1"},
        null.get(), null.get(), err.get());
    bool in_the_moment = wait_until_held_up(strace.pid());
    if (in_the_moment) {
      do_touch(touch);
      in_the_moment = is_held_up(strace.pid());
    }
    std::vector<ChildProcess> beside;
    for (int i = 0; i < others; ++i) {
      beside.push_back(ChildProcess::fork(
          [&] { ResultsStore(store_).append(numbered_row(fmt::format("beside-{}", i))); }));
    }
    const bool clean = strace.wait().clean();
    bool all_clean = clean;
    for (ChildProcess& writer : beside)
      all_clean = writer.wait().clean() && all_clean;
    if (read_file(dir_ / "log").find("(DELAYED)") == std::string::npos)
      return Played::kNoSuchCall;
    if (!in_the_moment)
      return Played::kTooLate;
    ++totals.moments;
    const CommandResult later =
        run_command({PRIMEBENCH_APPEND_ROWS, store_, "later", "1"}, dir_.path());
    all_clean = all_clean && later.status == 0;
    totals.given_up += all_clean ? 0 : 1;
    CAPTURE(read_file(dir_ / "err"));
    CAPTURE(later.err);
    CAPTURE(inject);
    CAPTURE(static_cast<int>(touch));
    CHECK(all_clean);
    judge(others, totals);
    return Played::kInTheMoment;
  }

  void set_up() {
    for (const char* name : {"r.csv", "r.1", "gone", "next"})
      fs::remove(dir_ / name);
    if (!before_.empty())
      write_file(store_, before_);
  }

  /// A process that is being traced stops at every call, but only in a delay for long.
  static bool wait_until_held_up(pid_t strace) {
    constexpr int kLong = 8;
    int stopped = 0;
    for (int i = 0; i < 3'000 && stopped < kLong && is_alive(strace); ++i) {
      stopped = is_held_up(strace) ? stopped + 1 : 0;
      ::usleep(1'000);
    }
    return stopped == kLong;
  }

  static bool is_held_up(pid_t strace) {
    const std::vector<pid_t> traced = children(strace);
    if (traced.empty())
      return false;
    std::ifstream file(fmt::format("/proc/{}/stat", traced.front()));
    std::string text;
    std::getline(file, text);
    const std::size_t state = text.rfind(')') + 2;
    return state < text.size() && text[state] == 't' &&
           text.find("(append_rows)") != std::string::npos;
  }

  void do_touch(Touch touch) {
    if (!fs::exists(store_))
      return;
    switch (touch) {
      case Touch::kTruncate:
        fs::copy_file(store_, dir_ / "gone");  // Nobody writes in this moment.
        fs::resize_file(store_, 0);
        break;
      case Touch::kCopyTruncate:
        fs::copy_file(store_, dir_ / "r.1");
        fs::resize_file(store_, 0);
        break;
      case Touch::kMove:
        fs::rename(store_, dir_ / "r.1");
        break;
      case Touch::kRemove:
        fs::copy_file(store_, dir_ / "gone");
        fs::remove(store_);
        break;
      case Touch::kReplace:
        fs::copy_file(store_, dir_ / "gone");
        write_file(dir_ / "next", csv_header() + '\n' + csv_line(numbered_row("next-1")) + '\n');
        fs::rename(dir_ / "next", store_);
        break;
    }
  }

  void judge(int others, Totals& totals) {
    const std::map<std::string, std::size_t> now = rows_in("r.csv");
    const std::map<std::string, std::size_t> rotated = rows_in("r.1");
    const std::map<std::string, std::size_t> gone = rows_in("gone");
    std::vector<std::string> expected = {"new-1", "later-1"};
    for (int i = 0; i < others; ++i)
      expected.push_back(fmt::format("beside-{}", i));
    for (const auto& [label, count] : before_.empty() ? decltype(now){} : rows_of(before_))
      expected.push_back(label);
    std::size_t lost = 0;
    for (const std::string& label : expected)
      lost += now.contains(label) || rotated.contains(label) || gone.contains(label) ? 0 : 1;
    std::size_t twice = 0;
    for (const auto* rows : {&now, &rotated}) {
      for (const auto& [label, count] : *rows)
        twice += count - 1;
    }
    std::size_t without_header = 0;
    for (const char* name : {"r.csv", "r.1"}) {
      const std::string text = fs::exists(dir_ / name) ? read_file(dir_ / name) : "";
      // What was an older store when it was renamed or copied begins with its own header.
      const bool as_before = std::string(name) == "r.1" && text == before_;
      without_header += text.empty() || as_before || text.starts_with(csv_header() + "\n") ? 0 : 1;
    }
    CHECK(lost == 0);
    CHECK(twice == 0);
    CHECK(without_header == 0);
    totals.lost += lost;
    totals.twice += twice;
    totals.without_header += without_header;
  }

  [[nodiscard]] std::map<std::string, std::size_t> rows_in(const char* name) const {
    return take_census(dir_ / name).rows;
  }
  [[nodiscard]] std::map<std::string, std::size_t> rows_of(const std::string& text) const {
    write_file(dir_ / "text", text);
    return rows_in("text");
  }

  TempDir dir_;
  std::string store_ = dir_ / "r.csv";
  std::string before_;
};

/// Every touch before and after every call of these kinds.
Totals play_all(const std::string& before, const std::vector<Call>& calls, int others) {
  Totals totals;
  Scene scene(before);
  for (const Touch touch : kTouches) {
    for (const Call& call : calls) {
      for (const char* side : {"enter", "exit"}) {
        if (!call.after && side == std::string("exit"))
          continue;
        for (int k = 1;
             scene.play(fmt::format("inject={}:delay_{}={{}}:when={}", call.name, side, k), touch,
                        others, totals);
             ++k) {
        }
      }
    }
  }
  return totals;
}

std::string two_rows() {
  return csv_header() + '\n' + csv_line(numbered_row("a-1")) + '\n' +
         csv_line(numbered_row("a-2")) + '\n';
}

void prove(const std::string& what, const std::string& before, const std::vector<Call>& calls,
           int others, std::size_t least) {
  if (not_run_with_sanitizers("delays"))
    return;
  if (const TempDir dir; run_command({"strace", "-o", "/dev/null", "true"}, dir.path()).status != 0)
    return not_run("delays: strace is missing or not permitted");
  const Totals totals = play_all(before, calls, others);
  MESSAGE(what, ": ", totals.moments, " moments, ", totals.lost, " rows lost, ", totals.twice,
          " twice in a file, ", totals.without_header, " files without header, ", totals.given_up,
          " writers given up");
  CHECK(totals.moments >= least);
}

}  // namespace

TEST_CASE("a store that is touched at any call of an append loses no row") {
  prove("one writer", two_rows(), kCalls, 0, 100);
}

TEST_CASE("a new store that is touched at any call of its first append loses no row") {
  prove("one writer, no file", "", kCalls, 0, 100);
}

TEST_CASE("a store that is touched while four append loses no row") {
  prove("four writers", two_rows(), kCalls, 3, 100);
}

TEST_CASE("an older store that is touched at any call of its take-over loses no row") {
  std::string older = older_header(kMissing);
  for (const char* label : {"a-1", "a-2"})
    older += older_line(numbered_row(label), kMissing);
  prove("take-over", older, kTakeOverCalls, 0, 150);
}

}  // namespace primebench::test
