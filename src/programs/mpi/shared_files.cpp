#include "programs/mpi/shared_files.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
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

/// Under the name that primebench's own has, so that the next of either to come to this host
/// removes what was left by processes that are no more.
std::unique_ptr<Scratch> make_directory(const std::string& parent) {
  constexpr const char* kName = "primebench-program";
  for (const char* const name : kBackingVariables) {
    if (!environment(name).empty())
      return nullptr;
  }
  try {
    return parent.empty() ? std::make_unique<Scratch>(kName)
                          : std::make_unique<Scratch>(kName, parent);
  } catch (const std::system_error&) {  // Then Open MPI finds a place, or says why there is none.
    return nullptr;
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

/// Waits until nobody has the other end of `ended` any more. In a group of its own: whoever ends
/// a rank kills the rank's group. Closes `ready` as soon as its parent's death is not its own.
void remove_at_end(Fd ended, Fd ready, const std::string& path, const Fd& daemon) {
  ::prctl(PR_SET_PDEATHSIG, 0);
  ::signal(SIGTERM, SIG_IGN);
  ::signal(SIGHUP, SIG_IGN);
  ready.reset();
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  for (const int standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::dup2(nothing.get(), standard);  // Else the launcher would wait for the end of these.
  char byte = 0;
  while (::read(ended.get(), &byte, 1) < 0 && errno == EINTR) {
  }
  std::error_code ignored;
  fs::remove_all(path, ignored);
  remove_after(daemon, daemon_directory());
}

}  // namespace

// Without a file there is no such memory: of the ways in which Open MPI shares some, "mmap" and
// "posix" have files, and "sysv" has segments that stay too. Where it puts them, /dev/shm, they
// stay whenever the launcher, or its daemon on that host, is killed, as at Ctrl-C.
SharedFiles::SharedFiles() {
  const std::string parent = primebench_scratch();
  directory_ = make_directory(parent);
  if (!directory_)
    return;
  for (const char* const name : kBackingVariables)
    ::setenv(name, directory_->path().c_str(), 1);
  if (!parent.empty())  // Goes with that.
    return;
  Pipe pipe = make_pipe();
  Pipe ready = make_pipe();
  // Open MPI's daemon on this host. Where the system has no such descriptor, what a killed one
  // keeps stays.
  const Fd daemon(static_cast<int>(::syscall(SYS_pidfd_open, ::getppid(), 0)));
  remover_ = ChildProcess::fork(
      [&] {
        pipe.write_end.reset();
        remove_at_end(std::move(pipe.read_end), std::move(ready.write_end), directory_->path(),
                      daemon);
      },
      ChildProcess::Group::kOwn);
  alive_ = std::move(pipe.write_end);
  // Before there is anything to remove.
  ready.write_end.reset();
  char nothing = 0;
  read_full(ready.read_end.get(), &nothing, sizeof nothing, "a pipe");
}

SharedFiles::~SharedFiles() = default;

void SharedFiles::hide() {
  if (!directory_)
    return;
  std::error_code failed;
  for (fs::directory_iterator entry(directory_->path(), failed), end; !failed && entry != end;
       entry.increment(failed))
    hidden_.push_back(entry->path().string());
  fs::remove_all(directory_->path(), failed);
}

// Open MPI prints four lines of complaint for a file that it cannot remove at the end.
void SharedFiles::show() const {
  if (hidden_.empty())
    return;
  std::error_code ignored;
  fs::create_directory(directory_->path(), ignored);
  for (const std::string& file : hidden_)
    const Fd made(::open(file.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
}

}  // namespace primebench::mpi
