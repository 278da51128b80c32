#include <fmt/core.h>

#include "report/comparison_table.hpp"
#include "report/markdown.hpp"

namespace primebench {
namespace {

/// What was found stands out; what was not does not.
std::string finding_of(const Change& change) {
  const std::string words = finding_in_words(change);
  return change.finding == Finding::kNone ? words : fmt::format("**{}**", words);
}

}  // namespace

std::string markdown_text(const Comparison& comparison) {
  std::string text =
      "| configuration | calls | old | new | new / old | finding |\n"
      "|:--|--:|--:|--:|:--|:--|\n";
  for (const ComparedConfiguration& one : comparison.compared)
    text += fmt::format("| {} | {} and {} | {} | {} | {} | {} |\n", escaped_markdown(one.name),
                        one.old_calls, one.new_calls, format_duration(one.old_ns),
                        format_duration(one.new_ns), ratio_in_words(one.change.ratio),
                        finding_of(one.change));
  text += "\n" + std::string(kComparisonNote) + "\n";
  if (comparison.not_compared.empty())
    return text;
  text += "\nNot compared:\n\n";
  for (const NotCompared& one : comparison.not_compared)
    text += fmt::format("- {}: {}\n", escaped_markdown(one.name), escaped_markdown(one.reason));
  return text;
}

}  // namespace primebench
