#include "core/text.hpp"

#include <doctest/doctest.h>

#include <array>

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

TEST_CASE("a misspelt word finds the one that was meant, and nonsense none") {
  constexpr std::array<std::string_view, 4> kWords = {"sequential", "threaded", "thread-pool",
                                                      "asyncio"};
  CHECK(closest_match("sequentail", kWords) == "sequential");
  CHECK(closest_match("threadpool", kWords) == "thread-pool");
  CHECK(closest_match("treaded", kWords) == "threaded");
  CHECK(closest_match("async", kWords) == "asyncio");
  CHECK(closest_match("seq", kWords) == "sequential");
  CHECK(closest_match("banana", kWords).empty());
  CHECK(closest_match("", kWords).empty());
}

TEST_CASE("quoted text is harmless on a terminal and of bounded length") {
  CHECK(in_quotes("plain") == "'plain'");
  CHECK(in_quotes("a\x1b[31m\n") == "'a\\x1b[31m\\x0a'");
  CHECK(in_quotes("\xc3\xa4") == "'\\xc3\\xa4'");
  CHECK(in_quotes(std::string(100, 'a')) == "'" + std::string(60, 'a') + "...'");
}

TEST_CASE("long text is broken at blanks, and a word that is too long stands alone") {
  CHECK(wrapped("") == "");
  CHECK(wrapped("one two three", 7) == "one two\nthree\n");
  CHECK(wrapped("one two three", 6) == "one\ntwo\nthree\n");
  CHECK(wrapped("a incomprehensibilities b", 5) == "a\nincomprehensibilities\nb\n");
}

}  // namespace primebench
