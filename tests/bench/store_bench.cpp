// store_bench make FILE ROWS     writes a store of ROWS rows, fast
// store_bench append FILE COUNT  appends COUNT rows; prints the median time of one in ns
// store_bench read FILE          reads the store; prints the time in ns and the rows
//
// store_bench.sh sets the figures beside those of other tools.

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "core/clock.hpp"
#include "core/exit_status.hpp"
#include "results/reader.hpp"
#include "results/store.hpp"
#include "support/sample_row.hpp"
#include "sys/fd.hpp"

using namespace primebench;

namespace {

void make(const std::string& path, std::uint64_t rows) {
  const Fd fd(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  std::string text = csv_header() + '\n';
  Row row = test::sample_row();
  for (std::uint64_t i = 0; i < rows; ++i) {
    row.repetition = i + 1;
    row.wall_ns += 7919;
    text += csv_line(row) + '\n';
    if (text.size() > 1'000'000 || i + 1 == rows) {
      write_all(fd.get(), text, path);
      text.clear();
    }
  }
}

std::int64_t append(const std::string& path, std::uint64_t count) {
  ResultsStore store(path);
  const Row row = test::sample_row();
  std::vector<std::int64_t> times;
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::int64_t start = now_ns();
    store.append(row);
    times.push_back(now_ns() - start);
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(count / 2),
                   times.end());
  return times[count / 2];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3)
    return kExitUsage;
  const std::string_view verb = argv[1];
  const std::uint64_t number = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1;
  if (verb == "make") {
    make(argv[2], number);
  } else if (verb == "append") {
    fmt::print("{}\n", append(argv[2], number));
  } else {
    std::uint64_t sum = 0;  // Something must depend on the rows.
    const std::int64_t start = now_ns();
    const ReadSummary summary = read_rows(argv[2], {}, [&](const Row& row) { sum += row.wall_ns; });
    const std::int64_t time = now_ns() - start;
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    fmt::print("{} ns, {} rows, sum {}, {} KiB\n", time, summary.rows, sum, usage.ru_maxrss);
  }
  return kExitSuccess;
}
