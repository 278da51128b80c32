// What the mode mpi is held against: a master and workers by hand, in the shortest way that is
// right, with the same window and the same kernel. No task log, no patience, no care for failures.
//
// mpirun -n WORKERS+1 bare_mpi NUMBER TASKS   prints the nanoseconds from the first task to the
//                                             last answer

#include <mpi.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "workload/kernel.hpp"
#include "workload/primality.hpp"

namespace {

constexpr int kWindow = 2;
constexpr std::uint64_t kNoTask = ~std::uint64_t{0};

void send_task(std::uint64_t task, int worker) {
  MPI_Send(&task, 1, MPI_UINT64_T, worker, 0, MPI_COMM_WORLD);
}

/// Returns the sum of the answers, each added under the number of its task.
std::uint64_t hand_out(std::uint64_t tasks, int ranks) {
  std::uint64_t next = 0;
  std::uint64_t sum = 0;
  for (int i = 0; i < kWindow; ++i) {
    for (int worker = 1; worker < ranks && next < tasks; ++worker)
      send_task(next++, worker);
  }
  for (std::uint64_t done = 0; done < tasks; ++done) {
    std::array<std::uint64_t, 2> answer{};
    MPI_Status status;
    MPI_Recv(answer.data(), 2, MPI_UINT64_T, MPI_ANY_SOURCE, 0, MPI_COMM_WORLD, &status);
    sum += answer[1] * (2 * answer[0] + 1);
    if (next < tasks)
      send_task(next++, status.MPI_SOURCE);
  }
  return sum;
}

void work(std::uint64_t number) {
  const primebench::Kernel& kernel = primebench::fastest_kernel();
  const std::uint64_t root = primebench::integer_sqrt(number);
  while (true) {
    std::array<std::uint64_t, 2> answer{};
    MPI_Recv(answer.data(), 1, MPI_UINT64_T, 0, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
    if (answer[0] == kNoTask)
      return;
    const std::uint64_t divisor = kernel.find_divisor(number, 2, root);
    answer[1] = divisor != 0 ? divisor : number;
    MPI_Send(answer.data(), 2, MPI_UINT64_T, 0, 0, MPI_COMM_WORLD);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return EXIT_FAILURE;
  const std::uint64_t number = std::strtoull(argv[1], nullptr, 10);
  const std::uint64_t tasks = std::strtoull(argv[2], nullptr, 10);
  MPI_Init(nullptr, nullptr);
  int rank = 0;
  int ranks = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &ranks);
  MPI_Barrier(MPI_COMM_WORLD);
  if (rank == 0) {
    const auto begin = std::chrono::steady_clock::now();
    const std::uint64_t sum = hand_out(tasks, ranks);
    const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - begin;
    std::printf("%lld\n", static_cast<long long>(sum == 0 ? 0 : took.count()));
    for (int worker = 1; worker < ranks; ++worker)
      send_task(kNoTask, worker);
  } else {
    work(number);
  }
  MPI_Finalize();
}
