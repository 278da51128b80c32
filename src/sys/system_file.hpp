// Small files in which the kernel tells something, /proc and /sys above all. None of this
// throws: what the system does not tell is unknown.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace primebench {

/// The text of a small file of /proc or /sys; none if it cannot be read.
std::optional<std::string> system_file(const std::filesystem::path& file);

/// The number at the start of such a file; none for "max", "-1" or without the file.
std::optional<std::uint64_t> number_in_file(const std::filesystem::path& file);

/// The number after the word `name` in a file of lines "name number"; none without it.
std::optional<std::uint64_t> value_of(std::string_view lines, std::string_view name) noexcept;

}  // namespace primebench
