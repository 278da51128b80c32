// The machines on which a mode may run that spans several.

#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace primebench {

/// A machine, and how many workers it has room for.
struct HostSlots {
  std::string name;
  std::size_t slots = 1;  ///< Not 0.

  bool operator==(const HostSlots&) const = default;
};

/// What --hosts and --launcher say.
struct Machines {
  std::vector<HostSlots> hosts;  ///< Each once; empty: this machine alone.
  std::string launcher;          ///< Program and arguments with blanks between; empty: mpirun.

  /// Room for workers on all of `hosts`.
  [[nodiscard]] std::size_t slots() const noexcept {
    std::size_t sum = 0;
    for (const HostSlots& host : hosts)
      sum += host.slots;
    return sum;
  }
  bool operator==(const Machines&) const = default;
};

}  // namespace primebench
