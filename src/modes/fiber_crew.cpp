#include "modes/fiber_crew.hpp"

#include <algorithm>

namespace primebench {
namespace {

/// A thread's own first fiber and the one that chooses cannot leave it.
bool may_move(const FiberCrew::Fiber* fiber) {
  return !fiber->is_context(boost::fibers::type::pinned_context);
}

}  // namespace

void FiberCrew::push(std::size_t own, Fiber* fiber) {
  {
    const std::lock_guard lock(members_[own].mutex);
    members_[own].ready.push_back(fiber);
  }
  // A member counts itself before it looks at the queues for the last time: either it sees the
  // fiber or it is seen here.
  if (may_move(fiber))
    wake_one(own);
}

void FiberCrew::wake_one(std::size_t own) {
  if (sleepers_ == 0)
    return;
  for (std::size_t next = 1; next < members_.size(); ++next) {
    const std::size_t other = (own + next) % members_.size();
    if (members_[other].sleeps.exchange(false)) {
      wake(other);
      return;
    }
  }
}

FiberCrew::Fiber* FiberCrew::take(std::size_t own) {
  for (std::size_t next = 0; next < members_.size(); ++next) {
    Member& member = members_[(own + next) % members_.size()];
    std::unique_lock lock(member.mutex);
    std::deque<Fiber*>& ready = member.ready;
    const auto found =
        next == 0 ? ready.begin() : std::find_if(ready.begin(), ready.end(), may_move);
    if (found == ready.end())
      continue;
    Fiber* const fiber = *found;
    ready.erase(found);
    const bool more = !ready.empty();
    lock.unlock();
    if (more)  // Who was woken for it may have found something else.
      wake_one(own);
    return fiber;
  }
  return nullptr;
}

bool FiberCrew::has_work(std::size_t own) {
  const std::lock_guard lock(members_[own].mutex);
  return !members_[own].ready.empty();
}

bool FiberCrew::anything_to_steal(std::size_t own) {
  for (std::size_t next = 1; next < members_.size(); ++next) {
    Member& member = members_[(own + next) % members_.size()];
    const std::lock_guard lock(member.mutex);
    if (std::any_of(member.ready.begin(), member.ready.end(), may_move))
      return true;
  }
  return false;
}

void FiberCrew::sleep(std::size_t own, TimePoint deadline) {
  Member& member = members_[own];
  member.sleeps = true;
  ++sleepers_;
  if (!anything_to_steal(own)) {
    std::unique_lock lock(member.sleep_mutex);
    const auto called = [&] { return member.called; };
    if (deadline == TimePoint::max())
      member.woken.wait(lock, called);
    else
      member.woken.wait_until(lock, deadline, called);
    member.called = false;
  }
  --sleepers_;
  member.sleeps = false;
}

void FiberCrew::wake(std::size_t member) {
  {
    const std::lock_guard lock(members_[member].sleep_mutex);
    members_[member].called = true;
  }
  members_[member].woken.notify_one();
}

void FromCrew::awakened(boost::fibers::context* fiber) noexcept {
  if (may_move(fiber))
    fiber->detach();
  crew_.push(member_, fiber);
}

boost::fibers::context* FromCrew::pick_next() noexcept {
  boost::fibers::context* const fiber = crew_.take(member_);
  if (fiber != nullptr && may_move(fiber))
    boost::fibers::context::active()->attach(fiber);
  return fiber;
}

}  // namespace primebench
