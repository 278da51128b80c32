// Why a launch or a run ended early: one line, from the many that Open MPI writes.

#pragma once

#include <string>
#include <string_view>

namespace primebench::mpi {

/// `words` is what the launcher wrote on standard error; `ended` says how it ended, and `host`
/// where. The line names the host that has failed, if the words do, else this one; of this one it
/// names `limits`, if there are any, instead of what Open MPI takes their refusals for.
std::string reason_in(std::string_view words, std::string_view ended, std::string_view host,
                      std::string_view limits = {});

/// "the launcher could not start all workers", with low_limits().
std::string could_not_start(std::string_view limits);

}  // namespace primebench::mpi
