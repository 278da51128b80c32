#include "programs/mpi/shared_files.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "modes/program_mode.hpp"

namespace primebench::mpi {
namespace {

namespace fs = std::filesystem;

/// Up to version 4 of Open MPI, and from 5 on. Both are set: what one does not know it passes over.
constexpr auto kBackingVariables = std::to_array<const char*>(
    {"OMPI_MCA_btl_vader_backing_directory", "OMPI_MCA_btl_sm_backing_directory"});

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The directory that primebench removes, on the host where it is. Others do not have it, though
/// a launcher may have told them of it.
std::string primebench_scratch() {
  std::error_code unknown;
  const fs::path path = environment(kScratchVariable);
  return !path.empty() && fs::is_directory(path, unknown) ? path.string() : "";
}

bool chosen_by_user() {
  return std::ranges::any_of(kBackingVariables,
                             [](const char* name) { return !environment(name).empty(); });
}

/// Makes it in `parent`, or, if that is "", wherever memory can be; none if that cannot be.
/// Under the name that primebench's own has, so that the next of either to come to this host
/// removes what was left by processes that are no more.
void make(std::optional<Scratch>& directory, const std::string& parent) {
  constexpr const char* kName = "primebench-program";
  try {
    if (parent.empty())
      directory.emplace(kName);
    else
      directory.emplace(kName, parent);
  } catch (const std::system_error&) {  // Then Open MPI finds a place, or says why there is none.
  }
}

/// What the daemon of Open MPI on this host keeps while it runs: /tmp/ompi.HOST.USER/jf.JOB, or
/// from version 5 on /tmp/prte.HOST.USER/JOB. Empty: something else has started this.
fs::path daemon_directory() {
  const fs::path path = environment("PMIX_SERVER_TMPDIR");
  const std::string parent = path.parent_path().filename().string();
  return parent.starts_with("ompi.") || parent.starts_with("prte.") ? path : fs::path();
}

/// Of a daemon that was killed too. One that lives removes its own, and so does one that ends in
/// order: it is over only then.
void remove_after(const Fd& daemon, const fs::path& directory) {
  constexpr int kPatienceMs = 3000;
  pollfd ended = {daemon.get(), POLLIN, 0};
  if (directory.empty() || !daemon || ::poll(&ended, 1, kPatienceMs) <= 0)
    return;
  std::error_code ignored;
  fs::remove_all(directory, ignored);
  fs::remove(directory.parent_path(), ignored);  // If no other job of the user's is there.
}

/// Makes the directory and writes its path to `made`: nothing if there is none. Waits until nobody
/// has the other end of `ended` any more, or a byte comes, and removes it; without that byte what
/// the daemon has left too. In a group of its own: whoever ends a rank kills the rank's group.
void keep_directory(Fd ended, Fd made, const Fd& daemon) {
  ::prctl(PR_SET_PDEATHSIG, 0);  // First: there must be nothing yet that nobody would remove.
  ::signal(SIGTERM, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  ::signal(SIGPIPE, SIG_IGN);
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(nothing.get(), standard);  // Else the launcher would wait for the end of these.
  std::optional<Scratch> directory;
  make(directory, "");
  if (!directory)
    return;
  try {
    write_all(made.get(), directory->path(), "a pipe");
  } catch (const std::system_error&) {  // The reader has been killed: `ended` tells it too.
  }
  made.reset();
  char byte = 0;
  ssize_t said = 0;
  while ((said = ::read(ended.get(), &byte, 1)) < 0 && errno == EINTR) {
  }
  directory.reset();
  if (said == 0)
    remove_after(daemon, daemon_directory());
}

}  // namespace

// Without a file there is no such memory: of the ways in which Open MPI shares some, "mmap" and
// "posix" have files, and "sysv" has segments that stay too. Where it puts them, /dev/shm, they
// stay whenever the launcher, or its daemon on that host, is killed, as at Ctrl-C.
SharedFiles::SharedFiles() {
  if (chosen_by_user())
    return;
  const std::string parent = primebench_scratch();
  if (parent.empty()) {
    start_keeper();
  } else {  // Goes with that.
    make(directory_, parent);
    path_ = directory_ ? directory_->path() : "";
  }
  if (path_.empty())
    return;
  for (const char* const name : kBackingVariables)
    ::setenv(name, path_.c_str(), 1);
}

// Whatever moment this process is killed in, somebody has to remove the directory. So it is the
// keeper's from its first moment on.
void SharedFiles::start_keeper() {
  constexpr std::size_t kLongestPath = 4096;
  Pipe pipe = make_pipe();
  Pipe made = make_pipe();
  // Open MPI's daemon on this host. Where the system has no such descriptor, what a killed one
  // keeps stays.
  const Fd daemon(static_cast<int>(::syscall(SYS_pidfd_open, ::getppid(), 0)));
  keeper_ = ChildProcess::fork(
      [&] {
        pipe.write_end.reset();
        keep_directory(std::move(pipe.read_end), std::move(made.write_end), daemon);
      },
      ChildProcess::Group::kOwn);
  alive_ = std::move(pipe.write_end);
  made.write_end.reset();
  path_ = read_to_end(made.read_end.get(), kLongestPath, "a pipe");
}

SharedFiles::~SharedFiles() {
  if (!keeper_ || path_.empty())
    return;
  try {
    write_all(alive_.get(), "e", "a pipe");
    keeper_.wait();
  } catch (const std::system_error&) {  // Somebody has killed the keeper.
  }
}

void SharedFiles::hide() {
  if (path_.empty())
    return;
  std::error_code failed;
  for (fs::directory_iterator entry(path_, failed), end; !failed && entry != end;
       entry.increment(failed))
    hidden_.push_back(entry->path().string());
  for (const std::string& file : hidden_)  // Without the directory its name would be free.
    fs::remove_all(file, failed);
}

// Open MPI prints four lines of complaint for a file that it cannot remove at the end.
void SharedFiles::show() const {
  for (const std::string& file : hidden_)
    const Fd made(::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

}  // namespace primebench::mpi
