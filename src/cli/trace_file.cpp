#include "cli/trace_file.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <iterator>

#include "core/error.hpp"
#include "core/text.hpp"
#include "plot/picture_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::size_t kBuffer = 1 << 20;

}  // namespace

void check_trace_file(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  if (fs::exists(status) && !fs::is_regular_file(status))
    throw Error("cannot write " + primebench::quoted(path) + ": it is not a regular file");
  const fs::path parent = fs::path(path).parent_path();
  const std::string directory = parent.empty() ? "." : parent.string();
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    throw_errno("cannot write " + primebench::quoted(path));
}

void write_trace(const std::string& path, const std::vector<TaskTrace>& tasks,
                 std::int64_t origin_ns) {
  const SignalGuard guard;  // The unfinished file goes before a signal takes effect.
  PictureFile file(path);
  std::string text = "task,worker,start_ns,end_ns\n";
  for (const TaskTrace& task : tasks) {
    fmt::format_to(std::back_inserter(text), "{},{},{},{}\n", task.task, task.worker,
                   task.start_ns - origin_ns, task.end_ns - origin_ns);
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
