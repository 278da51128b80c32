#include "programs/mode_program.hpp"

#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "core/text.hpp"
#include "modes/program_mode.hpp"
#include "sys/fd.hpp"
#include "sys/shared_memory.hpp"
#include "workload/interpreter_lock.hpp"
#include "workload/task_log.hpp"

namespace primebench {
namespace {

void say(std::string_view line) { write_all(STDOUT_FILENO, line, "standard output"); }

/// The lines that primebench sends.
class Input {
 public:
  /// The next one. Throws Error if it has ended.
  std::string next() {
    std::string line;
    while (!lines_.next(line)) {
      char bytes[4096];
      const ssize_t got = ::read(STDIN_FILENO, bytes, sizeof bytes);
      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        throw Error("standard input has ended");
      lines_.add({bytes, static_cast<std::size_t>(got)});
    }
    return line;
  }

  /// Throws Error if the next one is not this.
  void expect(std::string_view wanted) {
    const std::string line = next();
    if (line != wanted)
      throw Error(fmt::format("expected {}, not {}", wanted, in_quotes(line)));
  }

 private:
  LineBuffer lines_;
};

ProgramBatch read_batch(Input& input) {
  BatchReader reader;
  while (!reader.take(input.next())) {
  }
  return reader.batch();
}

/// The memory of the task log, if primebench wants one.
class GivenLog {
 public:
  /// Takes it from the environment. Throws Error if it is not that of `tasks` tasks.
  explicit GivenLog(std::size_t tasks) {
    const char* const text = std::getenv(kLogVariable);
    if (text == nullptr)
      return;
    int number = -1;
    const char* const end = text + std::strlen(text);
    struct stat status {};
    if (std::from_chars(text, end, number).ptr != end || ::fstat(number, &status) != 0)
      throw Error(fmt::format("{} is not a descriptor: {}", kLogVariable, in_quotes(text)));
    const auto entries = static_cast<std::size_t>(status.st_size) / sizeof(TaskRecord);
    if (entries < 1)
      throw Error("the task log is empty");
    records_.emplace(entries, Fd(number));
    const LogHeader header = read_log_header((*records_)[0]);
    if (header.spacing_bits >= 64 || header.records + 1 > entries ||
        header.records != TaskLog::record_count(tasks, header.spacing_bits))
      throw Error(fmt::format("the task log is not that of {} tasks", tasks));
    spacing_bits_ = header.spacing_bits;
  }

  /// A log all the same that counts workers, if there is no memory.
  [[nodiscard]] TaskLog log() {
    if (!records_)
      return {{}, 0, counted_};
    return {records_->span().subspan(1), spacing_bits_, (*records_)[0].worker};
  }
  [[nodiscard]] std::uint32_t workers() const {
    return records_ ? (*records_)[0].worker.load() : counted_.load();
  }

 private:
  std::optional<SharedArray<TaskRecord>> records_;
  unsigned spacing_bits_ = 0;
  WorkerCount counted_ = 0;
};

const Kernel& kernel_called(const std::string& name) {
  const Kernel* const kernel = name == "auto" ? &fastest_kernel() : find_kernel(name);
  if (kernel == nullptr || !kernel->supported())
    throw Error(fmt::format("there is no kernel {} here", in_quotes(name)));
  return *kernel;
}

void run_batch(const OwnMode& mode) {
  Input input;
  const ProgramBatch batch = read_batch(input);
  if (batch.mode != mode.name)
    throw Error(fmt::format("a batch for {}, not for {}", in_quotes(batch.mode), mode.name));
  GivenLog given(batch.tasks);
  InterpreterLock lock;
  std::optional<PayloadSource> source;
  if (batch.payload_bytes != 0)
    source.emplace(batch.payload_source);
  const Workload workload(task_batch(batch, source), batch.numbers, kernel_called(batch.kernel),
                          given.log(), batch.gil ? &lock : nullptr);
  const std::unique_ptr<Mode> running = mode.make(batch, workload);
  say(fmt::format("ready kernel={}\n", workload.kernel_name()));
  input.expect("go");
  const BatchResult result = running->run();
  const ToldByProgram* const told = running->told();
  say(fmt::format("done {} {} {}\n", result.tasks, result.sum,
                  told != nullptr ? told->workers : given.workers()));
  input.expect("end");
  running->close();
}

}  // namespace

int run_mode_program(std::span<const OwnMode> modes, int argc, char** argv) {
  const std::string_view asked = argc == 2 ? argv[1] : "";
  const auto mode = std::find_if(modes.begin(), modes.end(),
                                 [&](const OwnMode& one) { return one.name == asked; });
  try {
    if (asked == "--describe") {
      for (const OwnMode& one : modes)
        say(fmt::format("{}\t{}\t{}\t{}{}\n", one.name, one.family, one.workers, one.summary,
                        one.carries_data ? "\tpayload" : ""));
      return 0;
    }
    if (mode == modes.end()) {
      write_all(STDERR_FILENO,
                "This is a program of primebench, which starts it: see primebench --list-modes\n",
                "standard error");
      return 2;
    }
    run_batch(*mode);
    return 0;
  } catch (const std::exception& error) {  // The text is all that crosses the pipe.
    say_error(error.what());
    return 1;
  }
}

void say_error(std::string_view reason) { say(fmt::format("error {}\n", reason)); }

}  // namespace primebench
