#include "support/cases.hpp"

#include <doctest/doctest.h>

#include <map>
#include <utility>

namespace primebench::test {
namespace {

std::map<std::string, std::function<void()>>& bodies() {
  static std::map<std::string, std::function<void()>> instance;
  return instance;
}

/// What doctest calls for all of them: it takes functions without data.
void run_current() { bodies().at(doctest::getContextOptions()->currentTest->m_name)(); }

}  // namespace

void add_case(const std::string& name, std::function<void()> body) {
  static const doctest::detail::TestSuite none{};
  const auto place = bodies().emplace(name, std::move(body)).first;
  // Cases of the same file and line are one to doctest.
  const auto line = static_cast<unsigned>(__LINE__ * 1000 + bodies().size());
  doctest::detail::TestCase made(run_current, __FILE__, line, none);
  made * place->first.c_str();
  doctest::detail::regTest(made);
}

}  // namespace primebench::test
