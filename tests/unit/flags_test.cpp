#include "cli/flags.hpp"

#include <doctest/doctest.h>

#include <array>

#include "core/error.hpp"

namespace primebench {
namespace {

constexpr std::array<FlagSpec, 4> kSpecs = {{{"Main", 'o', "output", "FILE", "where to"},
                                             {"Main", 0, "where", "F=V", "which rows"},
                                             {"Other", 'q', "quiet", "", "say less"},
                                             {"Other", 0, "runs", "N", "how many"}}};

Flags parse(const std::vector<std::string>& arguments) { return parse_flags(kSpecs, arguments); }

std::string error_of(const std::vector<std::string>& arguments) {
  try {
    parse(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "no error";
}

}  // namespace

TEST_CASE("flags are found by their long and their short name") {
  CHECK(parse({"--output", "a"}).value("output") == "a");
  CHECK(parse({"--output=a"}).value("output") == "a");
  CHECK(parse({"-o", "a"}).value("output") == "a");
  CHECK(parse({"-q"}).given("quiet"));
  CHECK_FALSE(parse({"-q"}).given("output"));
  CHECK_FALSE(parse({}).value("output").has_value());
}

TEST_CASE("values reach the caller as they were written") {
  CHECK(parse({"--runs", "-1"}).value("runs") == "-1");
  CHECK(parse({"--runs", ""}).value("runs") == "");
  CHECK(parse({"--runs="}).value("runs") == "");
  CHECK(parse({"--runs", " 7"}).value("runs") == " 7");
  CHECK(parse({"--output", "-"}).value("output") == "-");
  CHECK(parse({"--output=a=b,c"}).value("output") == "a=b,c");
}

TEST_CASE("a repeated flag keeps all values in order, and the last one counts") {
  const Flags flags = parse({"--where", "a=1,2", "--where", "b=3"});
  CHECK(flags.values("where") == std::vector<std::string>{"a=1,2", "b=3"});
  CHECK(flags.value("where") == "b=3");
}

TEST_CASE("what is not understood is named, with the nearest known flag") {
  CHECK(error_of({"--ouput", "a"}) == "unknown flag '--ouput'; did you mean --output?");
  CHECK(error_of({"--ouput=a"}) == "unknown flag '--ouput'; did you mean --output?");
  CHECK(error_of({"--zzz"}) == "unknown flag '--zzz'; see --help");
  CHECK(error_of({"-z"}).find("'-z'") != std::string::npos);
  CHECK(error_of({"stray"}).find("unexpected argument 'stray'") != std::string::npos);
  CHECK(error_of({"--output"}).find("output") != std::string::npos);
  CHECK(error_of({"--quiet=maybe"}) != "no error");
}

TEST_CASE("the description of the flags fits into 80 columns") {
  std::size_t start = 0;
  const std::string text = describe_flags(kSpecs);
  while (start < text.size()) {
    const std::size_t end = text.find('\n', start);
    CHECK(end - start <= 80);
    start = end + 1;
  }
  CHECK(text.find("--output FILE") != std::string::npos);
}

}  // namespace primebench
