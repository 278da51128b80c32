#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "core/error.hpp"
#include "modes/builtin.hpp"
#include "modes/chunks.hpp"
#include "modes/worker_processes.hpp"
#include "sys/fd.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr std::size_t kChunksPerWorker = 4;
constexpr int kLookForDeadWorkersMs = 100;

/// All workers take chunks from one pipe and report through another. A chunk and a
/// result are far smaller than PIPE_BUF, so a write is never torn or interleaved,
/// and as the pipe holds nothing but whole chunks, neither is a read.
class MultiprocessingPool final : public Mode {
 public:
  MultiprocessingPool(const Workload& workload, std::size_t workers)
      : workload_(workload),
        chunks_(split(workload.tasks(), workers * kChunksPerWorker)),
        workers_(workers, [this](std::size_t) {
          work();
          return Answer{0};
        }) {
    // Only the workers write results: the read end then sees the last of them go.
    results_pipe_.write_end.reset();
    ::fcntl(chunks_pipe_.write_end.get(), F_SETFL, O_NONBLOCK);
  }

  BatchResult run() override {
    std::size_t sent = 0;
    BatchResult all;
    while (all.tasks < workload_.tasks()) {
      sent += send_from(sent);
      std::array<pollfd, 2> ready = {
          {{results_pipe_.read_end.get(), POLLIN, 0}, {chunks_pipe_.write_end.get(), POLLOUT, 0}}};
      const nfds_t watched = sent < chunks_.size() ? 2 : 1;
      ::poll(ready.data(), watched, kLookForDeadWorkersMs);
      workers_.require_all_running();
      if ((ready[0].revents & POLLIN) != 0) {
        BatchResult part;
        read_full(results_pipe_.read_end.get(), &part, sizeof part, "the workers' pipe");
        all.add(part);
      }
    }
    return all;
  }

  void close() override {
    chunks_pipe_.write_end.reset();  // Workers end at the end of the file.
    workers_.join();
  }

 private:
  /// Sends chunks, beginning with `chunk`, until the pipe is full. Returns how many.
  std::size_t send_from(std::size_t chunk) {
    std::size_t sent = 0;
    for (; chunk + sent < chunks_.size(); ++sent) {
      const ssize_t written =
          ::write(chunks_pipe_.write_end.get(), &chunks_[chunk + sent], sizeof(Chunk));
      if (written < 0 && (errno == EAGAIN || errno == EINTR))
        break;
      if (written < 0)
        throw_errno("cannot send work to the workers");
    }
    return sent;
  }

  void work() {
    chunks_pipe_.write_end.reset();  // Else no worker ever saw the end of the file.
    Chunk chunk;
    while (read_full(chunks_pipe_.read_end.get(), &chunk, sizeof chunk, "the chunks' pipe") ==
           sizeof chunk) {
      BatchResult part;
      for (std::size_t task = chunk.first; task < chunk.first + chunk.count; ++task)
        part.add(task, workload_.run_task(task));
      write_all(results_pipe_.write_end.get(), {reinterpret_cast<const char*>(&part), sizeof part},
                "the results' pipe");
    }
  }

  const Workload& workload_;
  std::vector<Chunk> chunks_;
  Pipe chunks_pipe_ = make_pipe();
  Pipe results_pipe_ = make_pipe();
  WorkerProcesses workers_;  ///< Last: they use the rest.
};

}  // namespace

constinit const ModeSpec multiprocessing_pool = {
    .name = "multiprocessing-pool",
    .alias = "",
    .summary = "--pool workers, work split up front",
    .needs = "fork",
    .family = Family::kProcesses,
    .workers = Workers::kPool,
    .divides_in_parallel = true,
    .shares_memory = false,
    .make = [](const Workload& workload, std::size_t pool) -> std::unique_ptr<Mode> {
      return std::make_unique<MultiprocessingPool>(workload, pool);
    },
};

}  // namespace primebench
