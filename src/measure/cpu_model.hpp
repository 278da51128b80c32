// The name of the processor, from what the kernel tells of it.

#pragma once

#include <string>
#include <string_view>

namespace primebench {

/// `cpuinfo` is the text of /proc/cpuinfo, `board` that of /proc/device-tree/model (may be
/// empty), `machine_type` what uname says.
///
/// x86: "model name". Arm, where cpuinfo has numbers only: the names of all kinds of cores
/// in the order in which they come, and the board: "Cortex-A53 + Cortex-A72 (board)"; a
/// core that is not in the table by its numbers, "Arm 0x41 part 0xfff". RISC-V: "uarch".
/// Otherwise the machine type, with the board if there is one.
std::string cpu_model(std::string_view cpuinfo, std::string_view board,
                      std::string_view machine_type);

}  // namespace primebench
