// The words of a line of the protocol. Used by program_protocol.cpp and told_host.cpp only.

#pragma once

#include <cstdint>
#include <string_view>

namespace primebench {

/// Digits alone, and no more than fit; false otherwise.
bool read_number(std::string_view text, std::uint64_t& value);

/// What stands before the first `separator`; `text` becomes what stands behind it.
std::string_view take_word(std::string_view& text, char separator);

/// Throws Error that quotes the line.
[[noreturn]] void reject_line(std::string_view line);

/// The number; throws as reject_line() does if `value` is none.
std::uint64_t number_in(std::string_view value, std::string_view line);

}  // namespace primebench
