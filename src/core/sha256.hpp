// SHA-256 (FIPS 180-4), in which a page names the style and the script that may run in it.

#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace primebench {

std::array<std::uint8_t, 32> sha256(std::string_view bytes);

/// RFC 4648, with padding.
std::string base64(std::span<const std::uint8_t> bytes);

}  // namespace primebench
