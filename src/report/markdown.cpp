#include "report/markdown.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "core/text.hpp"
#include "core/utf8.hpp"

namespace primebench {
namespace {

constexpr std::string_view kUnknown = "–";

std::string duration(const std::optional<double>& nanoseconds) {
  return nanoseconds ? format_duration(*nanoseconds) : std::string(kUnknown);
}

std::string line_of(const ReportedConfiguration& one, const Report& report, bool total) {
  std::vector<std::string> cells = {escaped_markdown(one.name)};
  if (report.pools)
    cells.push_back(one.configuration.pool ? std::to_string(*one.configuration.pool) : "");
  cells.push_back(std::to_string(one.n));
  if (one.n == 0) {
    cells.emplace_back("failed");
    cells.resize(cells.size() + 5);
  } else {
    const auto memory = total ? one.total_bytes : one.largest_process_bytes;
    const std::string times[] = {
        format_duration(one.median_ns),
        format_duration(one.smallest_ns),
        format_duration(one.largest_ns),
        one.speedup ? three_digits(one.speedup->value) : std::string(kUnknown),
        duration(one.cpu_ns),
        memory ? format_bytes(*memory) : std::string(kUnknown)};
    cells.insert(cells.end(), std::begin(times), std::end(times));
  }
  return fmt::format("| {} |\n", joined(cells, " | "));
}

std::string table_of(const ReportedWork& work, const Report& report) {
  const bool total =
      std::all_of(work.configurations.begin(), work.configurations.end(),
                  [](const ReportedConfiguration& one) { return one.n == 0 || one.total_bytes; });
  std::string text = fmt::format(
      "| mode |{} n | median | min | max | speed-up | CPU | {} |\n"
      "|:--|{}--:|--:|--:|--:|--:|--:|--:|\n",
      report.pools ? " pool |" : "", total ? "memory" : "largest process",
      report.pools ? "--:|" : "");
  for (const ReportedConfiguration& one : work.configurations)
    text += line_of(one, report, total);
  return text;
}

std::string bold(const std::string& sentence) {
  return sentence.empty() ? "" : fmt::format("\n**{}**\n", escaped_markdown(sentence));
}

std::string sizes_of(const SizeSection& section) {
  if (section.modes.empty())
    return {};
  std::string text =
      section.name.empty() ? "" : fmt::format("\n#### {}\n", escaped_markdown(section.name));
  text +=
      "\n| smallest task that keeps | 50 % efficient | 90 % efficient |\n"
      "|:--|--:|--:|\n";
  for (const SizedMode& mode : section.modes)
    text += fmt::format("| {} | {} | {} |\n", escaped_markdown(mode.name),
                        reached_in_words(mode.half), reached_in_words(mode.high));
  return text + (section.waits ? "\nThese sizes include the waits of a task.\n" : "");
}

std::string list_of(std::string_view title, const std::vector<std::string>& lines) {
  if (lines.empty())
    return {};
  std::string text = fmt::format("\n{}:\n\n", title);
  for (const std::string& line : lines)
    text += fmt::format("- {}\n", escaped_markdown(line));
  return text;
}

std::string notes_on(const Report& report) {
  std::vector<std::string> sentences;
  if (report.metric != Metric::kWall)
    sentences.push_back(
        fmt::format("{}: {}.", metric_spec(report.metric).title, metric_spec(report.metric).help));
  if (report.has_baseline)
    sentences.push_back(fmt::format(
        "Speed-up: over {}, round by round; without common rounds, by calls.", report.baseline));
  sentences.insert(sentences.end(), report.remarks.begin(), report.remarks.end());
  for (const auto* facts : {&report.shared.work, &report.shared.machine, &report.shared.build}) {
    if (!facts->empty())
      sentences.push_back(joined(*facts) + ".");
  }
  return sentences.empty() ? "" : fmt::format("\n{}\n", escaped_markdown(joined(sentences, " ")));
}

}  // namespace

std::string escaped_markdown(std::string_view text) {
  constexpr std::string_view kMarkup = "\\`*_{}[]<>#|~$&";
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool link = (c == ':' && text.substr(i).starts_with("://")) ||
                      (c == '.' && i >= 3 && text.substr(i - 3, 3) == "www");
    if (kMarkup.find(c) != std::string_view::npos || link)
      result += '\\';
    result += c == '\n' || c == '\r' ? ' ' : c;
    // A comment that nobody sees keeps names from being called.
    if (c == '@')
      result += "<!-- -->";
  }
  return printable_utf8(result);
}

std::string markdown_text(const Report& report) {
  std::string text;
  for (const ReportedWork& work : report.works) {
    if (!work.name.empty())
      text += fmt::format("{}#### {}\n\n", text.empty() ? "" : "\n", escaped_markdown(work.name));
    text += table_of(work, report) + bold(work.verdict);
  }
  text += list_of("Failed", report.failures);
  for (const SizeSection& section : report.sizes)
    text += sizes_of(section);
  text += bold(leads_in_words(report.sizes));
  return text + notes_on(report) + list_of("Warnings", report.warnings);
}

}  // namespace primebench
