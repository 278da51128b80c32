#include "programs/mpi/log_file.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <array>
#include <charconv>
#include <cstdlib>

#include "core/error.hpp"
#include "core/parse_value.hpp"
#include "core/text.hpp"
#include "modes/program_mode.hpp"

namespace primebench::mpi {

std::optional<LogFile> LogFile::open() {
  const char* const number = std::getenv(kLogVariable);
  if (number == nullptr)
    return std::nullopt;
  const Fd file(static_cast<int>(parse_count(kLogVariable, number, 0, 1 << 20)));
  struct stat facts {};
  if (::fstat(file.get(), &facts) != 0)
    throw_errno("cannot see the task log");
  const std::size_t entries = static_cast<std::size_t>(facts.st_size) / sizeof(TaskRecord);
  if (entries == 0)
    throw Error("the task log is empty");
  SharedArray<TaskRecord> memory(entries, file);
  const LogHeader header = read_log_header(memory[0]);
  if (header.records >= entries)
    throw Error("the task log is too short");
  return LogFile(std::move(memory), header.spacing_bits);
}

void LogFile::note(std::string_view line, const std::function<std::int64_t(std::int64_t)>& here) {
  std::array<std::int64_t, 4> values{};
  const char* at = line.data();
  const char* const end = line.data() + line.size();
  for (std::int64_t& value : values) {
    const auto [next, error] = std::from_chars(at, end, value);
    if (error != std::errc())
      throw Error(fmt::format("rank 0 logs {}", in_quotes(line)));
    at = next == end ? end : next + 1;
  }
  const std::size_t place = (static_cast<std::size_t>(values[0]) >> spacing_bits_) + 1;
  if (values[0] < 0 || place >= memory_.size())
    throw Error(fmt::format("rank 0 logs {}", in_quotes(line)));
  TaskRecord& record = memory_[place];
  record.start_ns = here(values[1]);
  record.end_ns = here(values[2]);
  record.worker = static_cast<std::uint32_t>(values[3]);
  ++record.begun;
}

}  // namespace primebench::mpi
