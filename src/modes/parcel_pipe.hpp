// A pipe through which worker processes hand back the data of their tasks.

#pragma once

#include <semaphore.h>

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/batch_result.hpp"

namespace primebench {

/// A turn that processes take one at a time: a semaphore in memory that they share. A process
/// that dies in its turn blocks the others, so whoever owns them must look whether they live.
class SharedTurn {
 public:
  /// Construct it before forking. Throws std::system_error.
  SharedTurn() { ::sem_init(&semaphore_[0], 1, 1); }

  class Hold {
   public:
    explicit Hold(const SharedTurn& turn);
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    sem_t& semaphore_;
  };

 private:
  SharedArray<sem_t> semaphore_{1};
};

/// For any number of workers that send and one owner that receives, who never waits in the middle
/// of a parcel: what a worker that died has left of one stays where it is.
class ParcelPipe {
 public:
  /// For parcels of `bytes` bytes each, not 0. Construct it before forking. Throws
  /// std::system_error.
  explicit ParcelPipe(std::size_t bytes);

  /// In a worker: sends the answers of tasks `first`, `first` + 1, ... and their outputs, which lie
  /// one after another. Blocks until the owner has received nearly all. Throws std::system_error.
  void send(std::size_t first, std::span<const Answer> answers,
            std::span<const std::byte> outputs) const;

  /// What is done with a parcel.
  using Take = std::function<void(std::size_t task, Answer answer, std::span<const std::byte>)>;

  /// In the owner: hands each parcel that has arrived whole to `take`, and does not wait for any.
  /// Throws std::system_error.
  void receive(const Take& take);

  /// In the owner: from it something can be read when there is something to receive.
  [[nodiscard]] int fd() const noexcept { return pipe_.read_end.get(); }

 private:
  struct Header {
    std::size_t task;
    Answer answer;
  };

  SharedTurn turn_;
  Pipe pipe_ = make_pipe();
  std::vector<std::byte> arriving_;  ///< A header and the output behind it.
  std::size_t arrived_ = 0;          ///< Bytes of these.
};

}  // namespace primebench
