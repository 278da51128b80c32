#include "modes/program_mode.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "modes/program_process.hpp"
#include "modes/program_protocol.hpp"
#include "workload/workload.hpp"

namespace primebench {
namespace {

ProgramBatch batch_for(const ModeSpec& mode, const Workload& workload, std::size_t pool,
                       const ProgramMeans& means) {
  return {
      .mode = std::string(mode.name),
      .tasks = workload.tasks(),
      .pool = mode.uses_pool() ? pool : 0,
      .io_delay = workload.io_delay(),
      .payload_bytes = workload.payload_bytes(),
      .payload_source =
          workload.payload_bytes() == 0 ? PayloadShape() : workload.batch().payload_source->shape(),
      .gil = workload.locks(),
      .kernel = std::string(workload.kernel_name()),
      .machines = means.machines != nullptr && mode.spans_machines ? *means.machines : Machines(),
      .patient = mode.spans_machines && means.patient,
      .tell_hosts = !means.hosts.empty(),
      .numbers = numbers_of(workload.batch())};
}

class RunningProgram final : public Mode {
 public:
  RunningProgram(const ModeSpec& mode, const Workload& workload, std::size_t pool,
                 const ProgramMeans& means)
      : tasks_(workload.tasks()),
        patient_(means.patient),
        hosts_(means.hosts),
        process_(mode.program->file, std::string(mode.name), means.log_file) {
    const std::string text = batch_text(batch_for(mode, workload, pool, means));
    const Reply reply = process_.ask(text, "ready");
    const auto* const ready = std::get_if<ReadyReply>(&reply);
    if (ready == nullptr)
      process_.fail("was done before it was ready");
    const std::size_t length = std::min(ready->kernel.size(), sizeof told_.kernel - 1);
    told_.hosts = ready->hosts;
    std::memcpy(told_.kernel, ready->kernel.data(), length);
  }

  BatchResult run() override {
    const Reply reply = process_.ask("go\n", "done");
    const auto* const done = std::get_if<DoneReply>(&reply);
    if (done == nullptr)
      process_.fail("said \"ready\" twice");
    if (done->workers == 0 || done->workers > tasks_)
      process_.fail(fmt::format("counted {} workers for {} tasks", done->workers, tasks_));
    told_.workers = done->workers;
    return done->result;
  }

  void close() override {
    process_.finish("end\n", patient_, [this](std::string_view line) { return take_host(line); });
    if (told_.hosts_told == 0)
      return;
    if (told_workers_ != told_.workers)
      process_.fail(fmt::format("told of {} workers on its hosts, and before of {}", told_workers_,
                                told_.workers));
    if (told_.hosts != 0 && told_.hosts != told_.hosts_told)
      process_.fail(
          fmt::format("told of {} hosts, and before of {}", told_.hosts_told, told_.hosts));
    told_.hosts = told_.hosts_told;
    if (told_.hosts_told > hosts_.size())
      told_.hosts_told = 0;  // More than there is room for: as if they had not been told.
  }

  [[nodiscard]] const ToldByProgram* told() const override { return &told_; }

 private:
  /// Whether the line is that of a host, and one that was asked for.
  bool take_host(std::string_view line) {
    const std::optional<ToldHost> host = hosts_.empty() ? std::nullopt : parse_host(line);
    if (!host)
      return false;
    if (host->workers > told_.workers - told_workers_)
      process_.fail(
          fmt::format("told of more workers on its hosts than the {} before", told_.workers));
    told_workers_ += host->workers;
    if (told_.hosts_told < hosts_.size())
      hosts_[told_.hosts_told] = *host;
    ++told_.hosts_told;
    return true;
  }

  std::size_t tasks_;
  bool patient_;
  std::span<ToldHost> hosts_;
  std::uint64_t told_workers_ = 0;  ///< On hosts that it has described.
  ToldByProgram told_;
  ProgramProcess process_;
};

}  // namespace

std::unique_ptr<Mode> start_program(const ModeSpec& mode, const Workload& workload,
                                    std::size_t pool, const ProgramMeans& means) {
  if (means.log_file >= 0)
    ::setenv(kLogVariable, std::to_string(means.log_file).c_str(), 1);
  else
    ::unsetenv(kLogVariable);
  return std::make_unique<RunningProgram>(mode, workload, pool, means);
}

}  // namespace primebench
