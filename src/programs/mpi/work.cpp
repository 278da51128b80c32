#include "programs/mpi/work.hpp"

#include <fmt/core.h>

#include "core/error.hpp"
#include "core/parse_value.hpp"

namespace primebench::mpi {

Work::Work(const std::string& text, bool has_data) {
  std::size_t begin = text.find('\n') + 1;
  const std::string log = text.substr(4, begin - 5);
  for (bool more = true; more;) {
    const std::size_t end = text.find('\n', begin);
    more = !reader_.take(std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
  const ProgramBatch& batch = reader_.batch();
  const Kernel* const kernel = find_kernel(batch.kernel);
  if (kernel == nullptr || !kernel->supported())
    throw Error(fmt::format("its CPU cannot run the kernel {}; --kernel scalar runs everywhere",
                            batch.kernel));
  if (log != "none") {
    spacing_bits_ = static_cast<unsigned>(parse_count("the log", log, 0, 63));
    records_.emplace(TaskLog::record_count(batch.tasks, spacing_bits_));
    log_ = TaskLog(records_->span(), spacing_bits_, count_);
  }
  const PayloadShape shape = batch.payload_source;
  if (batch.payload_bytes != 0)
    source_.emplace(has_data ? shape : PayloadShape{.tasks = 1, .bytes = 1, .seed = shape.seed});
  workload_.emplace(task_batch(batch, source_), batch.numbers, *kernel, log_,
                    batch.gil ? &lock_ : nullptr);
}

Answered Work::noted(std::uint64_t task, Answer answer) const {
  Answered answered{.task = task, .answer = answer};
  if (log_.records(task)) {
    const TaskRecord& record = (*records_)[task >> spacing_bits_];
    answered.start_ns = record.start_ns;
    answered.end_ns = record.end_ns;
  }
  return answered;
}

}  // namespace primebench::mpi
