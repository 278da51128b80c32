#include "modes/program_protocol.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <limits>

#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/protocol_words.hpp"

namespace primebench {
namespace {

constexpr std::string_view kFirstLine = "primebench-batch 1";
constexpr std::size_t kMostDescriptions = 1000;

std::chrono::nanoseconds delay_in(std::string_view value, std::string_view line) {
  using Count = std::chrono::nanoseconds::rep;
  const std::uint64_t number = number_in(value, line);
  if (number > static_cast<std::uint64_t>(std::numeric_limits<Count>::max()))
    reject_line(line);
  return std::chrono::nanoseconds(static_cast<Count>(number));
}

bool truth_in(std::string_view value, std::string_view line) {
  if (value != "true" && value != "false")
    reject_line(line);
  return value == "true";
}

HostSlots host_in(std::string_view value, std::string_view line) {
  const std::string_view name = take_word(value, ' ');
  return {.name = std::string(name), .slots = number_in(value, line)};
}

PayloadShape source_in(std::string_view value, std::string_view line) {
  PayloadShape shape;
  shape.tasks = number_in(take_word(value, ' '), line);
  shape.bytes = number_in(take_word(value, ' '), line);
  shape.seed = number_in(value, line);
  return shape;
}

template <typename Value>
struct Word {
  std::string_view text;
  Value value;
};

constexpr auto kFamilies = std::to_array<Word<Family>>({
    {"baseline", Family::kBaseline},
    {"threads", Family::kThreads},
    {"coroutines", Family::kEventLoop},
    {"event-loop", Family::kEventLoop},
    {"processes", Family::kProcesses},
    {"machines", Family::kProcesses},
});

constexpr auto kWorkers = std::to_array<Word<Workers>>({
    {"one", Workers::kOne},
    {"pool", Workers::kPool},
    {"task", Workers::kPerTask},
});

template <typename Words>
auto value_of(const Words& words, std::string_view text, std::string_view line) {
  for (const auto& word : words) {
    if (word.text == text)
      return word.value;
  }
  throw Error(fmt::format("--describe has {} where a family and workers should be, in {}",
                          in_quotes(text), in_quotes(line)));
}

/// Names go into file names, lists and the store: letters, digits and dashes.
bool is_name(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  return !text.empty() && text.size() <= kLongest && text.front() != '-' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos &&
         text != "all";
}

}  // namespace

TaskBatch task_batch(const ProgramBatch& batch, const std::optional<PayloadSource>& source) {
  return {.number = batch.numbers.front(),
          .tasks = batch.tasks,
          .io_delay = batch.io_delay,
          .payload_bytes = batch.payload_bytes,
          .payload_source = source ? &*source : nullptr};
}

std::string batch_text(const ProgramBatch& batch) {
  std::string text = fmt::format(
      "{}\nmode {}\ntasks {}\npool {}\nio_delay_ns {}\npayload_bytes {}\ngil {}\nkernel {}\n",
      kFirstLine, batch.mode, batch.tasks, batch.pool, batch.io_delay.count(), batch.payload_bytes,
      batch.gil, batch.kernel);
  if (batch.payload_bytes != 0)
    text.append(fmt::format("payload_source {} {} {}\n", batch.payload_source.tasks,
                            batch.payload_source.bytes, batch.payload_source.seed));
  for (const HostSlots& host : batch.machines.hosts)
    text.append(fmt::format("host {} {}\n", host.name, host.slots));
  if (!batch.machines.launcher.empty())
    text.append(fmt::format("launcher {}\n", batch.machines.launcher));
  if (batch.patient)
    text.append("patient true\n");
  if (batch.tell_hosts)
    text.append("tell_hosts true\n");
  text.append(fmt::format("numbers {}\n", batch.numbers.size()));
  for (const std::uint64_t number : batch.numbers)
    text.append(fmt::format("{}\n", number));
  return text.append("end\n");
}

bool BatchReader::take(std::string_view line) {
  if (lines_++ == 0) {
    if (line != kFirstLine)
      throw Error(fmt::format("a batch begins with {}, not with {}", kFirstLine, in_quotes(line)));
    return false;
  }
  if (numbers_due_ > 0) {
    batch_.numbers.push_back(number_in(line, line));
    --numbers_due_;
    return false;
  }
  std::string_view value = line;
  const std::string_view word = take_word(value, ' ');
  if (word == "mode")
    batch_.mode = value;
  else if (word == "tasks")
    batch_.tasks = number_in(value, line);
  else if (word == "pool")
    batch_.pool = number_in(value, line);
  else if (word == "io_delay_ns")
    batch_.io_delay = delay_in(value, line);
  else if (word == "payload_bytes")
    batch_.payload_bytes = number_in(value, line);
  else if (word == "payload_source")
    batch_.payload_source = source_in(value, line);
  else if (word == "gil")
    batch_.gil = truth_in(value, line);
  else if (word == "kernel")
    batch_.kernel = value;
  else if (word == "host")
    batch_.machines.hosts.push_back(host_in(value, line));
  else if (word == "patient")
    batch_.patient = truth_in(value, line);
  else if (word == "tell_hosts")
    batch_.tell_hosts = truth_in(value, line);
  else if (word == "launcher")
    batch_.machines.launcher = value;
  else if (word == "numbers")
    numbers_due_ = number_in(value, line);
  if (word != "end")
    return false;
  if (batch_.tasks == 0)
    throw Error("the batch has no tasks");
  const PayloadShape& source = batch_.payload_source;
  if (batch_.payload_bytes != 0 &&
      (source.tasks < batch_.tasks || source.bytes < batch_.payload_bytes))
    throw Error("the batch has no source for its payload");
  if (batch_.numbers.size() != 1 && batch_.numbers.size() != batch_.tasks)
    throw Error(
        fmt::format("the batch has {} numbers for {} tasks", batch_.numbers.size(), batch_.tasks));
  return true;
}

Reply parse_reply(std::string_view line) {
  std::string_view rest = line;
  const std::string_view word = take_word(rest, ' ');
  if (word == "ready") {
    ReadyReply reply;
    constexpr std::string_view kKernel = "kernel=";
    constexpr std::string_view kHosts = "hosts=";
    while (!rest.empty()) {
      const std::string_view item = take_word(rest, ' ');
      if (item.starts_with(kKernel))
        reply.kernel = printable(item.substr(kKernel.size()));
      if (item.starts_with(kHosts) && !read_number(item.substr(kHosts.size()), reply.hosts))
        reject_line(line);
    }
    return reply;
  }
  if (word == "error")
    return ErrorReply{printable(rest, 500)};
  DoneReply done;
  const std::string_view tasks = take_word(rest, ' ');
  const std::string_view sum = take_word(rest, ' ');
  const bool numbers = read_number(tasks, done.result.tasks) && read_number(sum, done.result.sum) &&
                       read_number(rest, done.workers);
  if (word != "done" || !numbers)
    reject_line(line);
  return done;
}

std::vector<ProgramDescription> parse_descriptions(std::string_view text) {
  std::vector<ProgramDescription> modes;
  while (!text.empty()) {
    const std::string_view line = take_word(text, '\n');
    std::string_view rest = line;
    const std::string_view name = take_word(rest, '\t');
    const std::string_view family = take_word(rest, '\t');
    const std::string_view workers = take_word(rest, '\t');
    const std::string_view summary = take_word(rest, '\t');
    if (!is_name(name) || summary.empty() || modes.size() == kMostDescriptions)
      throw Error(
          fmt::format("--describe must print lines of name, family, workers and summary with tabs "
                      "between, not {}",
                      in_quotes(line)));
    modes.push_back({.name = std::string(name),
                     .summary = printable(summary),
                     .family = value_of(kFamilies, family, line),
                     .workers = value_of(kWorkers, workers, line),
                     .spans_machines = family == "machines",
                     .carries_data = take_word(rest, '\t') == "payload"});
  }
  if (modes.empty())
    throw Error("--describe printed nothing");
  return modes;
}

void LineBuffer::add(std::string_view bytes) { buffer_ += bytes; }

bool LineBuffer::next(std::string& line) {
  const std::size_t end = buffer_.find('\n');
  if (std::min(end, buffer_.size()) > kLongestLine)
    throw Error(fmt::format("a line of more than {} bytes", kLongestLine));
  if (end == buffer_.npos)
    return false;
  line = buffer_.substr(0, end);
  buffer_.erase(0, end + 1);
  return true;
}

}  // namespace primebench
