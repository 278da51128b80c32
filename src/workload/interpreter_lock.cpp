#include "workload/interpreter_lock.hpp"

namespace primebench {

void InterpreterLock::take() {
  std::unique_lock lock(mutex_);
  while (held_) {
    const std::uint64_t before = switches_;
    const std::cv_status status = released_.wait_for(lock, kSwitchInterval);
    if (status == std::cv_status::timeout && held_ && switches_ == before)
      asked_.store(true, std::memory_order_relaxed);
  }
  held_ = true;
  asked_.store(false, std::memory_order_relaxed);
  if (holder_ != std::this_thread::get_id()) {
    holder_ = std::this_thread::get_id();
    ++switches_;
    switched_.notify_all();
  }
}

void InterpreterLock::release() {
  std::unique_lock lock(mutex_);
  held_ = false;
  released_.notify_one();
  // Whoever asked is still waiting, so there will be a switch.
  const std::uint64_t before = switches_;
  if (asked_.load(std::memory_order_relaxed))
    switched_.wait(lock, [&] { return switches_ != before; });
}

}  // namespace primebench
