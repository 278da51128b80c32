// A pipe through which worker processes hand back the data of their tasks.

#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <vector>

#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/batch_result.hpp"

namespace primebench {

/// A turn that processes take one at a time: a record lock on a file that they share, which the
/// kernel takes from a process that dies. Construct it before forking.
class SharedTurn {
 public:
  class Hold {
   public:
    /// Waits for the turn of a SharedTurn's file. Throws std::system_error.
    explicit Hold(int file);
    ~Hold();
    Hold(const Hold&) = delete;
    Hold& operator=(const Hold&) = delete;

   private:
    int file_;
  };

  [[nodiscard]] int file() const noexcept { return file_.get(); }

 private:
  Fd file_ = shared_file(1);
};

/// The descriptors through which a worker sends parcels.
struct ParcelWay {
  int pipe = -1;
  int turn = -1;
};

/// In a worker: sends the answers of tasks `first`, `first` + 1, ... and their outputs, which lie
/// one after another and are equally long. Blocks until the owner has received nearly all. Throws
/// std::system_error.
void send_parcels(const ParcelWay& way, std::size_t first, std::span<const Answer> answers,
                  std::span<const std::byte> outputs);

/// For any number of workers that send and one owner that receives, who never waits in the middle
/// of a parcel: what a worker that died has left of one stays where it is.
class ParcelPipe {
 public:
  /// For parcels of `bytes` bytes each, not 0. Construct it before forking. Throws
  /// std::system_error.
  explicit ParcelPipe(std::size_t bytes);

  /// For workers; a program that is started must be let inherit both.
  [[nodiscard]] ParcelWay way() const noexcept {
    return {.pipe = pipe_.write_end.get(), .turn = turn_.file()};
  }

  /// What is done with a parcel.
  using Take = std::function<void(std::size_t task, Answer answer, std::span<const std::byte>)>;

  /// In the owner: hands each parcel that has arrived whole to `take`, and does not wait for any.
  /// Throws std::system_error.
  void receive(const Take& take);

  /// In the owner: from it something can be read when there is something to receive.
  [[nodiscard]] int fd() const noexcept { return pipe_.read_end.get(); }

 private:
  SharedTurn turn_;
  Pipe pipe_ = make_pipe();
  std::vector<std::byte> arriving_;  ///< A header and the output behind it.
  std::size_t arrived_ = 0;          ///< Bytes of these.
};

}  // namespace primebench
