#include "core/quantity.hpp"

#include <doctest/doctest.h>

namespace primebench {

TEST_CASE("durations have three significant digits and the unit that suits") {
  CHECK(format_duration(0) == "0 ns");
  CHECK(format_duration(812) == "812 ns");
  CHECK(format_duration(2.5) == "2.50 ns");
  CHECK(format_duration(1'000) == "1.00 µs");
  CHECK(format_duration(999'400) == "999 µs");
  CHECK(format_duration(999'600) == "1.00 ms");
  CHECK(format_duration(5'204'000) == "5.20 ms");
  CHECK(format_duration(89'123'456) == "89.1 ms");
  CHECK(format_duration(99'960'000) == "100 ms");
  CHECK(format_duration(1'240'000'000) == "1.24 s");
  CHECK(format_duration(4.096e12) == "4096 s");
  CHECK(format_duration(-1'500) == "-1.50 µs");
}

TEST_CASE("sizes have binary units") {
  CHECK(format_bytes(0) == "0 B");
  CHECK(format_bytes(1023) == "1023 B");
  CHECK(format_bytes(851'968) == "832 KiB");
  CHECK(format_bytes(8'192'000) == "7.81 MiB");
  CHECK(format_bytes(3.5 * 1024 * 1024 * 1024) == "3.50 GiB");
}

TEST_CASE("ratios and rates keep three significant digits, however small") {
  CHECK(three_digits(0) == "0.00");
  CHECK(three_digits(0.004) == "0.00400");
  CHECK(three_digits(0.02345) == "0.0234");
  CHECK(three_digits(0.99951) == "1.00");
  CHECK(three_digits(9.996) == "10.0");
  CHECK(three_digits(1234.6) == "1235");
  CHECK(three_digits(-0.5) == "-0.500");
  CHECK(format_quantity(Quantity::kFactor, 0.0218) == "0.0218×");
  CHECK(format_quantity(Quantity::kRate, 0.0021) == "0.00210/s");
  CHECK(format_quantity(Quantity::kRate, 12'345) == "12.3k/s");
  CHECK(format_quantity(Quantity::kPercent, 0.5) == "50.0 %");
  CHECK(format_quantity(Quantity::kCount, 999'600) == "1.00M");
}

TEST_CASE("a whole duration is written without loss") {
  CHECK(exact_duration(0) == "0");
  CHECK(exact_duration(20'000'000) == "20 ms");
  CHECK(exact_duration(20'000'001) == "20000.001 µs");
  CHECK(exact_duration(1'500'000'000) == "1.5 s");
}

}  // namespace primebench
