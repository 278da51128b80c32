#include "programs/mpi/master.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "core/clock.hpp"
#include "core/quantity.hpp"
#include "programs/mpi/patience.hpp"
#include "programs/mpi/processor.hpp"

namespace primebench::mpi {

Master::Master(const Communicator& ranks, const std::vector<Introduction>& introductions,
               const Workload& workload)
    : ranks_(ranks),
      workload_(workload),
      answered_(kAnyRank, kAnswerTag, sizeof(Answered) + workload.payload_bytes()),
      answers_(introductions.size()) {
  if (workload.payload_bytes() != 0) {
    for (std::size_t rank = 0; rank < introductions.size(); ++rank)
      inputs_.emplace_back(kWindow);
  }
  host_of_.reserve(introductions.size());
  for (const Introduction& one : introductions) {
    const std::string name = one.host.data();
    const auto found = std::find_if(hosts_.begin(), hosts_.end(),
                                    [&](const Host& host) { return host.name == name; });
    const auto place = static_cast<std::size_t>(found - hosts_.begin());
    if (place == hosts_.size())
      hosts_.push_back({.name = name, .first_rank = static_cast<int>(host_of_.size())});
    host_of_.push_back(place);
  }
}

void Master::read_clocks() {
  std::vector<ClockOffset> offsets(hosts_.size());
  for (std::size_t host = 1; host < hosts_.size(); ++host) {
    const int rank = hosts_[host].first_rank;
    ranks_.send(rank, kTaskTag, kAskClock);
    std::array<ClockReading, kClockReadings> readings;
    for (ClockReading& one : readings) {
      one.asked_ns = now_ns();
      ranks_.send(rank, kClockTag, one.asked_ns);
      one.theirs_ns = ranks_.receive_at_once<std::int64_t>(rank, kClockTag);
      one.answered_ns = now_ns();
    }
    offsets[host] = offset_of(readings);
  }
  if (before_.empty())
    before_ = offsets;
  after_ = offsets;
}

std::vector<std::string> Master::clock_words() const {
  std::vector<std::string> words;
  for (std::size_t host = 1; host < after_.size(); ++host) {
    const auto ahead = static_cast<double>(after_[host].ahead_ns);
    words.push_back(fmt::format("clock of host {}: {} {}, to within {}", hosts_[host].name,
                                format_duration(std::abs(ahead)), ahead < 0 ? "behind" : "ahead",
                                format_duration(static_cast<double>(after_[host].bound_ns))));
  }
  return words;
}

BatchResult Master::run(const LocalWorker::RunTask& run_task) {
  began_ns_ = now_ns();
  if (answers_.size() == 1) {
    run_alone(run_task);
    return result_;
  }
  local_.emplace(run_task);
  for (std::size_t i = 0; i < kWindow; ++i) {
    for (std::size_t rank = 0; rank < answers_.size(); ++rank)
      hand_out(rank);
  }
  Patience patience;
  std::int64_t pause_ns = 0;
  while (result_.tasks < workload_.tasks()) {
    bool came = false;
    if (const auto answered = local_->take(pause_ns)) {
      note(0, *answered);
      came = true;
    }
    if (answered_.came()) {
      Answered answered;
      std::memcpy(&answered, answered_.bytes().data(), sizeof answered);
      note(static_cast<std::size_t>(answered_.sender()), answered,
           answered_.bytes().subspan(sizeof answered));
      came = true;
    }
    if (came)
      patience.reset();
    pause_ns = came ? 0 : patience.pause_ns();
  }
  local_.reset();
  return result_;
}

void Master::run_alone(const LocalWorker::RunTask& run_task) {
  for (; next_ < workload_.tasks(); ++next_)
    note(0, run_task(next_));
}

void Master::hand_out(std::size_t rank) {
  if (next_ == workload_.tasks())
    return;
  if (rank == 0) {
    local_->give(next_);
  } else {
    const int to = static_cast<int>(rank);
    if (!inputs_.empty())
      inputs_[rank].send(to, kInputTag, workload_.input(next_));
    ranks_.send(to, kTaskTag, next_);
  }
  ++next_;
}

/// `output` is what has come from another process.
void Master::note(std::size_t rank, const Answered& answered, std::span<const std::byte> output) {
  ++answers_[rank];
  if (answered.end_ns != 0)
    entries_.push_back({answered, rank, now_ns()});
  if (answers_.size() > 1)
    hand_out(rank);  // Before much data is read.
  result_.add(answered.task, output.empty() ? workload_.received(answered.answer)
                                            : workload_.received(answered.answer, output));
}

std::size_t Master::workers() const {
  return static_cast<std::size_t>(
      std::count_if(answers_.begin(), answers_.end(), [](std::uint64_t n) { return n > 0; }));
}

std::vector<std::size_t> Master::worker_numbers() const {
  std::vector<std::size_t> numbers(answers_.size());
  std::size_t next = 0;
  for (std::size_t host = 0; host < hosts_.size(); ++host) {
    for (std::size_t rank = 0; rank < answers_.size(); ++rank) {
      if (host_of_[rank] == host && answers_[rank] > 0)
        numbers[rank] = next++;
    }
  }
  return numbers;
}

std::vector<ToldHost> Master::told_hosts(const std::vector<Processor>& processors) const {
  std::vector<ToldHost> told;
  for (std::size_t host = 0; host < hosts_.size(); ++host) {
    std::vector<Processor> own;
    std::uint64_t workers = 0;
    for (std::size_t rank = 0; rank < answers_.size(); ++rank) {
      if (host_of_[rank] != host)
        continue;
      own.push_back(processors[rank]);
      workers += answers_[rank] > 0 ? 1 : 0;
    }
    told.push_back(told_host(hosts_[host].name, own, workers));
  }
  return told;
}

std::vector<LoggedTask> Master::log() const {
  const std::vector<std::size_t> numbers = worker_numbers();
  std::vector<LoggedTask> log;
  log.reserve(entries_.size());
  for (const Entry& entry : entries_) {
    const std::size_t host = host_of_[entry.rank];
    const auto here = [&](std::int64_t theirs_ns) {
      if (host == 0)
        return theirs_ns;
      // What came home had ended, and nothing began before the batch: surer than any clock.
      return std::clamp(on_asking_clock(theirs_ns, before_[host], after_[host]), began_ns_,
                        entry.received_ns);
    };
    log.push_back({.task = entry.answered.task,
                   .start_ns = here(entry.answered.start_ns),
                   .end_ns = here(entry.answered.end_ns),
                   .worker = numbers[entry.rank]});
  }
  return log;
}

void Master::dismiss() const {
  for (std::size_t rank = 1; rank < answers_.size(); ++rank)
    ranks_.send(static_cast<int>(rank), kTaskTag, kNoTask);
}

}  // namespace primebench::mpi
