// Test cases made from data: one for each combination, so that a failure names itself and
// CTest runs them side by side. SUBCASE would make one case of them all.

#pragma once

#include <functional>
#include <string>

namespace primebench::test {

/// Makes a test case called `name`, which nothing else is called. To be called before main(), as
/// in `const bool added = add_all();`.
void add_case(const std::string& name, std::function<void()> body);

}  // namespace primebench::test
