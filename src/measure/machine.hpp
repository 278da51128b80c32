// The machine and the program, as a row records them.

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace primebench {

/// All text is as recorded_text() leaves it.
struct Machine {
  std::size_t cpus = 0;          ///< usable_cpus(): the default of --pool.
  std::size_t cpus_allowed = 0;  ///< CPUs of the affinity mask: how many can work at once.
  bool cpu_quota_known = false;  ///< As CpuQuota::known.
  std::optional<std::uint64_t> cpu_quota_milli;  ///< As CpuQuota::milli.
  std::string cpu_model;                         ///< "AMD EPYC 7B13"
  std::string host;
  std::string os;        ///< Kernel, its release and the machine type.
  std::string compiler;  ///< What this program was built with.
  std::string version;   ///< This program's version.
};

/// Asks the system. What it does not tell is "unknown".
Machine this_machine();

/// `text` for a cell of a spreadsheet: letters, digits, blanks and ._-()@/+ stay,
/// anything else becomes '_'; runs of blanks become one; a first character that
/// could start a formula is preceded by '_'. Empty becomes "unknown".
std::string recorded_text(std::string_view text);

/// What this program was built with: "g++ 12.2.0".
std::string_view compiler_name();

/// Whether the compiler optimised this program.
bool is_optimised_build();

}  // namespace primebench
