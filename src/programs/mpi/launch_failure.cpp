#include "programs/mpi/launch_failure.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "programs/mpi/conversation.hpp"

namespace primebench::mpi {
namespace {

constexpr std::size_t kLongest = 300;

/// What stands behind `mark` on its line, up to `end` or the line's end; empty: there is no mark.
std::string_view behind(std::string_view text, std::string_view mark, std::string_view end = "\n") {
  const std::size_t at = text.find(mark);
  if (at == std::string_view::npos)
    return {};
  std::string_view rest = text.substr(at + mark.size());
  rest = rest.substr(0, rest.find('\n'));
  rest = rest.substr(0, rest.find(end));
  const std::size_t first = rest.find_first_not_of(' ');
  const std::size_t last = rest.find_last_not_of(" .");
  return first == std::string_view::npos ? "" : rest.substr(first, last + 1 - first);
}

/// The host, as any of Open MPI's messages names one.
std::string_view host_in(std::string_view words) {
  if (const std::string_view lost = behind(words, "Remote daemon: "); !lost.empty())
    return behind(lost, "on node ", " ");
  constexpr auto kMarks = std::to_array<std::string_view>(
      {"Node: ", "Remote host: ", "Local host: ", "HostName: ", "hostname: ", "Host: "});
  for (const std::string_view mark : kMarks) {
    if (const std::string_view host = behind(words, mark); !host.empty())
      return host;
  }
  return behind(words, "on node ", " ");
}

/// The last line that is more than a frame.
std::string_view last_line(std::string_view words) {
  std::string_view last;
  while (!words.empty()) {
    const std::string_view line = words.substr(0, words.find('\n'));
    words.remove_prefix(std::min(line.size() + 1, words.size()));
    if (line.find_first_not_of("- \t*=") != std::string_view::npos)
      last = line;
  }
  return last;
}

bool any_of(std::string_view words, std::initializer_list<std::string_view> marks) {
  return std::any_of(marks.begin(), marks.end(),
                     [&](std::string_view mark) { return words.find(mark) != words.npos; });
}

std::string on_host(std::string_view host, std::string_view what) {
  return printable(fmt::format("host {}: {}", host, what), kLongest);
}

}  // namespace

std::string could_not_start(std::string_view limits) {
  return fmt::format("the launcher could not start all workers{}{}{}; use a smaller --pool",
                     limits.empty() ? "" : " (low limits: ", limits, limits.empty() ? "" : ")");
}

std::string reason_in(std::string_view words, std::string_view ended, std::string_view host,
                      std::string_view limits) {
  if (const std::string_view own = behind(words, kOwnWords); !own.empty())
    return printable(fmt::format("host {}", own), kLongest);
  const std::string_view named = host_in(words);
  const std::string_view where = named.empty() ? host : named;
  // With SIGKILL Open MPI also ends the other ranks, and now and then it is one of these that
  // its message names.
  if (const std::string_view signal = behind(words, " exited on signal "); !signal.empty())
    return on_host(where,
                   fmt::format("a worker was killed by signal {}{}", signal,
                               signal.starts_with("9 ")
                                   ? "; of several hosts another's may have been killed first"
                                   : ""));
  // Here the system refuses, whatever Open MPI takes that for.
  if (!limits.empty() && where == host)
    return on_host(where, could_not_start(limits));
  if (any_of(words, {"unable to find the specified executable", "could not access",
                     "unable to launch the specified application", "tried to fork a new process",
                     "unable to start the specified application"}))
    return on_host(where, "no primebench-mode-mpi that runs there is at the same path as here");
  if (any_of(words, {"lost communication", "connection to a remote daemon",
                     "unable to reliably start one or more daemons"}))
    return on_host(where, "lost: its Open MPI does not answer");
  if (any_of(words, {"not enough slots", "no available slots"}))
    return on_host(where, "the launcher has fewer slots than --pool workers");
  if (const std::string_view line = last_line(words); !line.empty())
    return on_host(where, fmt::format("the launcher {}: {}", ended, line));
  return on_host(where, fmt::format("the launcher {}", ended));
}

}  // namespace primebench::mpi
