#include "core/text.hpp"

#include <doctest/doctest.h>

#include <array>

namespace primebench {

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
