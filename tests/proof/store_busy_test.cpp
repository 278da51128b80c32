// Four writers that never rest, and someone who cuts, renames, removes and replaces the
// store all the time.

#include <doctest/doctest.h>
#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include "proof/store_census.hpp"
#include "results/store.hpp"
#include "support/captured_stderr.hpp"
#include "support/command.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWriters = 4;
constexpr int kTouches = 200;

/// Writers of the rows w0-1, w0-2, …, w1-1, …, and what they say is stored.
class Writers {
 public:
  explicit Writers(const TempDir& dir) : dir_(dir) {
    for (std::size_t i = 0; i < kWriters; ++i) {
      const Fd null(::open("/dev/null", O_RDWR | O_CLOEXEC));
      const Fd out(::open(file(i).c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
      processes_.push_back(ChildProcess::execute(
          {PRIMEBENCH_APPEND_ROWS, dir / "r.csv", fmt::format("w{}", i), "1000000"}, null.get(),
          out.get(), STDERR_FILENO));
    }
    wait_until([&] { return acknowledged(0) > 0; }, 10'000);
  }

  /// So many rows of that writer are stored.
  [[nodiscard]] std::size_t acknowledged(std::size_t writer) const {
    const std::string text = read_file(file(writer));
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  }
  [[nodiscard]] std::vector<std::size_t> acknowledged() const {
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i < kWriters; ++i)
      counts.push_back(acknowledged(i));
    return counts;
  }
  /// Ends them all; returns how many had given up.
  std::size_t stop() {
    std::size_t given_up = 0;
    for (ChildProcess& writer : processes_)
      given_up += writer.try_wait() ? 1 : 0;
    processes_.clear();
    return given_up;
  }

 private:
  [[nodiscard]] std::string file(std::size_t writer) const {
    return dir_ / fmt::format("stored-{}", writer);
  }
  const TempDir& dir_;
  std::vector<ChildProcess> processes_;
};

/// A moment's look at the store, while nobody is in the middle of an append.
std::string look_at(const std::string& store) {
  const Fd fd(::open(store.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd || ::flock(fd.get(), LOCK_EX) != 0)
    return {};
  return read_to_end(fd.get(), std::size_t{1} << 30U, store);
}

bool begins_with_header(const std::string& text) {
  return text.empty() || text.starts_with(csv_header() + "\n");
}

}  // namespace

TEST_CASE("200 truncations under four busy writers cost no row that came after them") {
  if (not_run_with_sanitizers("busy writers"))
    return;
  for (const Place& place : places()) {
    const TempDir dir(place.path);
    const std::string store = dir / "r.csv";
    Writers writers(dir);
    std::size_t judged = 0;
    std::size_t wrong = 0;
    std::size_t without_header = 0;
    for (int i = 0; i < kTouches; ++i) {
      fs::resize_file(store, 0);
      const std::vector<std::size_t> begin = writers.acknowledged();
      ::usleep(8'000);
      const std::vector<std::size_t> end = writers.acknowledged();
      const std::string text = look_at(store);
      without_header += begins_with_header(text) ? 0 : 1;
      write_file(dir / "seen", text);
      const Census census = take_census(dir / "seen");
      std::vector<std::string> labels;
      for (std::size_t writer = 0; writer < kWriters; ++writer) {
        // The row after the last acknowledged one may have been begun before the truncation.
        for (std::size_t row = begin[writer] + 2; row <= end[writer]; ++row)
          labels.push_back(fmt::format("w{}-{}", writer, row));
      }
      judged += labels.size();
      wrong += not_exactly_once(census, labels).size();
      CHECK(census.damaged == 0);
    }
    const std::size_t given_up = writers.stop();
    MESSAGE(place.kind, ": ", kTouches, " truncations, ", judged, " rows judged, ", wrong,
            " not there once, ", without_header, " files without header, ", given_up,
            " writers given up");
    CHECK(judged > 200);
    CHECK(wrong == 0);
    CHECK(without_header == 0);
    CHECK(given_up == 0);
  }
}

TEST_CASE("200 rotations under four busy writers lose no acknowledged row") {
  if (not_run_with_sanitizers("busy writers"))
    return;
  for (const Place& place : places()) {
    const TempDir dir(place.path);
    const std::string store = dir / "r.csv";
    Writers writers(dir);
    std::mt19937 random(20260131);
    std::map<std::string, std::size_t> found;
    std::size_t without_header = 0;
    std::size_t damaged = 0;
    const auto count_rows = [&](const std::string& text) {
      without_header += begins_with_header(text) ? 0 : 1;
      write_file(dir / "seen", text);
      const Census census = take_census(dir / "seen");
      damaged += census.damaged;
      for (const auto& [label, count] : census.rows)
        found[label] += count;
    };
    for (int i = 0; i < kTouches; ++i) {
      wait_until([&] { return fs::exists(store); }, 10'000);
      ::usleep(static_cast<useconds_t>(random() % 8'000));
      const Fd file(::open(store.c_str(), O_RDONLY | O_CLOEXEC));
      if (i % 3 == 0) {  // Renamed: whatever is written to it, now or later, is kept.
        const std::string rotated = dir / fmt::format("r.{}", i);
        fs::rename(store, rotated);
        continue;
      }
      if (i % 3 == 1) {
        fs::remove(store);
      } else {
        write_file(dir / "next", csv_header() + '\n');
        fs::rename(dir / "next", store);
      }
      // What came into it until now has been thrown away, and nothing more may count.
      struct stat status {};
      REQUIRE(::fstat(file.get(), &status) == 0);
      std::string text(static_cast<std::size_t>(status.st_size), '\0');
      REQUIRE(read_full(file.get(), text.data(), text.size(), store) == text.size());
      count_rows(text);
    }
    ::usleep(20'000);
    const std::size_t given_up = writers.stop();
    for (int i = 0; i < kTouches; i += 3)
      count_rows(read_file(dir / fmt::format("r.{}", i)));
    if (fs::exists(store))
      count_rows(read_file(store));
    std::size_t lost = 0;
    std::size_t all = 0;
    for (std::size_t writer = 0; writer < kWriters; ++writer) {
      for (std::size_t row = 1; row <= writers.acknowledged(writer); ++row, ++all)
        lost += found.contains(fmt::format("w{}-{}", writer, row)) ? 0 : 1;
    }
    MESSAGE(place.kind, ": ", kTouches, " rotations, ", all, " rows acknowledged, ", lost,
            " lost, ", damaged, " damaged, ", without_header, " files without header, ", given_up,
            " writers given up");
    CHECK(all > 1'000);
    CHECK(lost == 0);
    CHECK(damaged == 0);
    CHECK(without_header == 0);
    CHECK(given_up == 0);
  }
}

TEST_CASE("a chart does not replace a store that others append to, nor one that they begin") {
  if (not_run_with_sanitizers("busy writers"))
    return;
  constexpr int kTries = 100;
  const TempDir dir;
  const auto draw = [&](const std::string& input, const std::string& output) {
    return run_command({PRIMEBENCH_BINARY, "plot", "-i", input, "--format", "text", "-o", output},
                       dir.path());
  };
  Writers writers(dir);
  int refused = 0;
  for (int i = 0; i < kTries; ++i)
    refused += draw("r.csv", "r.csv").status == 1 ? 1 : 0;
  CHECK(writers.stop() == 0);
  const Census census = take_census(dir / "r.csv");
  std::size_t lost = 0;
  for (std::size_t writer = 0; writer < kWriters; ++writer) {
    for (std::size_t row = 1; row <= writers.acknowledged(writer); ++row)
      lost += census.rows.contains(fmt::format("w{}-{}", writer, row)) ? 0 : 1;
  }
  CHECK(refused == kTries);

  // Either the chart is there first, and the writer is refused, or the row, and the chart is.
  const CapturedStderr quiet;
  std::mt19937 random(20260131);
  write_file(dir / "small", csv_header() + '\n' + csv_line(numbered_row("a-1")) + '\n');
  int rows = 0;
  int charts = 0;
  for (int i = 0; i < kTries; ++i) {
    const std::string path = dir / "new";
    fs::remove(path);
    const auto later = static_cast<useconds_t>(random() % 12'000);
    ChildProcess writer = ChildProcess::fork([&] {
      ::usleep(later);
      ResultsStore(path).append(numbered_row("new-1"));
    });
    const bool drawn = draw("small", "new").status == 0;
    const bool stored = writer.wait().clean();
    const bool holds_row = stored && take_census(path).rows.contains("new-1");
    CHECK(stored != drawn);
    lost += stored && !holds_row ? 1 : 0;
    rows += stored ? 1 : 0;
    charts += drawn ? 1 : 0;
  }
  MESSAGE(refused, " charts refused; of ", kTries, " races for a new file ", rows,
          " were the row's and ", charts, " the chart's; ", lost, " rows lost");
  CHECK(rows > 0);
  CHECK(charts > 0);
  CHECK(lost == 0);
}

}  // namespace primebench::test
