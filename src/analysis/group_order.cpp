#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "analysis/groups.hpp"
#include "modes/mode_programs.hpp"
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

/// The modes that this version has: those of the table as they stand there, and behind each family
/// those that its own programs add to it.
std::vector<std::string_view> known_modes() {
  std::vector<std::string_view> modes;
  const ModeTable table = mode_table();
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Family family = table[i]->family;
    modes.push_back(table[i]->name);
    if (i + 1 < table.size() && table[i + 1]->family == family)
      continue;
    for (const OwnProgramMode& own : own_program_modes()) {
      if (own.family == family)
        modes.push_back(own.mode);
    }
  }
  return modes;
}

/// Where the mode is among these; their number: nowhere.
std::size_t place_among(const std::vector<std::string_view>& modes, std::string_view mode) {
  return static_cast<std::size_t>(std::find(modes.begin(), modes.end(), mode) - modes.begin());
}

/// By whose counterpart a mode of another program is, and which of `modes` it is the counterpart
/// of: "python", and that of `threaded`. Others: their own name, and the beginning.
using OutsidePlace = std::tuple<std::string, std::size_t, std::string>;

OutsidePlace outside_place(const std::vector<std::string_view>& modes, const std::string& mode) {
  for (std::size_t dash = mode.find('-'); dash != std::string::npos;
       dash = mode.find('-', dash + 1)) {
    const std::size_t place = place_among(modes, std::string_view(mode).substr(dash + 1));
    if (place < modes.size())
      return {mode.substr(0, dash), place, mode};
  }
  return {mode, 0, mode};
}

/// The places of modes: those that this version has, then those of other programs, which no row
/// says the order of: rounds are permuted.
std::map<std::string, std::uint64_t> places_of_modes(const std::vector<Group>& groups) {
  const std::vector<std::string_view> known = known_modes();
  std::set<OutsidePlace> outside;
  std::map<std::string, std::uint64_t> places;
  for (const Group& group : groups) {
    const std::string& mode = group.configuration.mode;
    places[mode] = place_among(known, mode);
    if (places[mode] == known.size())
      outside.insert(outside_place(known, mode));
  }
  std::uint64_t next = known.size();
  for (const OutsidePlace& place : outside)
    places[std::get<2>(place)] = next++;
  return places;
}

}  // namespace

std::vector<Group> in_order(std::vector<Group> groups) {
  const Parameter* const pool = find_parameter("pool");
  const Parameter* const chunk = find_parameter("chunk");
  std::vector<std::vector<std::uint64_t>> keys(groups.size());
  std::map<const Parameter*, FirstPlaces> texts;
  const std::map<std::string, std::uint64_t> modes = places_of_modes(groups);
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const Row& row = groups[i].configuration;
    for (const Parameter& parameter : parameters()) {
      if (&parameter != pool && &parameter != chunk)
        keys[i].push_back(rank_of(parameter, row, texts[&parameter]));
    }
    keys[i].push_back(modes.at(row.mode));
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
