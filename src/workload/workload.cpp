#include "workload/workload.hpp"

#include <algorithm>
#include <bit>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <utility>

#include "core/clock.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

/// Some milliseconds of dividing, so that whoever watches sees a long task advance.
constexpr std::uint64_t kPiece = 1U << 24;

/// A fraction of a millisecond with most kernels and processors, two at worst: the time for which a
/// thread that has asked for the interpreter lock goes on waiting.
constexpr std::uint64_t kLockedPiece = 1U << 16;

/// Sleeps until the clock has reached the deadline: an interrupted sleep goes on
/// without growing longer.
void sleep_until(std::int64_t deadline_ns) noexcept {
  constexpr std::int64_t kSecond = 1'000'000'000;
  timespec deadline{};
  deadline.tv_sec = deadline_ns / kSecond;
  deadline.tv_nsec = deadline_ns % kSecond;
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &deadline, nullptr) == EINTR) {
  }
}

/// What an output takes from one thread to another: the answer and, behind it, the bytes.
std::byte* new_parcel(std::size_t bytes) { return new std::byte[sizeof(Answer) + bytes]; }

/// The answer that a parcel is handed on as.
Answer address_of(const std::byte* parcel) {
  static_assert(sizeof(Answer) == sizeof parcel);
  return std::bit_cast<Answer>(parcel);
}

/// The batch with one number in the place of its numbers, whatever says what these are.
TaskBatch of_equal_tasks(TaskBatch batch, std::uint64_t number) {
  batch.number = number;
  batch.mix = Mix();
  batch.numbers = nullptr;
  return batch;
}

}  // namespace

Workload::Workload(const TaskBatch& batch, const Kernel& kernel, TaskLog log, InterpreterLock* lock)
    : batch_(batch),
      kernel_name_(kernel.name),
      find_divisor_(kernel.find_divisor),
      piece_(lock == nullptr ? kPiece : kLockedPiece),
      log_(log),
      lock_(lock),
      division_(division_for(batch.number)) {
  if (batch.mix == Mix() && batch.numbers == nullptr)
    return;
  Unequal unequal;
  if (batch.numbers != nullptr) {
    unequal.divisions.reserve(batch.tasks);
    for (const std::uint64_t number : batch.numbers->numbers())
      unequal.divisions.push_back(division_for(number));
    unequal_ = std::make_shared<const Unequal>(std::move(unequal));
    return;
  }
  for (const std::uint64_t prime : primes_of(batch))
    unequal.divisions.push_back(division_for(prime));
  unequal.sizes = lay_out(unequal.divisions.size(), batch.tasks, batch.order, batch.seed);
  unequal_ = std::make_shared<const Unequal>(std::move(unequal));
}

Workload::Workload(const TaskBatch& batch, std::span<const std::uint64_t> numbers,
                   const Kernel& kernel, TaskLog log, InterpreterLock* lock)
    : Workload(of_equal_tasks(batch, numbers.front()), kernel, log, lock) {
  if (numbers.size() == 1)
    return;
  Unequal unequal;
  unequal.divisions.reserve(numbers.size());
  for (const std::uint64_t number : numbers)
    unequal.divisions.push_back(division_for(number));
  unequal_ = std::make_shared<const Unequal>(std::move(unequal));
}

Workload::Division Workload::division_for(std::uint64_t number) const noexcept {
  Division division = {
      .number = number, .last = static_cast<std::uint32_t>(integer_sqrt(number)), .plain = false};
  division.plain = number >= 2 && batch_.io_delay.count() == 0 && lock_ == nullptr &&
                   division.count() <= piece_ && batch_.payload_bytes == 0;
  return division;
}

double Workload::steps(std::size_t task) const noexcept {
  return static_cast<double>(std::max(division_of(task).last, 1U));
}

Answer Workload::run_steps(std::size_t task, const std::byte* input, std::byte* output) const {
  TaskSteps steps(*this, task, input, output);
  while (steps.advance())
    sleep_until(now_ns() + batch_.io_delay.count());
  return steps.answer();
}

Answer Workload::received(Answer answer, std::span<const std::byte> output) const {
  const HoldInterpreterLock lock(lock_);
  return answer + PayloadSource::receipt(output);
}

Answer Workload::parcel(Answer answer, std::span<const std::byte> output) const {
  std::byte* const parcel = new_parcel(output.size());
  std::memcpy(parcel, &answer, sizeof answer);
  std::memcpy(parcel + sizeof answer, output.data(), output.size());
  return address_of(parcel);
}

Answer Workload::unpacked(Answer parcel) const {
  const std::unique_ptr<const std::byte[]> bytes(std::bit_cast<const std::byte*>(parcel));
  Answer answer = 0;
  std::memcpy(&answer, bytes.get(), sizeof answer);
  return received(answer, {bytes.get() + sizeof answer, batch_.payload_bytes});
}

bool TaskSteps::advance() {
  const Workload& w = workload_;
  if (waits_ == 0)
    w.log_.begin(task_);
  else if (waits_since_ != 0)
    w.log_.pauses().note(task_, PauseKind::kWait, waits_since_, now_ns());
  if (w.batch_.io_delay.count() == 0) {
    divide(2, division_.last);
    end();
    return false;
  }
  const std::uint64_t third = 1 + division_.count() / 3;
  const std::uint64_t half = 1 + division_.count() / 2;
  switch (waits_) {
    case 0:
      break;
    case 1:
      divide(2, third);
      break;
    case 2:
      divide(third + 1, half);
      break;
    case 3:
      divide(half + 1, division_.last);
      break;
    default:
      end();
      return false;
  }
  ++waits_;
  if (w.log_.pauses().enabled())
    waits_since_ = now_ns();
  return true;
}

void TaskSteps::end() {
  const Workload& w = workload_;
  if (const std::size_t bytes = w.batch_.payload_bytes; bytes != 0) {
    const HoldInterpreterLock lock(w.lock_);
    const auto input = input_ == nullptr ? w.input(task_) : std::span(input_, bytes);
    std::byte* const parcel = output_ == nullptr ? new_parcel(bytes) : nullptr;
    std::byte* const output = output_ == nullptr ? parcel + sizeof(Answer) : output_;
    const Answer answer = divisor() + w.batch_.payload_source->exchange(task_, input, output);
    if (parcel != nullptr)
      std::memcpy(parcel, &answer, sizeof answer);
    exchanged_ = parcel == nullptr ? answer : address_of(parcel);
  }
  w.log_.end(task_);
}

Answer TaskSteps::answer() const noexcept {
  return workload_.batch_.payload_bytes == 0 ? divisor() : exchanged_;
}

Answer TaskSteps::divisor() const noexcept {
  if (divisor_ != 0)
    return divisor_;
  return division_.number < 2 ? 0 : division_.number;
}

void TaskSteps::divide(std::uint64_t first, std::uint64_t last) {
  const Workload& w = workload_;
  const bool watched = w.lock_ != nullptr && w.log_.pauses().enabled();
  std::int64_t since = watched ? now_ns() : 0;
  const auto note_pause = [&] {
    constexpr std::int64_t kShortest = 1'000;  // Of a lock that was free.
    const std::int64_t now = now_ns();
    if (now - since >= kShortest)
      w.log_.pauses().note(task_, PauseKind::kLock, since, now);
  };
  {
    HoldInterpreterLock lock(w.lock_);
    if (watched)
      note_pause();
    for (; divisor_ == 0 && first <= last; first += w.piece_) {
      const std::uint64_t end = std::min(last, first + w.piece_ - 1);
      divisor_ = w.find_divisor_(division_.number, first, end);
      if (end != last) {
        w.log_.note_steps(task_, static_cast<std::uint32_t>(end));
        since = watched ? now_ns() : 0;
        lock.yield_if_asked();
        if (watched)
          note_pause();
      }
    }
    since = watched ? now_ns() : 0;
  }
  if (watched)
    note_pause();  // Who lets go waits until another has it, if that has asked.
}

}  // namespace primebench
