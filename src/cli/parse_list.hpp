// Values of flags that take a list: "a,b,c".

#pragma once

#include <algorithm>
#include <functional>
#include <string_view>
#include <vector>

namespace primebench {

/// The parts between the commas; empty ones stay, for the parser of items to refuse.
std::vector<std::string_view> split_list(std::string_view text);

template <typename T>
void add_once(std::vector<T>& values, const T& value) {
  if (std::find(values.begin(), values.end(), value) == values.end())
    values.push_back(value);
}

/// `a,b,c` taken apart and parsed, equal values once. `parse` throws UsageError.
template <typename T>
std::vector<T> parse_list(std::string_view text, const std::function<T(std::string_view)>& parse) {
  std::vector<T> values;
  for (const std::string_view item : split_list(text))
    add_once(values, parse(item));
  return values;
}

}  // namespace primebench
