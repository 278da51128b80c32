// The few calls of MPI that are made, behind one file: no other includes its header.

#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "programs/mpi/conversation.hpp"

namespace primebench::mpi {

/// All ranks. One in a process, used by the thread that made it. MPI ends the whole job if a call
/// of it fails.
class Communicator {
 public:
  Communicator();
  ~Communicator();
  Communicator(const Communicator&) = delete;
  Communicator& operator=(const Communicator&) = delete;

  [[nodiscard]] int rank() const noexcept { return rank_; }
  [[nodiscard]] int size() const noexcept { return size_; }

  /// On rank 0: what every rank has given, by rank; elsewhere empty. Plain values alone.
  template <typename Value>
  [[nodiscard]] std::vector<Value> gather(const Value& own) const {
    std::vector<Value> all(rank_ == 0 ? static_cast<std::size_t>(size_) : 0);
    gather_bytes(&own, sizeof own, all.data());
    return all;
  }
  /// Rank 0's text, on every rank.
  [[nodiscard]] std::string spread(const std::string& text) const;

  /// Plain values alone.
  template <typename Value>
  void send(int to, Tag tag, const Value& value) const {
    send_bytes(to, tag, &value, sizeof value);
  }
  /// Waits for it, with patience.
  template <typename Value>
  [[nodiscard]] Value receive(int from, Tag tag) const {
    Value value{};
    receive_bytes(from, tag, &value, sizeof value);
    return value;
  }
  /// Likewise without rest, which is quicker and takes the CPU: for clocks.
  template <typename Value>
  [[nodiscard]] Value receive_at_once(int from, Tag tag) const {
    Value value{};
    take_bytes(from, tag, &value, sizeof value);
    return value;
  }
  /// The rank that has sent something with this tag; none: nobody has.
  [[nodiscard]] std::optional<int> sender(Tag tag) const;

  /// Ends all ranks; does not return.
  [[noreturn]] static void abort();

 private:
  void gather_bytes(const void* own, std::size_t size, void* all) const;
  void send_bytes(int to, Tag tag, const void* bytes, std::size_t size) const;
  void receive_bytes(int from, Tag tag, void* bytes, std::size_t size) const;
  void take_bytes(int from, Tag tag, void* bytes, std::size_t size) const;

  int rank_ = 0;
  int size_ = 1;
};

}  // namespace primebench::mpi
