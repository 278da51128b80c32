#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/error.hpp"
#include "modes/builtin.hpp"
#include "modes/chunks.hpp"
#include "modes/parcel_pipe.hpp"
#include "modes/worker_processes.hpp"
#include "sys/fd.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

constexpr int kLookForDeadWorkersMs = 100;

/// The chunks of a batch: as many tasks each as was asked for, or four chunks for each worker.
std::vector<Chunk> chunks_of(std::size_t tasks, const ModeOptions& options) {
  constexpr std::size_t kChunksPerWorker = 4;
  return options.chunk == 0 ? split(tasks, options.pool * kChunksPerWorker)
                            : cut(tasks, options.chunk);
}

/// All workers take chunks from one pipe and report through another. A chunk and a
/// result are far smaller than PIPE_BUF, so a write is never torn or interleaved,
/// and as the pipe holds nothing but whole chunks, neither is a read. If tasks carry data, a
/// chunk is followed by the inputs of its tasks, and workers take turns in reading; the outputs
/// come back through a pipe of their own.
class MultiprocessingPool final : public Mode {
 public:
  MultiprocessingPool(const Workload& workload, const ModeOptions& options)
      : workload_(workload), chunks_(chunks_of(workload.tasks(), options)) {
    if (workload.payload_bytes() != 0) {
      taking_.emplace();
      parcels_.emplace(workload.payload_bytes());
    }
    workers_.emplace(options.pool, [this](std::size_t) {
      work();
      return Answer{0};
    });
    // Only the workers write results: the read end then sees the last of them go.
    results_pipe_.write_end.reset();
    ::fcntl(chunks_pipe_.write_end.get(), F_SETFL, O_NONBLOCK);
  }

  BatchResult run() override {
    BatchResult all;
    const auto take = [&](std::size_t task, Answer answer, std::span<const std::byte> output) {
      all.add(task, workload_.received(answer, output));
    };
    while (all.tasks < workload_.tasks()) {
      send_chunks();
      std::array<pollfd, 2> ready = {
          {{parcels_ ? parcels_->fd() : results_pipe_.read_end.get(), POLLIN, 0},
           {chunks_pipe_.write_end.get(), POLLOUT, 0}}};
      const nfds_t watched = sent_ < chunks_.size() ? 2 : 1;
      ::poll(ready.data(), watched, kLookForDeadWorkersMs);
      workers_->require_all_running();
      if ((ready[0].revents & POLLIN) == 0)
        continue;
      if (parcels_) {
        parcels_->receive(take);
      } else {
        BatchResult part;
        read_full(results_pipe_.read_end.get(), &part, sizeof part, "the workers' pipe");
        all.add(part);
      }
    }
    return all;
  }

  void close() override {
    chunks_pipe_.write_end.reset();  // Workers end at the end of the file.
    workers_->join();
  }

 private:
  /// What comes next of a chunk on its way to a worker, from its byte `begun` on: the chunk
  /// itself, then the inputs of its tasks.
  [[nodiscard]] std::span<const std::byte> rest_of(const Chunk& chunk, std::size_t begun) const {
    if (begun < sizeof chunk)
      return std::as_bytes(std::span(&chunk, 1)).subspan(begun);
    const std::size_t at = begun - sizeof chunk;
    return workload_.input(chunk.first + at / workload_.payload_bytes())
        .subspan(at % workload_.payload_bytes());
  }

  /// Sends what the pipe has room for of the chunks that are left.
  void send_chunks() {
    while (sent_ < chunks_.size()) {
      const Chunk& chunk = chunks_[sent_];
      const std::span<const std::byte> rest = rest_of(chunk, begun_);
      const ssize_t written = ::write(chunks_pipe_.write_end.get(), rest.data(), rest.size());
      if (written < 0 && (errno == EAGAIN || errno == EINTR))
        return;
      if (written < 0)
        throw_errno("cannot send work to the workers");
      begun_ += static_cast<std::size_t>(written);
      if (begun_ == sizeof chunk + chunk.count * workload_.payload_bytes()) {
        begun_ = 0;
        ++sent_;
      }
    }
  }

  void work() {
    chunks_pipe_.write_end.reset();  // Else no worker ever saw the end of the file.
    if (parcels_) {
      work_on_data();
      return;
    }
    Chunk chunk;
    while (take(&chunk, sizeof chunk)) {
      BatchResult part;
      for (std::size_t task = chunk.first; task < chunk.first + chunk.count; ++task)
        part.add(task, workload_.run_task(task));
      write_all(results_pipe_.write_end.get(), {reinterpret_cast<const char*>(&part), sizeof part},
                "the results' pipe");
    }
  }

  void work_on_data() {
    const std::size_t bytes = workload_.payload_bytes();
    std::vector<std::byte> data;  // The outputs take the place of the inputs.
    std::vector<Answer> answers;
    Chunk chunk;
    while (take_with_data(chunk, data)) {
      answers.clear();
      for (std::size_t i = 0; i < chunk.count; ++i) {
        std::byte* const at = data.data() + i * bytes;
        answers.push_back(workload_.run_task(chunk.first + i, at, at));
      }
      send_parcels(parcels_->way(), chunk.first, answers, data);
    }
  }

  /// False at the end of the file.
  [[nodiscard]] bool take(void* to, std::size_t bytes) const {
    return read_full(chunks_pipe_.read_end.get(), to, bytes, "the chunks' pipe") == bytes;
  }

  [[nodiscard]] bool take_with_data(Chunk& chunk, std::vector<std::byte>& data) const {
    const SharedTurn::Hold hold(taking_->file());
    if (!take(&chunk, sizeof chunk))
      return false;
    data.resize(chunk.count * workload_.payload_bytes());
    return take(data.data(), data.size());
  }

  const Workload& workload_;
  std::vector<Chunk> chunks_;
  std::size_t sent_ = 0;   ///< Chunks.
  std::size_t begun_ = 0;  ///< Bytes of the next one that are sent.
  Pipe chunks_pipe_ = make_pipe();
  Pipe results_pipe_ = make_pipe();
  std::optional<SharedTurn> taking_;        ///< If tasks carry data: in reading them.
  std::optional<ParcelPipe> parcels_;       ///< Likewise.
  std::optional<WorkerProcesses> workers_;  ///< Last: they use the rest.
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
    .has_chunks = true,
    .make = [](const Workload& workload, const ModeOptions& options) -> std::unique_ptr<Mode> {
      return std::make_unique<MultiprocessingPool>(workload, options);
    },
};

}  // namespace primebench
