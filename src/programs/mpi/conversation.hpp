// What the processes of primebench-mode-mpi say to each other: the front, which primebench
// starts, talks in lines with rank 0, which mpirun starts; the ranks send each other these.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace primebench::mpi {

/// That all ranks must have. Tests build an older one.
#ifdef PRIMEBENCH_OWN_VERSION
inline constexpr char kVersion[] = PRIMEBENCH_OWN_VERSION;
#else
inline constexpr char kVersion[] = PRIMEBENCH_VERSION;
#endif

/// How many tasks a worker has been given and not answered for, at most: one that it runs and
/// one that waits, so that it need not wait for the answer to its answer. More would leave
/// long tasks waiting at the end behind a worker that is busy.
inline constexpr std::size_t kWindow = 2;

/// The first word of lines on standard error by which a process of ours says why it ends:
/// "primebench-mode-mpi: host pbB: ...".
inline constexpr std::string_view kOwnWords = "primebench-mode-mpi: host ";

/// Begins each line of rank 0 to the front: launchers write on standard output too.
inline constexpr std::string_view kOwnLine = "primebench-mode-mpi> ";

/// Begins such a line that is only for people. Not on standard error, whose pieces a launcher
/// may put anywhere.
inline constexpr std::string_view kWords = "words ";

/// Task that there is none of: the worker shall end.
inline constexpr std::uint64_t kNoTask = ~std::uint64_t{0};

/// From a worker to rank 0; the output of a task that carries data follows in the same message.
struct Answered {
  std::uint64_t task = 0;
  std::uint64_t answer = 0;
  std::int64_t start_ns = 0;  ///< On the worker's clock; both 0 for a task that is not recorded.
  std::int64_t end_ns = 0;
};

/// What each rank tells rank 0 first. Always laid out like this: it is what finds another version.
struct Introduction {
  std::array<char, 64> version{};  ///< Ends with 0, as does the host.
  std::array<char, 192> host{};
};

/// What each rank tells rank 0 next, when all are of one version.
struct Processor {
  std::array<char, 240> model{};         ///< Ends with 0.
  std::array<std::uint64_t, 64> cpus{};  ///< A bit for each CPU that it may use.
  std::uint64_t quota_milli = 0;         ///< Thousandths of a CPU; 0: no quota.
};

/// The input of a task that carries data comes as kInputTag, before the task.
enum Tag : int { kTaskTag = 1, kAnswerTag = 2, kClockTag = 3, kInputTag = 4 };

}  // namespace primebench::mpi
