#include "workload/number_list.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <string_view>
#include <utility>

#include "core/sha256.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

std::string safe_name(const std::string& file) {
  constexpr std::string_view kAlphanumeric =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string name = file;
  for (char& c : name) {
    if (kAlphanumeric.find(c) == std::string_view::npos && c != '.' && c != '-')
      c = '_';
  }
  // A spreadsheet takes a cell that begins with a dash for a formula.
  if (name.empty() || kAlphanumeric.find(name.front()) == std::string_view::npos)
    name.insert(name.begin(), 'n');
  return name;
}

/// Of the numbers as they lie in memory, little end first on every machine that this runs on.
std::string hash_of(const std::vector<std::uint64_t>& numbers) {
  static_assert(std::endian::native == std::endian::little);
  const auto* const bytes = reinterpret_cast<const char*>(numbers.data());
  std::string digits;
  for (const std::uint8_t byte : sha256({bytes, numbers.size() * sizeof numbers.front()}))
    digits += fmt::format("{:02x}", byte);
  return digits.substr(0, 12);
}

/// Divisors that are tried until `answer` is known.
double steps_to(std::uint64_t number, Answer answer) {
  const std::uint64_t tried = answer == number ? integer_sqrt(number) : answer;
  return static_cast<double>(std::max<std::uint64_t>(tried, 2) - 1);
}

}  // namespace

Answer expected_answer(std::uint64_t number) { return number < 2 ? 0 : smallest_divisor(number); }

NumberList::NumberList(const std::string& file, std::vector<std::uint64_t> numbers)
    : numbers_(std::move(numbers)),
      name_(fmt::format("{}:{}", safe_name(file), hash_of(numbers_))) {
  double sum = 0;
  double most = 0;
  for (std::size_t task = 0; task < numbers_.size(); ++task) {
    const Answer answer = expected_answer(numbers_[task]);
    expected_.add(task, answer);
    const double steps = steps_to(numbers_[task], answer);
    sum += steps;
    most = std::max(most, steps);
  }
  mean_steps_ = sum / static_cast<double>(numbers_.size());
  longest_ = most / mean_steps_;
}

}  // namespace primebench
