// Why a launch or a run ended early: one line, from the many that Open MPI writes.

#pragma once

#include <string>
#include <string_view>

namespace primebench::mpi {

/// `words` is what the launcher wrote on standard error; `ended` says how it ended, and `host`
/// where. The line names the host that has failed, if the words do, else this one.
std::string reason_in(std::string_view words, std::string_view ended, std::string_view host);

}  // namespace primebench::mpi
