#include "analysis/not_compared.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "analysis/names.hpp"
#include "core/text.hpp"
#include "results/random_order.hpp"

namespace primebench {
namespace {

ParameterList differences(const Row& a, const Row& b) {
  ParameterList different;
  for (const Parameter& parameter : parameters()) {
    const Column& column = *find_column(parameter.column);
    if (cell_text(a, column) != cell_text(b, column))
      different.push_back(&parameter);
  }
  return different;
}

std::string cell_in_words(const Row& row, const Parameter& parameter) {
  const std::string argument = argument_of(parameter, row);
  const bool may_be_none = parameter.applies != nullptr || parameter.zero_is_none ||
                           parameter.none_is_value ||
                           (parameter.column == "seed" && !depends_on_seed(row));
  if (argument.empty())
    return may_be_none ? "none" : "unknown";
  return argument.substr(argument.find('=') + 1);
}

/// "pool: 1 and 2 in the old rows", of the first thing that a call asks for in which the parts of
/// one side differ: what came of them is no change, but depends on how often each was measured.
/// Several machines, builds or labels of one side are wanted, as where a build server has a few.
/// Empty: there is no such thing.
std::string mixture_of(const Merged& merged, std::string_view rows) {
  const auto differ = [&](std::string_view name, const auto& words_of_part) -> std::string {
    std::vector<std::string> words;
    for (const Row& part : merged.parts) {
      const std::string word = words_of_part(part);
      if (std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(word);
    }
    if (words.size() < 2)
      return {};
    constexpr std::size_t kMostNamed = 4;
    if (words.size() > kMostNamed) {
      const std::size_t more = words.size() - kMostNamed;
      words.resize(kMostNamed);
      words.push_back(fmt::format("{} more", more));
    }
    return fmt::format("{}: {} in the {} rows", name, listed(words), rows);
  };
  std::string mixed = differ("mode", [](const Row& part) { return part.mode; });
  for (const Parameter& parameter : parameters()) {
    if (mixed.empty() && parameter.place == Parameter::Place::kWork && parameter.name != "label")
      mixed =
          differ(parameter.label, [&](const Row& part) { return cell_in_words(part, parameter); });
  }
  return mixed;
}

}  // namespace

NotCompared without_counterpart(const Row& one, Side side,
                                const std::vector<const Merged*>& others) {
  constexpr std::size_t kMostLookedAt = 200;  // Nobody reads thousands of reasons.
  const Row* nearest = nullptr;
  ParameterList fewest;
  for (std::size_t i = 0; i < std::min(others.size(), kMostLookedAt); ++i) {
    const Row& other = others[i]->configuration;
    if (other.mode != one.mode)
      continue;
    ParameterList different = differences(one, other);
    if (nearest == nullptr || different.size() < fewest.size()) {
      nearest = &other;
      fewest = std::move(different);
    }
  }
  if (nearest == nullptr)
    return {one, {}, side, side == Side::kOld ? "only in the old rows" : "only in the new rows"};
  const Row& before = side == Side::kOld ? one : *nearest;
  const Row& after = side == Side::kOld ? *nearest : one;
  std::vector<std::string> parts;
  NotCompared result{one, {}, side, {}};
  for (const Parameter* parameter : fewest) {
    parts.push_back(fmt::format("{}: {} in the old rows, {} in the new ones", parameter->label,
                                cell_in_words(before, *parameter),
                                cell_in_words(after, *parameter)));
    result.differs_in.push_back(parameter->name);
  }
  result.reason = joined(parts, "; ");
  return result;
}

std::string obstacle(const Merged& before, const Merged& after) {
  for (const auto& [side, rows] : {std::pair(&before, "old"), std::pair(&after, "new")}) {
    if (const std::string mixture = mixture_of(*side, rows); !mixture.empty())
      return mixture + "; choose one with --where";
    const bool zero = std::any_of(side->samples.begin(), side->samples.end(),
                                  [](const Sample& sample) { return sample.value <= 0; });
    if (zero)
      return fmt::format("a wall time of 0 in the {} rows", rows);
  }
  return {};
}

}  // namespace primebench
