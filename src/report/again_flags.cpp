#include "report/again_flags.hpp"

#include <algorithm>
#include <utility>

namespace primebench {
namespace {

/// Whether the machine would not have chosen it by itself, as far as rows tell.
bool kernel_was_chosen(const Groups& groups) {
  return std::any_of(groups.begin(), groups.end(), [&](const Group* group) {
    const std::string& kernel = group->configuration.kernel;
    return kernel == "scalar" || kernel != groups.front()->configuration.kernel;
  });
}

}  // namespace

std::string value_of(const Parameter& parameter, const Row& row) {
  if (!is_known(parameter, row))
    return {};
  if (parameter.name == "numbers") {  // The file, of which the row has no folder.
    const std::string file = row.numbers.substr(0, row.numbers.rfind(':'));
    return file == "stdin" ? "-" : std::string(kFolder) + file;
  }
  if (!row.numbers.empty() && (parameter.name == "runs" || parameter.name == "mix"))
    return {};
  const std::string cell = cell_text(row, *find_column(parameter.column));
  if (cell == parameter.unsaid)
    return {};
  return argument_text(parameter, cell);
}

bool takes_text(const Parameter& parameter) {
  return parameter.name == "label" || parameter.name == "numbers" || parameter.name == "kernel" ||
         parameter.name == "seed";
}

bool takes_list(const Parameter& parameter) {
  return !parameter.flag.value.empty() && !takes_text(parameter);
}

bool has_flag(const Parameter& parameter) {
  return !parameter.flag.help.empty() || takes_text(parameter);
}

std::vector<const Parameter*> flags_for(const Groups& groups) {
  const bool by_time = std::all_of(groups.begin(), groups.end(), [](const Group* group) {
    return group->configuration.task_time_ns.has_value();
  });
  std::vector<const Parameter*> flags;
  for (const Parameter& parameter : parameters()) {
    const bool unneeded = (parameter.name == "prime" && by_time) ||
                          (parameter.name == "kernel" && !kernel_was_chosen(groups));
    if (has_flag(parameter) && !unneeded)
      flags.push_back(&parameter);
  }
  return flags;
}

std::vector<std::string> values_of(const Parameter& parameter, const Groups& groups) {
  std::vector<std::pair<std::string, std::string>> values;  // Cells without zeros in front.
  for (const Group* group : groups) {
    std::pair value(cell_text(group->configuration, *find_column(parameter.column)),
                    value_of(parameter, group->configuration));
    if (std::find(values.begin(), values.end(), value) == values.end())
      values.push_back(std::move(value));
  }
  if (takes_list(parameter))
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) {
      return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
    });
  std::vector<std::string> texts;
  texts.reserve(values.size());
  for (auto& [cell, text] : values)
    texts.push_back(std::move(text));
  return texts;
}

std::vector<std::string> said(std::vector<std::string> values) {
  std::erase(values, "");
  return values;
}

}  // namespace primebench
