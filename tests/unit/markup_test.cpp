#include "core/markup.hpp"

#include <doctest/doctest.h>

using namespace std::string_literals;

namespace primebench {

TEST_CASE("no text can end or begin markup, and readers see it as it is") {
  CHECK(markup_text("<script>") == "&lt;script&gt;");
  CHECK(markup_text("a \"b\" 'c'") == "a &quot;b&quot; &#39;c&#39;");
  CHECK(markup_text("&#60; &amp;") == "&amp;#60; &amp;amp;");
  CHECK(markup_text("]]>--") == "]]&gt;--");
  CHECK(markup_text("10 µs · שלום \u200f") == "10 µs · שלום \u200f");
}

TEST_CASE("what no page can show becomes a replacement character") {
  CHECK(markup_text("a\0b"s) == "a\uFFFDb");
  CHECK(markup_text("a\x1b[1m") == "a\uFFFD[1m");
  CHECK(markup_text("a\u202eb\u2066c") == "a\uFFFDb\uFFFDc");
  CHECK(markup_text("\xff\xc3") == "\uFFFD\uFFFD");
}

}  // namespace primebench
