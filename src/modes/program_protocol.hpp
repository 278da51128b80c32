// What primebench and a program that is a mode say to each other: text alone, without
// processes. docs/adding-a-mode.md describes it for those who write such a program.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "modes/machines.hpp"
#include "modes/mode.hpp"
#include "workload/batch_result.hpp"
#include "workload/payload.hpp"
#include "workload/task_batch.hpp"

namespace primebench {

/// A line longer than this is not one of ours, whatever it says.
inline constexpr std::size_t kLongestLine = 4096;

/// What a program is asked to run.
struct ProgramBatch {
  std::string mode;
  std::size_t tasks = 0;
  std::size_t pool = 0;  ///< Workers, where the mode has a pool; else 0.
  std::chrono::nanoseconds io_delay{0};
  std::size_t payload_bytes = 0;  ///< That each task is handed, and hands back.
  PayloadShape payload_source{};  ///< Where they come from, if there are any.
  bool gil = false;
  std::string kernel;       ///< A kernel of ours, for programs that have it too.
  Machines machines{};      ///< For a mode that runs on several.
  bool patient = false;     ///< Of such a mode: someone else limits the time of its start-up.
  bool tell_hosts = false;  ///< Of such a mode: it may say after "end" what its hosts are.
  /// What each task checks; one number: all check it.
  std::vector<std::uint64_t> numbers;

  bool operator==(const ProgramBatch&) const = default;
};

/// The batch without its numbers, for a Workload that is given these. `source` outlives whatever
/// is made of it; none where tasks carry no data.
TaskBatch task_batch(const ProgramBatch& batch, const std::optional<PayloadSource>& source);

/// The lines that describe the batch, up to and including "end".
std::string batch_text(const ProgramBatch& batch);

/// The other end: takes the lines of a batch one by one.
class BatchReader {
 public:
  /// Takes a line without its end. Returns whether it was the last. Throws Error for a line
  /// that is not in its place or makes no sense; lines with an unknown first word are left to
  /// later versions.
  bool take(std::string_view line);

  /// The batch, once take() has returned true.
  [[nodiscard]] const ProgramBatch& batch() const noexcept { return batch_; }

 private:
  ProgramBatch batch_;
  std::size_t lines_ = 0;
  std::uint64_t numbers_due_ = 0;
};

/// "ready kernel=cpython-3.13.0": workers exist, nothing has begun.
struct ReadyReply {
  std::string kernel;       ///< What divides; empty: not told.
  std::uint64_t hosts = 0;  ///< On how many machines; 0: not told.
};
/// "done 8 53391233750811584 2"
struct DoneReply {
  BatchResult result;
  std::uint64_t workers = 0;  ///< That ran tasks.
};
/// "error TEXT"
struct ErrorReply {
  std::string text;
};
using Reply = std::variant<ReadyReply, DoneReply, ErrorReply>;

/// A line of a program, without its end. Throws Error if it is none of the three.
Reply parse_reply(std::string_view line);

/// "host node1 workers=2 cpu_milli=4000 cpu=AMD EPYC 7B13", without a line end.
std::string host_text(const ToldHost& host);

/// Such a line; none if it begins otherwise. Words that are not known are left to later
/// versions, and what is too long is cut. Throws Error if it makes no sense.
std::optional<ToldHost> parse_host(std::string_view line);

/// One mode of a program, as --describe tells it.
struct ProgramDescription {
  std::string name;
  std::string summary;
  Family family = Family::kThreads;
  Workers workers = Workers::kPool;
  bool spans_machines = false;
  bool carries_data = false;  ///< Whether its tasks can have a payload.
};

/// All lines of --describe: name, family, workers and summary with tabs between, and "payload"
/// behind another one where tasks can carry data. What else stands there is left to later
/// versions. Throws Error that quotes the line that is wrong; a program without modes is wrong too.
std::vector<ProgramDescription> parse_descriptions(std::string_view text);

/// Cuts a stream of bytes into lines. Take all lines out after each add(): it then never
/// holds more than kLongestLine bytes and what was added last.
class LineBuffer {
 public:
  void add(std::string_view bytes);
  /// Takes the next whole line, without its end, out of the buffer; false if there is none.
  /// Throws Error if a line is longer than kLongestLine, whole or not.
  bool next(std::string& line);
  /// Whether bytes without a line end are left.
  [[nodiscard]] bool has_rest() const noexcept { return !buffer_.empty(); }

 private:
  std::string buffer_;
};

}  // namespace primebench
