// The modes themselves. Each is defined in the file of its name; table.cpp lists
// them. Adding one: a file, a line here, a line there, a line in src/CMakeLists.txt.

#pragma once

#include "modes/mode.hpp"

namespace primebench {

extern const ModeSpec sequential;
extern const ModeSpec threaded;
extern const ModeSpec thread_pool;
extern const ModeSpec std_async;
extern const ModeSpec asio_thread_pool;
extern const ModeSpec openmp;
extern const ModeSpec openmp_tasks;
extern const ModeSpec asyncio;
extern const ModeSpec asyncio_pool;
extern const ModeSpec asyncio_offload;
extern const ModeSpec fibers;
extern const ModeSpec multiprocessing;
extern const ModeSpec multiprocessing_spawn;
extern const ModeSpec multiprocessing_pool;
extern const ModeSpec process_pool_executor;

}  // namespace primebench
