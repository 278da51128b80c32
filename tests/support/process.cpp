#include "support/process.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <map>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

struct Status {
  pid_t parent = 0;
  char state = '?';
};

/// From /proc/PID/stat: "PID (name) state parent ...", where the name may have blanks.
Status status_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos)
    return {};
  Status status;
  status.state = line[name_end + 2];
  status.parent = std::stoi(line.substr(name_end + 4));
  return status;
}

std::multimap<pid_t, pid_t> children_by_parent() {
  std::multimap<pid_t, pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos)
      continue;
    const pid_t pid = std::stoi(name);
    const Status status = status_of(pid);
    if (status.state != 'Z' && status.state != '?')
      found.emplace(status.parent, pid);
  }
  return found;
}

}  // namespace

std::vector<pid_t> descendants(pid_t pid) {
  const auto by_parent = children_by_parent();
  std::vector<pid_t> found = {pid};
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto [first, last] = by_parent.equal_range(found[i]);
    for (auto child = first; child != last; ++child)
      found.push_back(child->second);
  }
  found.erase(found.begin());
  return found;
}

std::vector<pid_t> children(pid_t pid) {
  std::vector<pid_t> found;
  const auto by_parent = children_by_parent();
  const auto [first, last] = by_parent.equal_range(pid);
  std::transform(first, last, std::back_inserter(found),
                 [](const auto& entry) { return entry.second; });
  std::sort(found.begin(), found.end());
  return found;
}

std::string told_of(pid_t pid, const std::string& name) {
  // Not by a stream, which throws when the process ends between opening and reading.
  const Fd file(
      ::open(("/proc/" + std::to_string(pid) + "/" + name).c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(4096, '\0');
  const ssize_t got = ::read(file.get(), text.data(), text.size());
  text.resize(got < 0 ? 0 : static_cast<std::size_t>(got));
  return text;
}

bool is_alive(pid_t pid) {
  const char state = status_of(pid).state;
  return state != '?' && state != 'Z';
}

bool wait_until(const std::function<bool()>& condition, int milliseconds) {
  const std::int64_t deadline = now_ns() + std::int64_t{1'000'000} * milliseconds;
  while (!condition()) {
    if (now_ns() > deadline)
      return false;
    ::usleep(2'000);
  }
  return true;
}

Process::Process(const std::vector<std::string>& arguments,
                 const std::filesystem::path& directory) {
  const std::string out = directory / "out";
  const std::string err = directory / "err";
  pid_ = ::fork();
  if (pid_ < 0)
    throw_errno("cannot fork");
  if (pid_ == 0) {
    ::setpgid(0, 0);
    const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
    ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
    ::dup2(::open(out.c_str(), flags, 0600), STDOUT_FILENO);
    ::dup2(::open(err.c_str(), flags, 0600), STDERR_FILENO);
    std::vector<char*> argv;
    for (const std::string& argument : arguments)
      argv.push_back(const_cast<char*>(argument.c_str()));
    argv.push_back(nullptr);
    if (::chdir(directory.c_str()) == 0)
      ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
}

Process::~Process() {
  if (ended_)
    return;
  const std::vector<pid_t> below = descendants(pid_);
  ::kill(pid_, SIGKILL);
  for (const pid_t pid : below)
    ::kill(pid, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  for (const pid_t pid : below)  // Ours now, if this process is a subreaper.
    ::waitpid(pid, nullptr, 0);
}

void Process::signal(int number) const { ::kill(pid_, number); }

int Process::wait(int milliseconds) {
  int status = 0;
  if (!wait_until([&] { return ::waitpid(pid_, &status, WNOHANG) == pid_; }, milliseconds))
    return -1;
  ended_ = true;
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace primebench::test
