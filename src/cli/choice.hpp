// Values of flags that are the name of an entry in a table.

#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace primebench {

/// Throws UsageError that lists `names` and points out the nearest to `text`.
[[noreturn]] void reject_choice(std::string_view flag, std::string_view text,
                                const std::vector<std::string_view>& names);

/// The entry of `table` whose name is `text`. Throws UsageError.
template <typename Table>
const auto& named(std::string_view flag, std::string_view text, const Table& table) {
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const auto& entry) { return entry.name == text; });
  if (found == table.end()) {
    std::vector<std::string_view> names;
    names.reserve(std::size(table));
    for (const auto& entry : table)
      names.push_back(entry.name);
    reject_choice(flag, text, names);
  }
  return *found;
}

}  // namespace primebench
