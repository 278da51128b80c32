#include "programs/mpi/rank.hpp"

#include <fmt/core.h>
#include <sys/prctl.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "modes/program_protocol.hpp"
#include "programs/mpi/communicator.hpp"
#include "programs/mpi/guarded.hpp"
#include "programs/mpi/master.hpp"
#include "programs/mpi/patience.hpp"
#include "programs/mpi/processor.hpp"
#include "programs/mpi/shared_files.hpp"
#include "programs/mpi/this_host.hpp"
#include "programs/mpi/work.hpp"

namespace primebench::mpi {
namespace {

/// Something is wrong with a host that may be another one.
struct HostError : Error {
  HostError(std::string_view host, std::string_view what)
      : Error(fmt::format("{}{}: {}", kOwnWords, host, what)) {}
};

Introduction introduction() {
  Introduction own;
  const std::string host = this_host();
  static_assert(sizeof kVersion < sizeof own.version);
  std::memcpy(own.version.data(), kVersion, sizeof kVersion);
  std::memcpy(own.host.data(), host.data(), std::min(host.size(), own.host.size() - 1));
  return own;
}

void require_one_version(const std::vector<Introduction>& all) {
  for (const Introduction& one : all) {
    const std::string version(one.version.data());
    if (version != kVersion)
      throw HostError(one.host.data(), fmt::format("it has primebench {}, and {} has {}", version,
                                                   this_host(), kVersion));
  }
}

/// One line; false at the end of the input.
bool read_line(std::string& line) { return static_cast<bool>(std::getline(std::cin, line)); }

/// To the front, at once.
void say(const std::string& line) { std::cout << kOwnLine << line << '\n' << std::flush; }

std::string read_batch() {
  std::string text;
  std::string line;
  while (read_line(line)) {
    text.append(line).append("\n");
    if (line == "end")
      return text;
  }
  throw Error("mpirun did not hand on the batch");
}

void tell_log(Master& master) {
  master.read_clocks();
  for (const std::string& words : master.clock_words())
    std::cout << kOwnLine << kWords << words << '\n';
  for (const LoggedTask& one : master.log())
    std::cout << fmt::format("{}log {} {} {} {}\n", kOwnLine, one.task, one.start_ns, one.end_ns,
                             one.worker);
}

void be_master(const Communicator& ranks, const std::vector<Introduction>& introductions,
               const std::vector<Processor>& processors, const Work& work) {
  Master master(ranks, introductions, work.workload());
  if (work.logs())
    master.read_clocks();
  say(fmt::format("at {}", this_host()));
  say(fmt::format("ready kernel={} hosts={}", work.kernel(), master.hosts().size()));
  for (std::string line; line != "end";) {
    if (!read_line(line))
      throw Error("mpirun closed the standard input of rank 0");
    if (line == "clock") {
      say(fmt::format("clock {}", now_ns()));
    } else if (line == "go") {
      const BatchResult result = master.run([&work](std::uint64_t task) { return work.run(task); });
      say(fmt::format("done {} {} {}", result.tasks, result.sum, master.workers()));
    }
  }
  if (work.logs())
    tell_log(master);
  if (work.batch().tell_hosts) {
    for (const ToldHost& host : master.told_hosts(processors))
      std::cout << kOwnLine << host_text(host) << '\n';
  }
  say("logged");
  master.dismiss();
}

/// Waits for it, with patience.
std::uint64_t next_task(Stream<std::uint64_t>& tasks) {
  for (const Patience patience; true; patience.rest()) {
    if (const auto task = tasks.next())
      return *task;
  }
}

/// Runs tasks of rank 0's and sends it the answers.
class AnsweringWorker {
 public:
  AnsweringWorker(const Communicator& ranks, const Work& work)
      : ranks_(ranks), work_(work), message_(sizeof(Answered) + work.batch().payload_bytes) {
    if (work.batch().payload_bytes != 0)
      input_.emplace(0, kInputTag, work.batch().payload_bytes);
  }

  void run(std::uint64_t task) {
    if (!input_) {
      ranks_.send(0, kAnswerTag, work_.run(task));
      return;
    }
    for (const Patience patience; !input_->came();)
      patience.rest();
    const Answered answered =
        work_.run(task, input_->bytes().data(), message_.data() + sizeof(Answered));
    std::memcpy(message_.data(), &answered, sizeof answered);
    ranks_.send(0, kAnswerTag, std::span<const std::byte>(message_));
  }

 private:
  const Communicator& ranks_;
  const Work& work_;
  std::optional<Expected> input_;
  std::vector<std::byte> message_;
};

void be_worker(const Communicator& ranks, const Work& work) {
  Stream<std::uint64_t> tasks(0, kTaskTag);
  AnsweringWorker worker(ranks, work);
  while (true) {
    const std::uint64_t task = next_task(tasks);
    if (task == kNoTask)
      return;
    if (task != kAskClock) {
      worker.run(task);
      continue;
    }
    for (int i = 0; i < kClockReadings; ++i) {
      (void)ranks.receive_at_once<std::int64_t>(0, kClockTag);
      ranks.send(0, kClockTag, now_ns());
    }
  }
}

void take_part(SharedFiles& files) {
  const Communicator ranks;
  try {
    const std::vector<Introduction> introductions = ranks.gather(introduction());
    require_one_version(introductions);
    ranks.meet_neighbours();
    files.hide();
    const bool is_master = ranks.rank() == 0;
    const Work work(ranks.spread(is_master ? read_batch() : ""), is_master);
    const std::vector<Processor> processors = ranks.gather(this_processor());  // All are ready.
    if (is_master)
      be_master(ranks, introductions, processors, work);
    else
      be_worker(ranks, work);
    files.show();
  } catch (const HostError& error) {
    std::cerr << error.what() << std::endl;
    Communicator::abort();
  } catch (const std::exception& error) {  // The others wait: MPI has to end them.
    std::cerr << kOwnWords << this_host() << ": " << error.what() << std::endl;
    Communicator::abort();
  }
}

}  // namespace

int run_rank() {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // mpirun, or its daemon on this host.
  ::prctl(PR_SET_TIMERSLACK, 1UL);     // Nanoseconds; else pauses end up to 50 us late.
  SharedFiles files;
  return run_guarded([&files] { take_part(files); });
}

}  // namespace primebench::mpi
