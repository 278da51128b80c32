#include <cstddef>
#include <cstdint>
#include <vector>

#include "bench/bare.hpp"
#include "core/error.hpp"

#ifdef _OPENMP
#include <omp.h>
#endif

namespace primebench::bench {

#ifdef _OPENMP

BatchResult bare_openmp(const Batch& batch) {
  const BareTask task(batch);
  std::uint64_t tasks = 0;
  std::uint64_t sum = 0;
#pragma omp parallel for schedule(dynamic, 1) num_threads(static_cast<int>(batch.pool)) \
    reduction(+ : tasks, sum)
  for (std::size_t i = 0; i < batch.tasks; ++i) {
    ++tasks;
    sum += task() * (2 * i + 1);
  }
  omp_pause_resource_all(omp_pause_hard);  // Joins the threads.
  return {.tasks = tasks, .sum = sum};
}

BatchResult bare_openmp_tasks(const Batch& batch) {
  const BareTask task(batch);
  struct alignas(64) Part {
    BatchResult result;
  };
  std::vector<Part> parts(batch.pool);
#pragma omp parallel num_threads(static_cast <int>(batch.pool))
#pragma omp single
  for (std::size_t i = 0; i < batch.tasks; ++i) {
#pragma omp task firstprivate(i) shared(parts)
    parts[static_cast<std::size_t>(omp_get_thread_num())].result.add(i, task());
  }
  omp_pause_resource_all(omp_pause_hard);
  BatchResult result;
  for (const Part& part : parts)
    result.add(part.result);
  return result;
}

#else

BatchResult bare_openmp(const Batch&) { throw Error("this build has no OpenMP"); }
BatchResult bare_openmp_tasks(const Batch&) { throw Error("this build has no OpenMP"); }

#endif

}  // namespace primebench::bench
