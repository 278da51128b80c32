#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "core/error.hpp"

namespace primebench {

TEST_CASE("an argument as long as the system allows is parsed, or refused by name") {
  static constexpr FlagSpec kSpecs[] = {{"Group", 'm', "mode", "LIST", "modes"}};
  const std::string tail(130'000, 'a');
  for (const std::string flag : {"--mode=", "-m"}) {
    const std::vector<std::string> arguments = {flag + tail};
    CHECK(parse_flags(kSpecs, arguments).value("mode") == tail);
  }
  for (const std::string start : {"--", "-", "--m=o=d=e"}) {
    const std::vector<std::string> arguments = {start + tail};
    CHECK_THROWS_AS(parse_flags(kSpecs, arguments), UsageError);
  }
  const std::vector<std::string> operand = {tail};
  CHECK_THROWS_AS(reject_operands(parse_flags(kSpecs, operand)), UsageError);
}

}  // namespace primebench
