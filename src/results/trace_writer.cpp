#include "results/trace_writer.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/kept_rows.hpp"
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

}  // namespace

void check_trace_file(const std::string& path, const std::string& output) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const auto resolved = [&](const std::string& name) {
    return fs::weakly_canonical(fs::absolute(name, ignored), ignored);
  };
  if (resolved(path) == resolved(output) || fs::equivalent(path, output, ignored))
    throw UsageError("--trace and --output name the same file");
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw Error("cannot write " + quoted_path(path) + ": it is not a regular file");
  const Fd old(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (old)
    require_trace(path)(old.get());
  const fs::path parent = fs::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    throw_errno("cannot write " + quoted_path(path));
}

void write_trace(const std::string& path, const std::vector<TaskTrace>& tasks,
                 std::int64_t origin_ns) {
  const SignalGuard guard;  // The unfinished file goes before a signal takes effect.
  AtomicFile file(path, require_trace(path));
  std::string text = std::string(kTraceHeader) + '\n';
  for (const TaskTrace& task : tasks) {
    text += fmt::format("{},{},{},{}\n", task.task, task.worker, task.start_ns - origin_ns,
                        task.end_ns - origin_ns);
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
