#include "measure/recorded_log.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace primebench {

std::string RecordedLog::find_defect(const TimedRun& run, bool wanted) const {
  if (run.by_program && is_empty())
    return wanted ? "its program keeps no log of its tasks, so there is nothing to trace" : "";
  std::string defect = find_log_defect(records_, spacing_bits_);
  return defect.empty() && run.by_program ? find_nonsense(run) : defect;
}

std::vector<TaskTrace> RecordedLog::tasks() const {
  return is_empty() ? std::vector<TaskTrace>() : trace_of(records_, spacing_bits_);
}

bool RecordedLog::is_empty() const {
  return std::all_of(records_.begin(), records_.end(),
                     [](const TaskRecord& record) { return record.begun == 0; });
}

std::string RecordedLog::find_nonsense(const TimedRun& run) const {
  const std::int64_t ended_ns = run.run_began_ns + static_cast<std::int64_t>(run.run_ns);
  for (std::size_t i = 0; i < records_.size(); ++i) {
    const std::int64_t start_ns = records_[i].start_ns;
    const std::int64_t end_ns = records_[i].end_ns;
    if (start_ns < run.run_began_ns || end_ns < start_ns || end_ns > ended_ns)
      return fmt::format("task {} ran at another time than the batch, says its log",
                         i << spacing_bits_);
    if (records_[i].worker >= run.told.workers)
      return fmt::format("task {} ran on worker {} of {}, says its log", i << spacing_bits_,
                         records_[i].worker.load(), run.told.workers);
  }
  return "";
}

}  // namespace primebench
