// The few calls of MPI that are made, behind one file: no other includes its header.

#pragma once

#include <cstddef>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "programs/mpi/conversation.hpp"

namespace primebench::mpi {

inline constexpr int kAnyRank = -1;

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

  /// Returns when every other rank of this host has opened this one's shared memory. All ranks
  /// call it.
  void meet_neighbours() const;

  /// Plain values alone.
  template <typename Value>
  void send(int to, Tag tag, const Value& value) const {
    send_bytes(to, tag, &value, sizeof value);
  }
  /// Bytes alone.
  void send(int to, Tag tag, std::span<const std::byte> bytes) const {
    send_bytes(to, tag, bytes.data(), bytes.size());
  }
  /// Waits for it without rest, which is quick and takes the CPU: for clocks.
  template <typename Value>
  [[nodiscard]] Value receive_at_once(int from, Tag tag) const {
    Value value{};
    take_bytes(from, tag, &value, sizeof value);
    return value;
  }

  /// Ends all ranks; does not return.
  [[noreturn]] static void abort();

 private:
  void gather_bytes(const void* own, std::size_t size, void* all) const;
  void send_bytes(int to, Tag tag, const void* bytes, std::size_t size) const;
  void take_bytes(int from, Tag tag, void* bytes, std::size_t size) const;

  int rank_ = 0;
  int size_ = 1;
};

/// Messages that are under way while their sender does something else. Lives less long than the
/// communicator.
class Posted {
 public:
  /// For at most `most` at a time.
  explicit Posted(std::size_t most);
  /// Does not wait: who goes when messages are under way ends all ranks.
  ~Posted();
  Posted(const Posted&) = delete;
  Posted& operator=(const Posted&) = delete;

  /// Waits only for the message that was posted `most` earlier. `bytes` outlives this.
  void send(int to, Tag tag, std::span<const std::byte> bytes);

 private:
  struct Requests;

  std::size_t next_ = 0;
  std::unique_ptr<Requests> requests_;
};

/// Room for a message that will come, so that the library can put it there at once; one that
/// nobody waits for is copied twice.
class Expected {
 public:
  Expected(int from, Tag tag, std::size_t size);
  ~Expected();
  Expected(const Expected&) = delete;
  Expected& operator=(const Expected&) = delete;

  /// Whether it has come. Other processes of this CPU may go first.
  bool came();
  /// Of what came: the rank that has sent it, and its bytes. The next came() waits for another.
  [[nodiscard]] int sender() const noexcept { return sender_; }
  [[nodiscard]] std::span<const std::byte> bytes() const noexcept { return bytes_; }

 private:
  struct Request;

  int from_;
  Tag tag_;
  int sender_ = 0;
  std::vector<std::byte> bytes_;
  std::unique_ptr<Request> request_;
};

/// Plain values, one after the other. Lives less long than the communicator.
template <typename Value>
class Stream {
 public:
  /// `from`: a rank, or kAnyRank.
  Stream(int from, Tag tag) : expected_(from, tag, sizeof(Value)) {}

  /// The next one, if it has come.
  std::optional<Value> next() {
    if (!expected_.came())
      return std::nullopt;
    Value value{};
    std::memcpy(&value, expected_.bytes().data(), sizeof value);
    return value;
  }
  /// Who has sent the last one.
  [[nodiscard]] int sender() const noexcept { return expected_.sender(); }

 private:
  Expected expected_;
};

}  // namespace primebench::mpi
