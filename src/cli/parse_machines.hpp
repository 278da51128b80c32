// The machines of --hosts and --launcher.

#pragma once

#include <memory>
#include <optional>
#include <string>

#include "modes/machines.hpp"

namespace primebench {

/// nullptr if neither was given. `hosts` is a list "a:4,b:4", in which a host without a number has
/// room for one worker, or the name of a file in mpirun's form: lines "a slots=4", "#" begins a
/// comment. Throws UsageError.
std::shared_ptr<const Machines> parse_machines(const std::optional<std::string>& hosts,
                                               const std::optional<std::string>& launcher);

}  // namespace primebench
