#include "results/store_wait.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kNoticeAfter{1'000};
constexpr milliseconds kLongestNap{10};

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

}  // namespace

void wait_for_lock(const StoreFile& file, const std::string& path, milliseconds timeout,
                   const SignalGuard& guard) {
  const auto start = Clock::now();
  bool noticed = false;
  milliseconds nap{1};
  while (!file.try_lock()) {
    const auto waited = Clock::now() - start;
    if (waited >= timeout) {
      throw Error(fmt::format("cannot append to {}: another program has kept it locked for {} ms",
                              name_of(path), timeout.count()));
    }
    if (waited >= kNoticeAfter && !std::exchange(noticed, true))
      log::warning("waiting for another program that has locked {}", name_of(path));
    guard.sleep(static_cast<int>(nap.count()));
    nap = std::min(nap * 2, kLongestNap);
  }
}

void Patience::next_try(const SignalGuard& guard) {
  constexpr int kFewest = 10;
  const auto now = Clock::now();
  if (tries_++ == 0)
    begin_ = now;
  if (tries_ > kFewest && now - begin_ > timeout_) {
    throw Error(fmt::format("cannot append to {}: it is being replaced or cut all the time",
                            name_of(path_)));
  }
  guard.sleep(std::min(tries_ - 1, static_cast<int>(kLongestNap.count())));
}

}  // namespace primebench
