#include "cli/choice.hpp"

#include <fmt/core.h>

#include <string>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {

void reject_choice(std::string_view flag, std::string_view text,
                   const std::vector<std::string_view>& names) {
  std::string list;
  for (const std::string_view name : names)
    list += fmt::format("{}{}", list.empty() ? "" : ", ", name);
  const std::string_view near = closest_match(text, names);
  throw UsageError(fmt::format("{} takes one of {}, not {}{}", flag, list, in_quotes(text),
                               near.empty() ? "" : fmt::format("; did you mean {}?", near)));
}

}  // namespace primebench
