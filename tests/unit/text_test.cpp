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
  CHECK(in_quotes("\xc3\xa4 \xe6\x97\xa5 \xf0\x9f\x9a\x80") ==
        "'\xc3\xa4 \xe6\x97\xa5 \xf0\x9f\x9a\x80'");
  // Not UTF-8, a mark that turns the line around, C1 control, private use, byte order mark.
  CHECK(in_quotes("\xff\xc3") == "'\\xff\\xc3'");
  CHECK(in_quotes("\u202e") == "'\\xe2\\x80\\xae'");
  CHECK(in_quotes("\u0085\ue000\ufeff") == "'\\xc2\\x85\\xee\\x80\\x80\\xef\\xbb\\xbf'");
  // Cut between characters.
  CHECK(in_quotes("\xc3\xa4\xc3\xa4", 3) == "'\xc3\xa4...'");
  CHECK(in_quotes(std::string(100, 'a')) == "'" + std::string(60, 'a') + "...'");
}

TEST_CASE("long text is broken at blanks, and a word that is too long stands alone") {
  CHECK(wrapped("") == "");
  CHECK(wrapped("one two three", 7) == "one two\nthree\n");
  CHECK(wrapped("one two three", 6) == "one\ntwo\nthree\n");
  CHECK(wrapped("a incomprehensibilities b", 5) == "a\nincomprehensibilities\nb\n");
}

}  // namespace primebench
