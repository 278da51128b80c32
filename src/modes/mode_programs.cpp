#include "modes/mode_programs.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "core/error.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "primebench-mode-";

constexpr auto kOwn = std::to_array<OwnProgramMode>({
    {"work-stealing", "tbb", "oneTBB", "libtbb-dev", Family::kThreads},
    {"std-execution", "tbb", "oneTBB", "libtbb-dev", Family::kThreads},
    {"mpi", "mpi", "Open MPI", "libopenmpi-dev", Family::kProcesses},
});

/// Adds the parts of a list such as PATH. An empty part is the current directory.
void add_list(std::vector<std::string>& directories, const char* list) {
  std::string_view rest = list == nullptr ? "" : list;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    directories.emplace_back(end == 0 ? "." : rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
}

ModeSpec spec_of(const ProgramDescription& description, const ModeProgram& program) {
  const bool one = description.workers == Workers::kOne;
  const bool loop = description.family == Family::kEventLoop;
  return {.name = description.name,
          .alias = "",
          .summary = description.summary,
          .needs = program.name,
          .family = description.family,
          .workers = description.workers,
          .divides_in_parallel = !one,
          .wait_holds_worker = !loop,
          .shares_memory = description.family != Family::kProcesses,
          .carries_data = description.carries_data,
          .spans_machines = description.spans_machines,
          .program = &program};
}

}  // namespace

std::vector<std::string> mode_directories() {
  std::vector<std::string> directories;
  add_list(directories, std::getenv("PRIMEBENCH_MODES"));
  std::error_code unknown;
  const fs::path self = fs::read_symlink("/proc/self/exe", unknown);
  if (!unknown)
    directories.push_back((self.parent_path() / PRIMEBENCH_LIBEXEC).lexically_normal().string());
  add_list(directories, std::getenv("PATH"));
  return directories;
}

std::span<const OwnProgramMode> own_program_modes() { return kOwn; }

Obstacle obstacle_of(const OwnProgramMode& mode) {
  return {.reason = fmt::format("no {} built in", mode.library),
          .package = std::string(mode.package)};
}

const ModeSpec* AskedProgram::find(std::string_view mode) const {
  const auto found = std::find_if(modes.begin(), modes.end(),
                                  [&](const Entry& one) { return one.spec.name == mode; });
  return found == modes.end() ? nullptr : &found->spec;
}

const AskedProgram* ModePrograms::program(std::string_view name) {
  const auto found = programs().find(name);
  if (found == programs_.end())
    return nullptr;
  ask(found->second);
  return &found->second;
}

const ModeSpec* ModePrograms::find(std::string_view name) {
  for (const OwnProgramMode& own : kOwn) {
    if (own.mode != name && own.program != name)
      continue;
    const AskedProgram* const one = program(own.program);
    if (one == nullptr)
      throw Error(describe(obstacle_of(own)));
    if (!one->error.empty())
      throw Error(describe({.reason = one->error, .package = std::string(own.package)}));
  }
  std::vector<AskedProgram*> in_turn;
  for (auto& [program_name, one] : programs())
    in_turn.push_back(&one);
  const auto is_likely = [&](const AskedProgram* one) {
    return name.starts_with(one->program.name + "-");
  };
  const auto unlikely = std::stable_partition(in_turn.begin(), in_turn.end(), is_likely);
  for (AskedProgram* const one : in_turn) {
    ask(*one);
    if (const ModeSpec* const mode = one->find(name))
      return mode;
  }
  const auto broken = std::find_if(in_turn.begin(), unlikely,
                                   [](const AskedProgram* one) { return !one->error.empty(); });
  if (broken != unlikely)
    throw Error((*broken)->error);
  return nullptr;
}

std::vector<const AskedProgram*> ModePrograms::all() {
  std::vector<const AskedProgram*> result;
  result.reserve(programs().size());
  for (auto& [name, one] : programs_) {
    ask(one);
    result.push_back(&one);
  }
  return result;
}

std::map<std::string, AskedProgram, std::less<>>& ModePrograms::programs() {
  if (!looked_)
    look_into(mode_directories());
  return programs_;
}

void ModePrograms::look_into(const std::vector<std::string>& directories) {
  looked_ = true;
  for (const std::string& directory : directories) {
    std::error_code failed;  // PATH may name what does not exist.
    for (fs::directory_iterator entry(directory, failed), end; !failed && entry != end;
         entry.increment(failed)) {
      const std::string file = entry->path().filename().string();
      const std::string name = file.substr(std::min(file.size(), kPrefix.size()));
      std::error_code unknown;
      const bool runs = file.starts_with(kPrefix) && !name.empty() &&
                        fs::is_regular_file(entry->path(), unknown) &&
                        ::access(entry->path().c_str(), X_OK) == 0;
      if (runs)  // What an earlier directory has stays.
        programs_.try_emplace(name, AskedProgram{.program = {name, entry->path().string()}});
    }
  }
}

void ModePrograms::ask(AskedProgram& program) {
  if (program.asked)
    return;
  program.asked = true;
  try {
    for (ProgramDescription& description : described_by(program.program.file)) {
      if (find_mode(description.name) != nullptr || means_all_modes(description.name))
        throw Error(fmt::format("its mode {} is built in", description.name));
      program.modes.push_back({.description = std::move(description), .spec = {}});
      AskedProgram::Entry& entry = program.modes.back();
      entry.spec = spec_of(entry.description, program.program);
    }
  } catch (const std::exception& error) {  // One of many: the others are asked all the same.
    program.modes.clear();
    program.error = fmt::format("{}{}: {}", kPrefix, program.program.name, error.what());
  }
}

}  // namespace primebench
