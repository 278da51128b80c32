#include "core/parse_value.hpp"

#include "core/quantity.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/error.hpp"

namespace primebench {

TEST_CASE("sizes have units of 1000 and of 1024, in any case") {
  const auto bytes = [](const char* text) { return parse_bytes("--payload", text); };
  CHECK(bytes("0") == 0);
  CHECK(bytes("100") == 100);
  CHECK(bytes("7B") == 7);
  CHECK(bytes("4KiB") == 4096);
  CHECK(bytes("4kib") == 4096);
  CHECK(bytes("4K") == 4096);
  CHECK(bytes("64kB") == 64'000);
  CHECK(bytes("1MiB") == 1'048'576);
  CHECK(bytes("3MB") == 3'000'000);
  CHECK(bytes("2G") == 2'147'483'648);
  CHECK(bytes("1TiB") == 1'099'511'627'776);
  for (const char* text : {"", "KiB", "1.5MiB", "-1", "4 KiB", "1XB", "4KiBs", "2TiB", "1025GiB",
                           "18446744073709551616", "1KK", "1BB"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_bytes("--payload", text), UsageError);
  }
}

TEST_CASE("a count is ASCII digits alone, in its range") {
  CHECK(parse_count("--n", "0", 0, 9) == 0);
  CHECK(parse_count("--n", "007", 0, 9) == 7);
  CHECK(parse_count("--n", "18446744073709551615", 0, UINT64_MAX) == UINT64_MAX);
  for (const char* text :
       {"-1", "+7", " 7", "7 ", "0x11", "1e9", "1_000", "1,000", "", "7\n", "1.0", "seven",
        "18446744073709551616", "99999999999999999999999", "\xef\xbc\x97", "7\t", "--7", "0b1"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_count("--n", text, 0, UINT64_MAX), UsageError);
  }
  CHECK_THROWS_AS(parse_count("--n", "0", 1, 9), UsageError);
  CHECK_THROWS_AS(parse_count("--n", "10", 1, 9), UsageError);
}

TEST_CASE("the message of a bad count names the flag, the range and the text") {
  CHECK_THROWS_WITH(parse_count("--pool", "x\n", 1, 4096),
                    "--pool takes a whole number from 1 to 4096, not 'x\\x0a'");
}

TEST_CASE("a duration is a decimal number and a unit, milliseconds without one") {
  const auto ns = [](const char* text) { return parse_duration("--d", text).count(); };
  CHECK(ns("0") == 0);
  CHECK(ns("250ms") == 250'000'000);
  CHECK(ns("1.5s") == 1'500'000'000);
  CHECK(ns("500us") == 500'000);
  CHECK(ns("1.5\u00b5s") == 1'500);  // As it is printed.
  CHECK(ns("2\u03bcs") == 2'000);
  CHECK(ns("10ns") == 10);
  CHECK(ns("40") == 40'000'000);
  CHECK(ns("2m") == 120'000'000'000);
  CHECK(ns("1.5h") == 5'400'000'000'000);
  CHECK(ns("1000h") == 3'600'000'000'000'000);
  CHECK(ns("0.5") == 500'000);
  CHECK(ns("0.000000001s") == 1);
  CHECK(ns("1.0ns") == 1);
  CHECK(ns("3600000s") == 3'600'000'000'000'000);
}

TEST_CASE("anything else is no duration") {
  for (const char* text : {"",
                           "s",
                           "ms",
                           "-1",
                           "+1",
                           " 1",
                           "1 ",
                           "1 s",
                           "1d",
                           "1min",
                           "1H",
                           "1000.1h",
                           "60001m",
                           "1.s",
                           ".5s",
                           "1.2.3s",
                           "1e3",
                           "0x1",
                           "1S",
                           "1MS",
                           "1.5ns",
                           "0.0000000001s",
                           "1.0000000001s",
                           "3600001s",
                           "18446744073709551616",
                           "99999999999s",
                           "1,5s",
                           "inf",
                           "nan",
                           "\xef\xbc\x91s"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_duration("--d", text), UsageError);
  }
}

TEST_CASE("a duration is written as one would type it, and read back the same") {
  const auto text = [](std::int64_t ns) {
    return duration_argument(static_cast<std::uint64_t>(ns));
  };
  CHECK(text(0) == "0ns");
  CHECK(text(999) == "999ns");
  CHECK(text(10'000) == "10us");
  CHECK(text(1'500'000) == "1.5ms");
  CHECK(text(1'000'000'001) == "1.000000001s");
  for (const std::int64_t ns : {1L, 1'050L, 123'456'789L, 3'600'000'000'000L})
    CHECK(parse_duration("--x", text(ns)).count() == ns);
}

TEST_CASE("percentages have a sign or none, and at most three digits after the point") {
  CHECK(parse_percentage("--f", "5%") == doctest::Approx(0.05));
  CHECK(parse_percentage("--f", "5") == doctest::Approx(0.05));
  CHECK(parse_percentage("--f", "0.125%") == doctest::Approx(0.00125));
  CHECK(parse_percentage("--f", "2.5%") == doctest::Approx(0.025));
  CHECK(parse_percentage("--f", "0%") == 0);
  CHECK(parse_percentage("--f", "10000%") == doctest::Approx(100));
  for (const char* text : {"", "%", "-1%", "+1%", "5 %", "1,5%", "1.2345%", "1.%", ".5%",
                           "10000.1%", "10001%", "1e2%", "5%%", "nan", "1.2.3%"}) {
    CAPTURE(text);
    CHECK_THROWS_AS(parse_percentage("--f", text), UsageError);
  }
}

}  // namespace primebench
