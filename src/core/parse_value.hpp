// Values of flags: strict, and with messages that name the flag and the text.

#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace primebench {

/// `text` as a whole number of ASCII digits alone, from `least` to `most`. `flag` is
/// how messages call it, as in "--pool". Throws UsageError for anything else.
std::uint64_t parse_count(std::string_view flag, std::string_view text, std::uint64_t least,
                          std::uint64_t most);

/// A duration such as "250ms", "1.5s", "500us", "10ns", "2m" (minutes), "1h" or "40": a decimal
/// number, at most nine digits after the point, and a unit, milliseconds if there is none. At most
/// 1000 hours; fractions of a nanosecond are refused. Throws UsageError.
std::chrono::nanoseconds parse_duration(std::string_view flag, std::string_view text);

/// A size such as "4KiB", "64kB", "1M" or "100" (bytes): a whole number and a unit in any case;
/// powers of 1000 are kB, MB, GB, TB, and of 1024 KiB, MiB, GiB, TiB and, as in other Unix tools,
/// K, M, G, T. At most 1 TiB. Throws UsageError.
std::uint64_t parse_bytes(std::string_view flag, std::string_view text);

/// A share such as "5%" or "0.5%" as 0.05 or 0.005: up to 10000 %, at most three digits after the
/// point; the sign may be left out. Throws UsageError.
double parse_percentage(std::string_view flag, std::string_view text);

}  // namespace primebench
