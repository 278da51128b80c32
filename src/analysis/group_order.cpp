#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "analysis/groups.hpp"
#include "modes/table.hpp"

namespace primebench {
namespace {

/// Where texts came for the first time, from 1.
using FirstPlaces = std::map<std::string, std::uint64_t>;

std::uint64_t place_of(FirstPlaces& places, const std::string& text) {
  return places.emplace(text, places.size() + 1).first->second;
}

/// What a group is ordered by, for one parameter; what is not known comes first.
std::uint64_t rank_of(const Parameter& parameter, const Row& row, FirstPlaces& texts) {
  const auto rank = [&](auto member) -> std::uint64_t {
    using Cell = std::remove_cvref_t<decltype(row.*member)>;
    if constexpr (std::is_same_v<Cell, std::string>)
      return place_of(texts, row.*member);
    else if constexpr (std::is_same_v<Cell, std::uint64_t>)
      return row.*member;
    else
      return row.*member ? static_cast<std::uint64_t>(*(row.*member)) : 0;
  };
  return std::visit(rank, find_column(parameter.column)->field);
}

/// Modes that this version does not know come last, as they came.
std::uint64_t rank_of_mode(const std::string& mode, FirstPlaces& unknown) {
  const auto table = mode_table();
  const auto found = std::find(table.begin(), table.end(), find_mode(mode));
  const auto index = static_cast<std::uint64_t>(found - table.begin());
  return found != table.end() ? index : index + place_of(unknown, mode);
}

}  // namespace

std::vector<Group> in_order(std::vector<Group> groups) {
  const Parameter* const pool = find_parameter("pool");
  const Parameter* const chunk = find_parameter("chunk");
  std::vector<std::vector<std::uint64_t>> keys(groups.size());
  std::map<const Parameter*, FirstPlaces> texts;
  FirstPlaces unknown_modes;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Row& row = groups[i].configuration;
    for (const Parameter& parameter : parameters()) {
      if (&parameter != pool && &parameter != chunk)
        keys[i].push_back(rank_of(parameter, row, texts[&parameter]));
    }
    keys[i].push_back(rank_of_mode(row.mode, unknown_modes));
    keys[i].push_back(row.pool.value_or(0));
    keys[i].push_back(row.chunk.value_or(0));
  }
  std::vector<std::size_t> order(groups.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
  std::vector<Group> sorted;
  sorted.reserve(groups.size());
  for (const std::size_t index : order)
    sorted.push_back(std::move(groups[index]));
  return sorted;
}

}  // namespace primebench
