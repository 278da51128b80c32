// {fmt}, compiled into the program: not every Debian has it as a static library, and each
// shared one makes every process dearer to start and to fork. Here, and where
// src/CMakeLists.txt says so, it is header-only; every other file includes the declarations
// alone, which takes a tenth of the time, and finds the definitions here.

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace primebench {
namespace {

// An inline function is emitted where its address is taken.
using Format = std::string(fmt::string_view, fmt::format_args);
using Print = void(std::FILE*, fmt::string_view, fmt::format_args);
using PrintToOutput = void(fmt::string_view, fmt::format_args);
[[gnu::used]] Format* const format = &fmt::vformat;
[[gnu::used]] Print* const print = &fmt::vprint;
[[gnu::used]] PrintToOutput* const print_to_output = &fmt::vprint;

}  // namespace
}  // namespace primebench
