// primebench-mode-idle: a program that is a mode and does nothing, for what talking to a
// program costs. It answers for primes without dividing.

#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

std::string unread;

/// The next line of standard input; the program ends with it.
std::string next_line() {
  for (;;) {
    if (const std::size_t end = unread.find('\n'); end != std::string::npos) {
      std::string line = unread.substr(0, end);
      unread.erase(0, end + 1);
      return line;
    }
    char bytes[4096];
    const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
    if (got <= 0)
      std::exit(1);
    unread.append(bytes, static_cast<std::size_t>(got));
  }
}

void say(const std::string& text) {
  if (::write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
    std::exit(1);
}

std::uint64_t number_in(const std::string& text) {
  return std::strtoull(text.c_str(), nullptr, 10);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--describe") {
    say("idle\tbaseline\tone\tdoes nothing\n");
    return 0;
  }
  std::uint64_t tasks = 0;
  std::uint64_t number = 0;
  for (std::string line = next_line(); line != "end"; line = next_line()) {
    if (line.starts_with("tasks "))
      tasks = number_in(line.substr(6));
    if (line.starts_with("numbers "))
      number = number_in(next_line());
  }
  const std::string done =
      "done " + std::to_string(tasks) + ' ' + std::to_string(number * tasks * tasks) + " 1\n";
  say("ready\n");
  next_line();
  say(done);
  next_line();
  return 0;
}
