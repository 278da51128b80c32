#include "programs/mpi/front.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string_view>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/program_mode.hpp"
#include "modes/program_protocol.hpp"
#include "programs/mpi/clocks.hpp"
#include "programs/mpi/conversation.hpp"
#include "programs/mpi/launch.hpp"
#include "programs/mpi/launch_failure.hpp"
#include "programs/mpi/launched.hpp"
#include "programs/mpi/log_file.hpp"
#include "programs/mpi/loopback.hpp"
#include "programs/mpi/this_host.hpp"
#include "sys/limits.hpp"

namespace primebench::mpi {
namespace {

/// How long hosts may take until all ranks are there.
constexpr std::int64_t kLaunchPatienceNs = 4'400'000'000;
constexpr std::int64_t kPatiencePerHostNs = 20'000'000;
/// On this host alone nothing but a limit keeps ranks from being there; where none is near, the
/// machine may be slow.
constexpr std::int64_t kPatienceHereNs = 12'000'000'000;
constexpr std::int64_t kPatiencePerRankNs = 100'000'000;

/// MPI counts the bytes of a message with an int; an answer has some more than its output.
constexpr std::size_t kMostPayload = (std::size_t{1} << 31U) - 4096;

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The user's own choice of a remote shell, which our agent then calls.
std::string chosen_agent() {
  for (const char* name : {"OMPI_MCA_plm_rsh_agent", "PRTE_MCA_plm_ssh_agent"}) {
    if (std::string agent = environment(name); !agent.empty())
      return agent;
  }
  return "";
}

ProgramBatch read_batch() {
  BatchReader reader;
  std::string line;
  while (std::getline(std::cin, line)) {
    if (reader.take(line))
      return reader.batch();
  }
  throw Error("the batch has no end");
}

/// What the launcher says of itself.
unsigned version_of(const std::string& launcher) {
  Pipe out = make_pipe();
  const Fd nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  ChildProcess child;
  try {
    child = ChildProcess::execute({launcher, "--version"}, nothing.get(), out.write_end.get(),
                                  nothing.get(), ChildProcess::Group::kInherited, -1);
  } catch (const std::system_error& error) {
    throw Error(
        fmt::format("{}; install the Debian package openmpi-bin, or name the launcher "
                    "with --launcher",
                    error.what()));
  }
  out.write_end.reset();
  const std::string text = read_to_end(out.read_end.get(), 4096, "mpirun --version");
  child.wait();
  return version_in(text);
}

void say(const std::string& line) { std::cout << line << '\n' << std::flush; }

void await(std::string_view word) {
  std::string line;
  if (!std::getline(std::cin, line) || line != word)
    throw Error(fmt::format("{} is not \"{}\"", in_quotes(line), word));
}

/// What stands behind `word` in the line. Throws Error if it begins otherwise.
std::string_view rest_of(std::string_view line, std::string_view word) {
  if (!line.starts_with(word))
    throw Error(fmt::format("rank 0 said {}", in_quotes(line)));
  return line.substr(word.size());
}

class Front {
 public:
  Front(const ProgramBatch& batch, const std::string& own_file)
      : batch_(batch),
        log_(LogFile::open()),
        stays_here_(is_open_mpi(batch.machines.launcher) &&
                    stays_here(batch.machines, this_host())),
        limits_(stays_here_ ? low_limits(batch.pool) : ""),
        launched_(command(batch, own_file), this_host(), limits_),
        text_(fmt::format("log {}\n", log_ ? std::to_string(log_->spacing_bits()) : "none")
                  .append(batch_text(batch))) {}

  void converse() {
    get_ready();
    await("go");
    began_ns_ = now_ns();
    launched_.send("go\n");
    const std::string done = launched_.next_line();
    (void)rest_of(done, "done ");
    ended_ns_ = now_ns();
    say(done);
    if (before_)
      after_ = rank_0s_clock();
    await("end");
    launched_.send("end\n");
    for (std::string line; (line = launched_.next_line()) != "logged";) {
      if (batch_.tell_hosts && line.starts_with("host "))
        say(line);
      else if (line.starts_with(kWords))
        std::cerr << "primebench-mode-mpi: " << line.substr(kWords.size()) << std::endl;
      else if (log_)
        log_->note(rest_of(line, "log "), [this](std::int64_t time_ns) { return here(time_ns); });
    }
    launched_.finish();
  }

 private:
  std::vector<std::string> command(const ProgramBatch& batch, const std::string& own_file) const {
    const Machines machines = batch.machines;
    const std::vector<std::string> words = words_of(machines.launcher);
    const std::string program = words.empty() ? "mpirun" : words.front();
    const std::string scratch = environment(kScratchVariable);
    if (!scratch.empty())  // Where Open MPI keeps its files.
      ::setenv("TMPDIR", scratch.c_str(), 1);
    Surroundings where = {.own_file = own_file,
                          .host = this_host(),
                          .agent = chosen_agent(),
                          .is_root = ::geteuid() == 0};
    if (is_open_mpi(machines.launcher)) {
      where.version = version_of(program);
      if (!stays_here_)
        use_all_interfaces();
    }
    return launch_command(machines, std::max<std::size_t>(1, batch.pool), where);
  }

  void get_ready() {
    launched_.send(text_);
    const std::string at = launched_.next_line(deadline());
    if (at.empty() && stays_here_)
      throw Error(fmt::format("host {}: {}{}", this_host(), could_not_start(limits_),
                              limits_.empty() ? ", or --timeout for more time" : ""));
    if (at.empty())
      throw Error(
          fmt::format("{}: no answer in time; can it open connections to {}? --timeout "
                      "gives it more",
                      other_hosts(batch_.machines, this_host()), this_host()));
    const std::string ready = launched_.next_line();
    (void)rest_of(ready, "ready ");
    launched_.started();
    if (log_ && rest_of(at, "at ") != this_host())
      before_ = rank_0s_clock();
    say(ready);
  }

  /// 0: someone else limits the time, or nothing is known of the launcher.
  [[nodiscard]] std::int64_t deadline() const {
    const bool known = is_open_mpi(batch_.machines.launcher);
    if (batch_.patient || !known)
      return 0;
    const auto hosts = static_cast<std::int64_t>(batch_.machines.hosts.size());
    const auto ranks = static_cast<std::int64_t>(batch_.pool);
    if (stays_here_)
      return now_ns() + (limits_.empty() ? kPatienceHereNs : kLaunchPatienceNs) +
             ranks * kPatiencePerRankNs;
    return now_ns() + kLaunchPatienceNs + hosts * kPatiencePerHostNs;
  }

  /// How far the clock of rank 0's host is ahead of this one's now.
  ClockOffset rank_0s_clock() {
    std::array<ClockReading, 16> readings;
    for (ClockReading& one : readings) {
      one.asked_ns = now_ns();
      launched_.send("clock\n");
      const std::string line = launched_.next_line();
      one.answered_ns = now_ns();
      one.theirs_ns = std::stoll(std::string(rest_of(line, "clock ")));
    }
    return offset_of(readings);
  }

  /// What this host's clock showed in the batch when rank 0's showed that.
  [[nodiscard]] std::int64_t here(std::int64_t time_ns) const {
    if (!before_)
      return time_ns;
    // Nothing began before it was told to, or ended after it had said so: surer than any clock.
    return std::clamp(on_asking_clock(time_ns, *before_, after_), began_ns_, ended_ns_);
  }

  const ProgramBatch& batch_;  // Of the caller's.
  std::optional<LogFile> log_;
  bool stays_here_;     ///< Open MPI starts all workers on this host.
  std::string limits_;  ///< Then what may keep some from being started.
  Launched launched_;
  std::string text_;
  std::optional<ClockOffset> before_;  ///< Of rank 0's host, if that is another one.
  ClockOffset after_;                  ///< Likewise, when the batch is done.
  std::int64_t began_ns_ = 0;
  std::int64_t ended_ns_ = 0;
};

}  // namespace

int run_front(const std::string& mode, const std::string& own_file) {
  try {
    if (mode != "mpi")
      throw Error(fmt::format("there is no mode {}", in_quotes(mode)));
    const ProgramBatch batch = read_batch();
    if (batch.payload_bytes > kMostPayload)
      throw Error("a message of MPI has less than 2 GiB; use a smaller --payload");
    Front(batch, own_file).converse();
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {  // The other side of the pipe gets it as a line.
    say(fmt::format("error {}", error.what()));
    return EXIT_FAILURE;
  }
}

}  // namespace primebench::mpi
