#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include "bench/bare.hpp"
#include "core/error.hpp"

#ifdef PRIMEBENCH_FIBERS
#include <boost/fiber/algo/work_stealing.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/fixedsize_stack.hpp>
#include <boost/fiber/future.hpp>
#include <boost/fiber/operations.hpp>
#endif

namespace primebench::bench {

#ifdef PRIMEBENCH_FIBERS

// Boost's own work stealing, which a process can use once: each run is in one of its own.
BatchResult bare_fibers(const Batch& batch) {
  const BareTask task(batch);
  const auto pool = static_cast<std::uint32_t>(batch.pool);
  boost::fibers::promise<void> stop;
  const boost::fibers::shared_future<void> stopped = stop.get_future().share();
  std::vector<std::thread> threads;
  for (std::uint32_t i = 1; i < pool; ++i) {
    threads.emplace_back([pool, stopped] {
      boost::fibers::use_scheduling_algorithm<boost::fibers::algo::work_stealing>(pool);
      stopped.wait();
    });
  }
  boost::fibers::use_scheduling_algorithm<boost::fibers::algo::work_stealing>(pool);
  BatchResult result;
  boost::fibers::fiber(boost::fibers::launch::dispatch, [&] {
    std::vector<boost::fibers::future<Answer>> answers;
    answers.reserve(batch.tasks);
    for (std::size_t i = 0; i < batch.tasks; ++i)
      answers.push_back(boost::fibers::async(boost::fibers::launch::dispatch, std::allocator_arg,
                                             boost::fibers::fixedsize_stack(32 * 1024),
                                             [&task] { return task(); }));
    for (std::size_t i = 0; i < batch.tasks; ++i)
      result.add(i, answers[i].get());
  }).join();
  stop.set_value();
  for (std::thread& thread : threads)
    thread.join();
  return result;
}

#else

BatchResult bare_fibers(const Batch&) { throw Error("this build has no Boost.Fiber"); }

#endif

}  // namespace primebench::bench
