#include "report/html.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "analysis/baseline.hpp"
#include "core/markup.hpp"
#include "core/sha256.hpp"
#include "plot/svg.hpp"
#include "report/again.hpp"
#include "report/html_assets.hpp"
#include "report/html_charts.hpp"
#include "report/html_facts.hpp"
#include "report/html_table.hpp"
#include "report/verdict_list.hpp"

namespace primebench {
namespace {

std::string isolated(const std::string& text) {
  return fmt::format("<bdi>{}</bdi>", markup_text(text));
}

/// A paragraph with a class, or without one.
std::string paragraph(const std::string& text, std::string_view kind = {}) {
  return fmt::format("<p{}>{}</p>\n",
                     kind.empty() ? std::string() : fmt::format(" class=\"{}\"", kind),
                     isolated(text));
}

/// A line of HTML never ends inside a flag such as --repeat.
std::string with_whole_flags(const std::string& markup) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = markup.find(" --"); at != std::string::npos;
       at = markup.find(" --", done)) {
    const std::size_t first = at + 1;
    const std::size_t last =
        std::min(markup.find_first_not_of("abcdefghijklmnopqrstuvwxyz-", first), markup.size());
    result.append(markup, done, first - done).append("<span class=\"flag\">");
    result.append(markup, first, last - first).append("</span>");
    done = last;
  }
  return result.append(markup, done);
}

std::string list_of(const std::vector<std::string>& items, std::string_view kind) {
  std::string text = fmt::format("<ul class=\"{}\">\n", kind);
  for (const std::string& item : items)
    text += fmt::format("<li>{}</li>\n", with_whole_flags(isolated(item)));
  return text + "</ul>\n";
}

/// Empty if there is nothing in it.
std::string section(std::string_view id, std::string_view heading, const std::string& content) {
  if (content.empty())
    return {};
  return fmt::format("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n{2}</section>\n",
                     id, heading, content);
}

std::string source_of(std::string_view content) {
  return fmt::format("'sha256-{}'", base64(sha256(content)));
}

std::string head_of(const HtmlContent& content, const std::string& style) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
      "style-src {}; script-src {}; base-uri 'none'; form-action 'none'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n"
      "<meta name=\"generator\" content=\"primebench " PRIMEBENCH_VERSION
      "\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n",
      source_of(style), source_of(page_script()), markup_text(content.title), style);
}

/// "task=1ms prime=114529272367249" and its verdict, or the leads by the size of tasks.
std::string verdicts_of(const Report& report) {
  const NamedTexts by_size_of_task = verdicts_by_size(report);
  const bool sized = !by_size_of_task.empty();
  const NamedTexts pairs = sized ? by_size_of_task : verdicts_by_work(report);
  if (pairs.empty())
    return "<p>Nothing was compared.</p>\n";
  if (pairs.size() == 1 && pairs.front().first.empty())
    return paragraph(pairs.front().second);
  if (!sized && many_works(report))
    return fmt::format(
        "<p>{} works were compared; <a href=\"#verdicts\">what was found</a> stands "
        "below the charts.</p>\n",
        pairs.size());
  std::string text = sized ? "<p>Fastest, by the size of a task:</p>\n" : "";
  text += "<dl>\n";
  for (const auto& [name, words] : pairs)
    text += fmt::format("<dt>{}</dt><dd>{}</dd>\n", isolated(name), isolated(words));
  return text + "</dl>\n";
}

std::string header_of(const Report& report, const HtmlContent& content) {
  std::string text = fmt::format("<header>\n<h1>{}</h1>\n", isolated(content.title));
  for (const std::string& fact : content.facts)
    text += paragraph(fact, "facts");
  return text + fmt::format(
                    "<section class=\"verdict\" aria-labelledby=\"verdict\">\n"
                    "<h2 id=\"verdict\">Verdict</h2>\n{}</section>\n</header>\n",
                    verdicts_of(report));
}

std::string figure_of(const PageChart& chart, std::size_t number) {
  const auto picture = [&](const Figure& figure, std::string_view kind) {
    return fmt::format("<div class=\"{0}\">{1}</div>\n", kind,
                       svg_of(figure, {fmt::format("chart-{}-{}", number, kind), chart.heading,
                                       chart.description}));
  };
  return fmt::format("<figure{}>\n<h3>{}</h3>\n{}{}<figcaption>{}</figcaption>\n</figure>\n",
                     chart.half ? " class=\"half\"" : "", isolated(chart.heading),
                     picture(chart.wide, "wide"), picture(chart.narrow, "narrow"),
                     isolated(chart.note));
}

std::string charts_of(const HtmlContent& content) {
  std::string text;
  for (std::size_t i = 0; i < content.charts.size(); ++i)
    text += figure_of(content.charts[i], i + 1);
  if (!text.empty())
    text = "<div class=\"charts\">\n" + text + "</div>\n";
  for (const std::string& note : content.chart_notes)
    text += paragraph(note, "note");
  return text;
}

std::string tables_of(const Report& report) {
  std::string text;
  if (many_works(report))
    text += html_of(verdict_table(report));
  for (const HtmlTable& table : configuration_tables(report))
    text += html_of(table);
  for (const std::string& remark : report.remarks)
    text += paragraph(remark, "note");
  return text;
}

std::string sizes_of(const Report& report) {
  std::string text;
  for (const HtmlTable& table : size_tables(report))
    text += html_of(table);
  return text;
}

std::string warnings_of(const Report& report) {
  std::vector<std::string> all;
  for (const std::string& failure : report.failures)
    all.push_back("failed: " + failure);
  all.insert(all.end(), report.warnings.begin(), report.warnings.end());
  return all.empty() ? std::string() : list_of(all, "warnings");
}

std::string method_html(const HtmlContent& content) {
  std::string text;
  for (const std::string& one : content.method)
    text += paragraph(one);
  return text;
}

std::string commands_html(const HtmlContent& content) {
  constexpr std::size_t kMost = 12;
  const auto lines = [&](std::size_t from, std::size_t to) {
    std::string text;
    for (std::size_t i = from; i < to; ++i)
      text += isolated(content.commands[i]) + "\n";
    return fmt::format("<pre><code>{}</code></pre>\n", text);
  };
  const std::size_t all = content.commands.size();
  if (all == 0)
    return {};
  std::string text = lines(0, std::min(all, kMost));
  if (all > kMost)
    text += fmt::format("<details><summary>{} more commands</summary>\n{}</details>\n", all - kMost,
                        lines(kMost, all));
  return text;
}

/// Both layouts of every chart.
std::vector<Figure> figures_of(const HtmlContent& content) {
  std::vector<Figure> figures;
  for (const PageChart& chart : content.charts) {
    figures.push_back(chart.wide);
    figures.push_back(chart.narrow);
  }
  return figures;
}

}  // namespace

std::string html_page(const Report& report, const HtmlContent& content) {
  const std::string machines =
      content.machines.rows.empty()
          ? ""
          : html_of(table_of_words(content.machines, "machines-table", "Where it was measured"));
  const std::string style = page_style(dark_colours(figures_of(content)));
  std::string page = head_of(content, style) + "<body>\n" + header_of(report, content) + "<main>\n";
  page += section("charts", "Charts", charts_of(content));
  page += section("numbers", "All numbers", tables_of(report));
  page += section("sizes", "By size of task", sizes_of(report));
  page += section("warnings", "Warnings", warnings_of(report));
  page += section("machines", content.machines.rows.size() > 1 ? "Machines" : "Machine", machines);
  page += section("method", "How it was measured", method_html(content));
  page += section("again", "Measure it again", commands_html(content));
  page += "</main>\n<footer><p>Made by primebench " PRIMEBENCH_VERSION
          ". This file needs no network.</p></footer>\n";
  return page + fmt::format("<script>{}</script>\n</body>\n</html>\n", page_script());
}

std::string html_report(const Grouping& rows, const Report& report, const HtmlOptions& options) {
  const std::vector<Group>& groups = rows.groups();
  const std::vector<Group>& measured =
      options.beside != nullptr ? options.beside->groups() : groups;
  PageCharts charts = page_charts(groups, Yardsticks(report.baseline, measured), report.metric);
  HtmlContent content;
  content.title = options.title.empty() && !groups.empty() ? default_title(groups, report.metric)
                                                           : options.title;
  if (!groups.empty()) {
    content.facts = facts_of(groups, options);
    content.method = method_of(groups, report);
  }
  content.charts = std::move(charts.charts);
  content.chart_notes = std::move(charts.notes);
  content.machines = machines_of(groups);
  content.commands = commands_again(groups);
  return html_page(report, content);
}

}  // namespace primebench
