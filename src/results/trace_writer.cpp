#include "results/trace_writer.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <span>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "measure/machine.hpp"
#include "results/kept_rows.hpp"
#include "results/parameters.hpp"
#include "results/trace_format.hpp"
#include "sys/atomic_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

/// Nothing is replaced by a trace but an empty file and an earlier trace.
AtomicFile::Veto require_trace(const std::string& path) {
  return [path](int fd) {
    struct stat status {};
    const bool empty = ::fstat(fd, &status) == 0 && status.st_size == 0;
    if (!empty && measurements_in(fd, path) != Measurements::kTrace)
      throw Error("will not replace " + quoted_path(path) + ": it is not a trace file");
  };
}

std::string header(bool knows_pauses, bool knows_hosts) {
  std::string text;
  for (const std::string_view name : kTraceColumns)
    text += fmt::format("{},", name);
  if (knows_pauses)
    text += fmt::format("{},{},", kWaitsColumn, kLockWaitsColumn);
  if (knows_hosts)
    text += fmt::format("{},", kHostColumn);
  return text += fmt::format("{}\n", kMeasuredColumn);
}

/// The name of each worker's host; empty if there are not several.
std::vector<std::string> hosts_of_workers(const std::vector<ToldHost>& hosts) {
  std::vector<std::string> names;
  if (hosts.size() < 2)
    return names;
  for (const ToldHost& host : hosts)
    names.insert(names.end(), host.workers, recorded_text(host.name));
  return names;
}

/// Takes those of the task from the beginning of `left`.
std::span<const TaskPause> pauses_of(const TaskTrace& task, std::span<const TaskPause>& left) {
  std::size_t count = 0;
  while (count < left.size() && left[count].task == task.task)
    ++count;
  const std::span<const TaskPause> own = left.first(count);
  left = left.subspan(count);
  return own;
}

/// Those of one kind, few enough for a line: neighbours become one, as long as both together.
std::vector<TaskPause> of_kind(std::span<const TaskPause> pauses, PauseKind kind) {
  constexpr std::size_t kMost = 1000;
  std::vector<TaskPause> chosen;
  std::copy_if(pauses.begin(), pauses.end(), std::back_inserter(chosen),
               [&](const TaskPause& pause) { return pause.kind == kind; });
  while (chosen.size() > kMost) {
    for (std::size_t i = 0; i < chosen.size(); i += 2) {
      TaskPause one = chosen[i];
      if (i + 1 < chosen.size())
        one.end_ns += chosen[i + 1].end_ns - chosen[i + 1].start_ns;
      chosen[i / 2] = one;
    }
    chosen.resize((chosen.size() + 1) / 2);
  }
  return chosen;
}

void add_pauses(std::string& text, std::span<const TaskPause> pauses, std::int64_t start_ns) {
  for (const PauseKind kind : {PauseKind::kWait, PauseKind::kLock}) {
    char before = ',';
    if (!pauses.empty()) {
      for (const TaskPause& pause : of_kind(pauses, kind)) {
        text += fmt::format("{}{}+{}", before, pause.start_ns - start_ns,
                            pause.end_ns - pause.start_ns);
        before = ' ';
      }
    }
    if (before == ',')
      text += ',';
  }
}

/// What the row says of the configuration and the machine, in a cell without quotes.
std::string measured_text(const Row& row) {
  Row facts = configuration_of(row);
  std::string text;
  for (const Column& column : columns()) {
    std::string value = cell_text(facts, column);
    const bool unset = value == cell_text(Row(), column);
    if (unset || column.name == "traced")
      continue;
    std::replace_if(
        value.begin(), value.end(), [](char c) { return c == ',' || c == ';' || c == '"'; }, ' ');
    text += fmt::format("{}{}={}", text.empty() ? "" : ";", column.name, value);
  }
  return text;
}

}  // namespace

void check_trace_file(const std::string& path, const std::string& output) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto resolved = [&](const std::string& name) {
    return fs::weakly_canonical(fs::absolute(name, ignored), ignored);
  };
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw Error("cannot write " + quoted_path(path) + ": it is not a regular file");
  if (resolved(path) == resolved(output) || fs::equivalent(path, output, ignored))
    throw UsageError("--trace and --output name the same file");
  const Fd old(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (old)
    require_trace(path)(old.get());
  const fs::path parent = fs::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    throw_errno("cannot write " + quoted_path(path));
}

void write_trace(const std::string& path, const Measurement& measurement, const Row& row) {
  const SignalGuard guard;  // The unfinished file goes before a signal takes effect.
  AtomicFile file(path, require_trace(path));
  const bool knows_pauses = measurement.pauses.has_value();
  const std::int64_t origin_ns = measurement.timed.run_began_ns;
  std::span<const TaskPause> left;
  if (knows_pauses)
    left = *measurement.pauses;
  const std::vector<std::string> hosts = hosts_of_workers(measurement.hosts);
  std::string text = header(knows_pauses, !hosts.empty());
  std::string measured = measured_text(row);
  for (const TaskTrace& task : measurement.trace) {
    text += fmt::format("{},{},{},{}", task.task, task.worker, task.start_ns - origin_ns,
                        task.end_ns - origin_ns);
    if (knows_pauses)
      add_pauses(text, pauses_of(task, left), task.start_ns);
    if (!hosts.empty())
      text += fmt::format(",{}", task.worker < hosts.size() ? hosts[task.worker] : "");
    text += fmt::format(",{}\n", measured);
    measured.clear();
    if (text.size() >= kBuffer) {
      guard.check();
      write_all(file.fd(), text, path);
      text.clear();
    }
  }
  write_all(file.fd(), text, path);
  file.commit();
}

}  // namespace primebench
