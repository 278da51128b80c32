#include "workload/mix.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "core/error.hpp"
#include "core/random.hpp"
#include "core/text.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

using Kind = Mix::Kind;

constexpr double kLongTask = 10;  ///< Of a bimodal mix, in short ones.

struct KindName {
  Kind kind;
  std::string_view name;
  std::string_view parameter;  ///< Empty: it has none.
  double least = 0;
  double most = 0;
};
constexpr auto kKinds = std::to_array<KindName>({
    {Kind::kEqual, "equal", ""},
    {Kind::kUniform, "uniform", ""},
    {Kind::kExponential, "exponential", ""},
    {Kind::kBimodal, "bimodal", "SHARE", 0.001, 0.999},
    {Kind::kPareto, "pareto", "ALPHA", 1.05, 10},
    {Kind::kGiven, "given", "LONGEST", 1, 1e10},
});

struct OrderName {
  TaskOrder order;
  std::string_view name;
};
constexpr auto kOrders = std::to_array<OrderName>({
    {TaskOrder::kRandom, "random"},
    {TaskOrder::kAscending, "ascending"},
    {TaskOrder::kDescending, "descending"},
});

const KindName& name_of(Kind kind) {
  return *std::find_if(kKinds.begin(), kKinds.end(),
                       [&](const KindName& name) { return name.kind == kind; });
}

/// The kind whose name `text` begins with, to its end or to a colon; nullptr: there is none.
const KindName* kind_in(std::string_view text) {
  const auto* const kind = std::find_if(kKinds.begin(), kKinds.end(), [&](const KindName& name) {
    return name.name == text.substr(0, text.find(':'));
  });
  return kind == kKinds.end() ? nullptr : kind;
}

/// A decimal number of at most three decimals; none if `text` is anything else.
std::optional<double> parse_decimal(std::string_view text) {
  double value = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, value, std::chars_format::fixed);
  const std::size_t point = text.find('.');
  const bool short_enough = point == std::string_view::npos || text.size() - point - 1 <= 3;
  const bool whole = error == std::errc() && end == last && short_enough;
  return whole ? std::optional(value) : std::nullopt;
}

/// The value of the distribution below which a share of `part` of it lies.
double quantile(const Mix& mix, double part) {
  switch (mix.kind) {
    case Kind::kEqual:
    case Kind::kGiven:
      return 1;
    case Kind::kUniform:
      return part;
    case Kind::kExponential:
      return -std::log1p(-part);
    case Kind::kBimodal:
      return part < 1 - mix.parameter ? 1 : kLongTask;
    case Kind::kPareto:
      return std::pow(1 - part, -1 / mix.parameter);
  }
  return 1;
}

}  // namespace

std::uint64_t code_of(const Mix& mix) {
  const auto thousandths = static_cast<std::uint64_t>(std::llround(mix.parameter * 1000));
  return thousandths << 8U | static_cast<std::uint64_t>(mix.kind);
}

Mix mix_of(std::uint64_t code) {
  return {.kind = static_cast<Kind>(code & 0xffU),
          .parameter = static_cast<double>(code >> 8U) / 1000};
}

std::string text_of(const Mix& mix) {
  const KindName& name = name_of(mix.kind);
  return name.parameter.empty() ? std::string(name.name)
                                : fmt::format("{}:{:g}", name.name, mix.parameter);
}

std::string_view text_of(TaskOrder order) {
  return std::find_if(kOrders.begin(), kOrders.end(),
                      [&](const OrderName& name) { return name.order == order; })
      ->name;
}

Mix parse_mix(std::string_view flag, std::string_view text) {
  const KindName* const kind = kind_in(text);
  if (kind == nullptr || kind->kind == Kind::kGiven)
    throw UsageError(
        fmt::format("{} takes equal, uniform, exponential, bimodal:SHARE or pareto:ALPHA, not {}",
                    flag, in_quotes(text)));
  if (const auto mix = known_mix(text))
    return *mix;
  if (kind->parameter.empty())
    throw UsageError(
        fmt::format("{} {} takes no number, as in {}", flag, kind->name, in_quotes(text)));
  throw UsageError(
      fmt::format("{} {}:{} takes a number from {:g} to {:g} with at most three decimals, not {}",
                  flag, kind->name, kind->parameter, kind->least, kind->most, in_quotes(text)));
}

std::optional<Mix> known_mix(std::string_view text) {
  const KindName* const kind = kind_in(text);
  if (kind == nullptr)
    return std::nullopt;
  const bool given = text.size() > kind->name.size();
  if (kind->parameter.empty())
    return given ? std::nullopt : std::optional(Mix{.kind = kind->kind, .parameter = 0});
  const auto value = given ? parse_decimal(text.substr(kind->name.size() + 1)) : std::nullopt;
  if (!value || !(*value >= kind->least && *value <= kind->most))  // nan is neither.
    return std::nullopt;
  return Mix{.kind = kind->kind, .parameter = *value};
}

TaskOrder parse_order(std::string_view flag, std::string_view text) {
  const auto* const found = std::find_if(kOrders.begin(), kOrders.end(),
                                         [&](const OrderName& name) { return name.name == text; });
  if (found == kOrders.end())
    throw UsageError(
        fmt::format("{} takes random, ascending or descending, not {}", flag, in_quotes(text)));
  return found->order;
}

std::vector<double> relative_sizes(const Mix& mix, std::size_t count) {
  std::vector<double> sizes;
  sizes.reserve(count);
  for (std::size_t i = 0; i < count; ++i)
    sizes.push_back(quantile(mix, (static_cast<double>(i) + 0.5) / static_cast<double>(count)));
  const double mean = std::accumulate(sizes.begin(), sizes.end(), 0.0) / static_cast<double>(count);
  for (double& size : sizes)
    size /= mean;
  return sizes;
}

std::size_t count_of_sizes(const Mix& mix, std::size_t tasks) {
  return mix.kind == Kind::kEqual ? 1 : std::min(tasks, kMostSizes);
}

double longest_of(const Mix& mix, std::size_t tasks) {
  if (mix.kind == Kind::kGiven)
    return mix.parameter;
  return relative_sizes(mix, count_of_sizes(mix, tasks)).back();
}

std::vector<std::uint8_t> lay_out(std::size_t sizes, std::size_t tasks, TaskOrder order,
                                  std::uint64_t seed) {
  std::vector<std::uint8_t> classes(tasks);
  for (std::size_t i = 0; i < tasks; ++i)
    classes[i] = static_cast<std::uint8_t>(i * sizes / tasks);
  if (order == TaskOrder::kRandom)
    SplitMix64(seed).shuffle(classes);
  else if (order == TaskOrder::kDescending)
    std::reverse(classes.begin(), classes.end());
  return classes;
}

std::uint64_t prime_of_size(std::uint64_t mean, double size) {
  // A check divides by all numbers up to the root.
  const double root = std::sqrt(static_cast<double>(mean)) * size;
  const double number = root * root;
  if (number >= static_cast<double>(kLargestPrime))
    return 0;
  return next_prime(std::max<std::uint64_t>(2, static_cast<std::uint64_t>(number)));
}

}  // namespace primebench
