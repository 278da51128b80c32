#include "support/command.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {
namespace {

constexpr unsigned kLongestSeconds = 60;

/// In the child: files for its output, the alarm that ends a hang, and exec.
[[noreturn]] void become(const std::vector<std::string>& arguments,
                         const std::filesystem::path& directory,
                         const std::vector<std::string>& environment, const std::string& out,
                         const std::string& err) {
  const int flags = O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC;
  ::dup2(::open("/dev/null", O_RDONLY | O_CLOEXEC), STDIN_FILENO);
  ::dup2(::open(out.c_str(), flags, 0600), STDOUT_FILENO);
  ::dup2(::open(err.c_str(), flags, 0600), STDERR_FILENO);
  for (const std::string& entry : environment)
    ::putenv(const_cast<char*>(entry.c_str()));
  if (::chdir(directory.c_str()) != 0)
    ::_exit(126);
  ::alarm(kLongestSeconds);
  ::close_range(3, ~0U, CLOSE_RANGE_CLOEXEC);  // Whatever this process has inherited.
  std::vector<char*> argv;
  for (const std::string& argument : arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

}  // namespace

CommandResult run_command(const std::vector<std::string>& arguments,
                          const std::filesystem::path& directory,
                          const std::vector<std::string>& environment) {
  // Files, not pipes: a program that prints much cannot block, and an orphan that
  // keeps them open cannot hang the test.
  const TempDir output;
  const std::string out = output / "out";
  const std::string err = output / "err";
  const pid_t pid = ::fork();
  if (pid < 0)
    throw_errno("cannot fork");
  if (pid == 0)
    become(arguments, directory, environment, out, err);
  int status = 0;
  ::waitpid(pid, &status, 0);
  CommandResult result;
  result.status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  result.out = read_file(out);
  result.err = read_file(err);
  if (result.status == 128 + SIGALRM)
    throw Error("took longer than a minute: " + arguments.front());
  return result;
}

CommandResult run_primebench(const std::vector<std::string>& arguments,
                             const std::filesystem::path& directory,
                             const std::vector<std::string>& environment) {
  std::vector<std::string> all = {PRIMEBENCH_BINARY};
  all.insert(all.end(), arguments.begin(), arguments.end());
  return run_command(all, directory, environment);
}

CommandResult run_shell(const std::string& line, const std::filesystem::path& directory,
                        const std::vector<std::string>& environment) {
  std::vector<std::string> all = environment;
  all.emplace_back("PRIMEBENCH=" PRIMEBENCH_BINARY);
  return run_command({"bash", "-c", line}, directory, all);
}

}  // namespace primebench::test
