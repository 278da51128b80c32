// The processors of the hosts: what a rank tells of its own, and what all of a host come to.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "modes/mode.hpp"
#include "programs/mpi/conversation.hpp"

namespace primebench::mpi {

/// As a row of a batch that runs here alone would record it.
Processor this_processor();

/// What the ranks of one host, at least one, may use together: launchers bind each to CPUs of its
/// own, or none.
ToldHost told_host(std::string_view name, std::span<const Processor> ranks, std::uint64_t workers);

}  // namespace primebench::mpi
