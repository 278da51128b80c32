#include "report/again.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "modes/table.hpp"
#include "report/again_flags.hpp"
#include "results/parameters.hpp"

namespace primebench {
namespace {

/// In the table of modes; behind all of them for one that this version does not know.
std::size_t place_of(const std::string& mode) {
  const auto table = mode_table();
  const auto found = std::find_if(table.begin(), table.end(),
                                  [&](const ModeSpec* one) { return one->name == mode; });
  return static_cast<std::size_t>(found - table.begin());
}

std::vector<std::string> modes_in(const Groups& groups) {
  std::vector<std::string> modes;
  for (const Group* group : groups) {
    if (std::find(modes.begin(), modes.end(), group->configuration.mode) == modes.end())
      modes.push_back(group->configuration.mode);
  }
  // Rounds begin with any mode.
  std::stable_sort(modes.begin(), modes.end(), [](const std::string& a, const std::string& b) {
    return place_of(a) < place_of(b);
  });
  return modes;
}

/// Whether one command makes the groups' configurations and no others.
bool is_one_command(const Groups& groups) {
  std::vector<const Parameter*> listed;
  for (const Parameter* parameter : flags_for(groups)) {
    const std::vector<std::string> values = values_of(*parameter, groups);
    if (values.size() == 1)
      continue;
    // A pool may be missing where there is none; anything else must be said of all.
    if (!takes_list(*parameter) || (parameter->applies == nullptr && said(values) != values))
      return false;
    listed.push_back(parameter);
  }
  std::size_t wanted = 0;
  for (const std::string& mode : modes_in(groups)) {
    const ModeSpec* const spec = find_mode(mode);
    std::size_t made = 1;
    for (const Parameter* parameter : listed) {
      if (parameter->applies == nullptr || spec == nullptr || parameter->applies(*spec))
        made *= said(values_of(*parameter, groups)).size();
    }
    wanted += made;
  }
  return wanted == groups.size();
}

std::string for_shell(const std::string& text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("-_.,:/=+@%").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain))
    return text;
  std::string quoted;
  for (const char c : text) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return fmt::format("'{}'", quoted);
}

/// Rounds of the longest call; of rows that came one by one, as many as there are.
std::size_t rounds_of(const Groups& groups) {
  std::size_t most = 1;
  std::size_t rows = 1;
  for (const Group* group : groups) {
    std::map<std::uint32_t, std::size_t> by_call;
    for (const std::uint32_t call : group->calls)
      most = std::max(most, ++by_call[call]);
    rows = std::max(rows, group->size());
  }
  return most > 1 ? most : rows;
}

std::string command_for(const Groups& groups) {
  const std::vector<std::string> modes = modes_in(groups);
  std::string text = fmt::format("primebench --mode {}", for_shell(joined(modes, ",")));
  for (const Parameter* parameter : flags_for(groups)) {
    const std::vector<std::string> values = said(values_of(*parameter, groups));
    const bool truth = parameter->flag.value.empty() && !takes_text(*parameter);
    const bool none =
        parameter->quantity == Quantity::kDuration && values == std::vector<std::string>{"0ns"};
    if (values.empty() || none)
      continue;
    text += fmt::format(" --{}", parameter->name);
    if (!truth)
      text += fmt::format(" {}", for_shell(joined(values, ",")));
  }
  return text + fmt::format(" --repeat {}", rounds_of(groups));
}

/// Which part of the groups comes first: those that share a value where others have another.
std::vector<Groups> parts_by(const Groups& groups, auto key) {
  std::vector<std::pair<std::string, Groups>> parts;
  for (const Group* group : groups) {
    const std::string value = key(*group);
    auto part = std::find_if(parts.begin(), parts.end(),
                             [&](const auto& one) { return one.first == value; });
    if (part == parts.end())
      part = parts.insert(part, {value, {}});
    part->second.push_back(group);
  }
  std::vector<Groups> result;
  result.reserve(parts.size());
  for (auto& [value, part] : parts)
    result.push_back(std::move(part));
  return result;
}

void cover(const Groups& groups, std::vector<std::string>& commands) {
  if (groups.size() == 1 || is_one_command(groups)) {
    commands.push_back(command_for(groups));
    return;
  }
  std::vector<Groups> parts = {groups};
  // What cannot be a list first, then what differs between works, then pools, then modes.
  for (const bool list : {false, true}) {
    for (const Parameter* parameter : flags_for(groups)) {
      if (parts.size() == 1 && takes_list(*parameter) == list && parameter->applies == nullptr)
        parts = parts_by(
            groups, [&](const Group& group) { return value_of(*parameter, group.configuration); });
    }
  }
  if (parts.size() == 1)
    parts = parts_by(groups, [](const Group& group) { return group.configuration.mode; });
  if (parts.size() == 1)  // They differ in what no flag decides.
    parts = {Groups{groups.front()}};
  for (const Groups& part : parts)
    cover(part, commands);
}

/// The groups without those that differ from an earlier one only in what no flag decides.
Groups asked_for(const std::vector<Group>& groups) {
  Groups all;
  for (const Group& group : groups)
    all.push_back(&group);
  std::vector<const Parameter*> flags;
  for (const Parameter& parameter : parameters()) {
    if (has_flag(parameter))
      flags.push_back(&parameter);
  }
  Groups result;
  for (const Groups& same : parts_by(all, [&](const Group& group) {
         std::string key = group.configuration.mode;
         for (const Parameter* parameter : flags)
           key += fmt::format("\n{}", value_of(*parameter, group.configuration));
         return key;
       }))
    result.push_back(same.front());
  return result;
}

}  // namespace

std::vector<std::string> commands_again(const std::vector<Group>& groups) {
  std::vector<std::string> commands;
  if (!groups.empty())
    cover(asked_for(groups), commands);
  // Machines that choose different kernels are asked for the same.
  std::vector<std::string> once;
  for (std::string& command : commands) {
    if (std::find(once.begin(), once.end(), command) == once.end())
      once.push_back(std::move(command));
  }
  // A row knows of a file neither where it is nor each letter of its name.
  if (std::any_of(groups.begin(), groups.end(), [](const Group& group) {
        return value_of(*find_parameter("numbers"), group.configuration).starts_with(kFolder);
      }))
    once.insert(once.begin(),
                "# Put the file's folder in place of <folder>; _ in its name may stand for another "
                "character.");
  return once;
}

}  // namespace primebench
