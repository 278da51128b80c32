// Threads of a mode, all started or none left behind.

#pragma once

#include <cstddef>
#include <exception>
#include <system_error>
#include <thread>
#include <vector>

#include "modes/workers.hpp"

namespace primebench {

/// Starts `count` threads; number i runs `make_body(i)`. If the system refuses one,
/// throws Error after joining those that run: their bodies must end by themselves,
/// or `on_refusal` must make them.
template <typename MakeBody, typename OnRefusal>
std::vector<std::jthread> start_threads(std::size_t count, MakeBody make_body,
                                        OnRefusal on_refusal) {
  std::vector<std::jthread> threads;
  threads.reserve(count);
  try {
    while (threads.size() < count)
      threads.emplace_back(make_body(threads.size()));
  } catch (...) {  // To end those that run, and to say what only this place knows.
    const std::exception_ptr reason = std::current_exception();
    const std::size_t started = threads.size();
    on_refusal();
    threads.clear();  // Joins.
    try {
      std::rethrow_exception(reason);
    } catch (const std::system_error& error) {
      throw_refused(WorkerKind::kThread, started, count, error.code().value());
    }
  }
  return threads;
}

}  // namespace primebench
