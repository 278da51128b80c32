// Numbers with units as people read them. Inside the program there is one unit for each
// quantity: nanoseconds, bytes, tasks per second, shares of 1.

#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace primebench {

enum class Quantity { kDuration, kBytes, kRate, kByteRate, kFactor, kPercent, kCount };

struct Unit {
  double size = 1;          ///< What one unit is in the program's own numbers.
  std::string_view name;    ///< "µs"; empty if there is none.
  std::string_view typed;   ///< As it is typed in ASCII: "us".
  bool after_blank = true;  ///< "5 ms", but "1.5×".
};

/// The units of a quantity by ascending size; at least one.
std::span<const Unit> units_of(Quantity quantity);

/// The unit for an axis that goes up to `largest`.
const Unit& axis_unit(Quantity quantity, double largest);

/// Three significant digits without an exponent: "0.0234", "1.97", "812"; whole numbers
/// from 1000 on. `value` is any finite number.
std::string three_digits(double value);

/// Three significant digits and the unit that suits: "812 µs", "7.81 MiB", "1.97×",
/// "98.0 %", "1.20k/s". A whole number of the smallest unit stays whole: "7 ns".
std::string format_quantity(Quantity quantity, double value);

/// "812 ns", "5.20 ms", "1.24 s", "4096 s". `nanoseconds` is any finite number.
std::string format_duration(double nanoseconds);

/// Likewise with a binary unit: "832 KiB", "7.81 MiB".
std::string format_bytes(double bytes);

/// A whole duration without loss, as short as can be: "20 ms", "1.5 s", "0".
std::string exact_duration(std::uint64_t nanoseconds);

/// Likewise as one would type it: "10us", "1.5ms"; parse_duration() takes it back.
std::string duration_argument(std::uint64_t nanoseconds);

/// A size without loss, as one would type it: "4KiB", "1000", "0"; parse_bytes() takes it back.
std::string bytes_argument(std::uint64_t bytes);

}  // namespace primebench
