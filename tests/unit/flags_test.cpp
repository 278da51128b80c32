#include "cli/flags.hpp"

#include <doctest/doctest.h>

#include <array>
#include <sstream>

#include "cli/compare_command.hpp"
#include "cli/options.hpp"
#include "cli/plot_command.hpp"
#include "cli/report_command.hpp"
#include "core/error.hpp"
#include "core/utf8.hpp"

namespace primebench {
namespace {

constexpr std::array<FlagSpec, 6> kSpecs = {{{"Main", 'o', "output", "FILE", "where to"},
                                             {"Main", 0, "where", "F=V", "which rows", true},
                                             {"Other", 'q', "quiet", "", "say less"},
                                             {"Other", 'v', "verbose", "", "say more"},
                                             {"Other", 0, "x", "FIELD", "along what"},
                                             {"Other", 'n', "runs", "N", "how many"}}};

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

TEST_CASE("a flag that adds up keeps all values in order, any other is given once") {
  const Flags flags = parse({"--where", "a=1,2", "--where", "b=3"});
  CHECK(flags.values("where") == std::vector<std::string>{"a=1,2", "b=3"});
  CHECK(error_of({"--output", "a", "-ob"}) == "--output was given twice; give it once");
  CHECK(error_of({"--x=a", "--x", "a"}) == "--x was given twice; give it once");
}

TEST_CASE("a flag without a value is given once, too") {
  const std::string twice = "--quiet was given twice; give it once";
  CHECK(error_of({"-q", "--quiet"}) == twice);
  CHECK(error_of({"--quiet", "--quiet"}) == twice);
  CHECK(error_of({"-qq"}) == twice);
  CHECK(error_of({"-q", "-v"}) == "no error");
}

TEST_CASE("what follows a letter is its value if it takes one, else more letters") {
  CHECK(parse({"-ofile.csv"}).value("output") == "file.csv");
  CHECK(parse({"-o-"}).value("output") == "-");
  CHECK(parse({"-n1,2"}).value("runs") == "1,2");
  CHECK(parse({"-qv"}).given("verbose"));
  CHECK(parse({"-qn5"}).value("runs") == "5");
  CHECK(error_of({"-o=a"}) == "write --output=VALUE or -o VALUE, not -o=VALUE");
  CHECK(error_of({"-q=1"}) == "-q takes no value");
  CHECK(error_of({"--quiet=1"}) == "--quiet takes no value");
}

TEST_CASE("a value may look like a flag, and what is no flag is an operand, in order") {
  CHECK(parse({"--output", "--x"}).value("output") == "--x");
  for (const char* value : {"pool", "io-delay", "-", "--x", "p"}) {
    CHECK(parse({"-x", value}).value("x") == value);
    CHECK(parse({"--x", value}).value("x") == value);
    CHECK(parse({std::string("--x=") + value, "-q"}).value("x") == value);
  }
  const Flags flags = parse({"one", "-q", "-", "--", "--x", "two"});
  CHECK(flags.operands() == std::vector<std::string>{"one", "-", "--x", "two"});
  CHECK_FALSE(flags.given("x"));
  CHECK_THROWS_WITH_AS(reject_operands(flags), doctest::Contains("unexpected argument 'one'"),
                       UsageError);
  CHECK_NOTHROW(reject_operands(parse({"-q"})));
}

TEST_CASE("what is not understood is named, with the nearest known flag") {
  CHECK(error_of({"--ouput", "a"}) == "unknown flag '--ouput'; did you mean --output?");
  CHECK(error_of({"--ouput=a"}) == "unknown flag '--ouput'; did you mean --output?");
  CHECK(error_of({"--zzz"}) == "unknown flag '--zzz'; see --help");
  CHECK(error_of({"-z"}).find("'-z'") != std::string::npos);
  CHECK(error_of({"--output"}) == "--output needs a value (FILE); see --help");
  CHECK(error_of({"-qo"}) == "--output needs a value (FILE); see --help");
  CHECK(error_of({"--quiet=maybe"}) != "no error");
}

TEST_CASE("no line of any command's help is wider than 80 columns") {
  for (const auto help : {run_help, compare_help, plot_help, report_help}) {
    std::istringstream lines(help());
    for (std::string line; std::getline(lines, line);) {
      CAPTURE(line);
      CHECK(columns_of(line) <= 80);
    }
  }
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
