#include "report/html_table.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/markup.hpp"
#include "core/quantity.hpp"
#include "report/verdict_list.hpp"

namespace primebench {
namespace {

HtmlCell word(std::string text) { return {std::move(text), std::nullopt}; }

HtmlCell quantity(Quantity quantity, std::optional<double> value) {
  return value ? HtmlCell{format_quantity(quantity, *value), value} : HtmlCell{"", std::nullopt};
}

/// A baseline's ratio to itself has an interval of no length, of which there is nothing to say.
HtmlCell with_interval(HtmlCell cell, Quantity quantity, const std::optional<Interval>& interval) {
  if (interval && interval->low < interval->high)
    cell.detail = fmt::format("{} to {}", format_quantity(quantity, interval->low),
                              format_quantity(quantity, interval->high));
  return cell;
}

bool total_known(const Report& report) {
  bool all = true;
  for (const ReportedWork& work : report.works) {
    for (const ReportedConfiguration& one : work.configurations)
      all = all && (one.n == 0 || one.total_bytes);
  }
  return all;
}

/// A word for those that the verdict leaves, where it leaves out any.
std::string badge_of(const ReportedWork& work, const ReportedConfiguration& one, Metric metric) {
  const auto left = std::count_if(work.configurations.begin(), work.configurations.end(),
                                  [](const auto& other) { return other.possibly_best; });
  const auto measured = std::count_if(work.configurations.begin(), work.configurations.end(),
                                      [](const auto& other) { return other.n > 0; });
  if (!one.possibly_best || left == measured)
    return {};
  return fmt::format("{}{}", left == 1 ? "" : "possibly ",
                     metric == Metric::kWall ? "fastest" : "least");
}

void add_row(const Report& report, const ReportedWork& work, const ReportedConfiguration& one,
             HtmlTable& table) {
  std::vector<HtmlCell> cells = {word(one.name)};
  cells.front().badge = badge_of(work, one, report.metric);
  if (table.columns[1] == "Work")
    cells.push_back(word(work.name));
  if (report.pools)
    cells.push_back(one.configuration.pool
                        ? quantity(Quantity::kCount, static_cast<double>(*one.configuration.pool))
                        : word(""));
  cells.push_back({fmt::format("{}", one.n), static_cast<double>(one.n)});
  if (one.n == 0)
    cells.back().badge = "failed";
  const auto known = [&](double value) { return one.n > 0 ? std::optional(value) : std::nullopt; };
  const Quantity time = Quantity::kDuration;
  cells.push_back(with_interval(quantity(time, known(one.median_ns)), time, one.interval));
  cells.push_back(quantity(time, known(one.smallest_ns)));
  cells.push_back(quantity(time, known(one.largest_ns)));
  if (report.has_baseline) {
    const Quantity factor = Quantity::kFactor;
    const std::optional<Ratio>& ratio = one.speedup;
    cells.push_back(
        with_interval(quantity(factor, ratio ? std::optional(ratio->value) : std::nullopt), factor,
                      ratio ? ratio->interval : std::nullopt));
    cells.push_back(quantity(Quantity::kPercent, one.efficiency));
  }
  cells.push_back(quantity(time, one.cpu_ns));
  cells.push_back(quantity(Quantity::kBytes,
                           total_known(report) ? one.total_bytes : one.largest_process_bytes));
  table.rows.push_back(std::move(cells));
}

/// The fastest first, those that failed last.
std::vector<const ReportedConfiguration*> by_median(const ReportedWork& work) {
  std::vector<const ReportedConfiguration*> sorted;
  for (const ReportedConfiguration& one : work.configurations)
    sorted.push_back(&one);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
    return a->n == 0 || b->n == 0 ? a->n > b->n && b->n == 0 : a->median_ns < b->median_ns;
  });
  return sorted;
}

HtmlTable empty_table(const Report& report, std::string id, std::string caption, bool works) {
  HtmlTable table{std::move(id), std::move(caption), {}, {}, {}};
  const auto add = [&](std::string name, bool number) {
    table.columns.push_back(std::move(name));
    table.numbers.push_back(number);
  };
  add("Mode", false);
  if (works)
    add("Work", false);
  if (report.pools)
    add("Pool", true);
  for (const char* name : {"n", "Median", "Min", "Max"})
    add(name, true);
  if (report.has_baseline) {
    add("Speed-up", true);
    add("Efficiency", true);
  }
  add("CPU time", true);
  add(total_known(report) ? "Memory" : "Largest process", true);
  return table;
}

std::string cell_of(const HtmlCell& cell, bool number, bool heads) {
  std::string attributes = heads ? " scope=\"row\"" : "";
  if (number)
    attributes += fmt::format(" class=\"n\" data-value=\"{}\"",
                              cell.value ? fmt::format("{:.12g}", *cell.value) : "");
  std::string inside = cell.text.empty() ? std::string(number ? "–" : "")
                                         : fmt::format("<bdi>{}</bdi>", markup_text(cell.text));
  if (!cell.detail.empty())
    inside += fmt::format(" <small>{}</small>", markup_text(cell.detail));
  if (!cell.badge.empty())
    inside += fmt::format(" <strong class=\"badge\">{}</strong>", markup_text(cell.badge));
  const char* const name = heads ? "th" : "td";
  return fmt::format("<{}{}>{}</{}>", name, attributes, inside, name);
}

}  // namespace

std::string html_of(const HtmlTable& table) {
  constexpr std::size_t kWorthSorting = 3;
  std::string text = fmt::format(
      "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{0}\" tabindex=\"0\">\n"
      "<table{1}>\n<caption><span id=\"{0}\"><bdi>{2}</bdi></span>{3}</caption>\n<thead><tr>",
      table.id, table.rows.size() >= kWorthSorting ? " class=\"sortable\"" : "",
      markup_text(table.caption),
      table.text.empty() ? std::string()
                         : fmt::format("<p><bdi>{}</bdi></p>", markup_text(table.text)));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    text += fmt::format("<th scope=\"col\"{}>{}</th>", table.numbers[i] ? " class=\"n\"" : "",
                        markup_text(table.columns[i]));
  text += "</tr></thead>\n<tbody>\n";
  for (const std::vector<HtmlCell>& row : table.rows) {
    text += "<tr>";
    for (std::size_t i = 0; i < row.size(); ++i)
      text += cell_of(row[i], table.numbers[i], i == 0);
    text += "</tr>\n";
  }
  return text + "</tbody>\n</table>\n</div>\n";
}

bool many_works(const Report& report) {
  constexpr std::size_t kMany = 12;
  return report.works.size() > kMany;
}

std::vector<HtmlTable> configuration_tables(const Report& report) {
  // Without names each work is one line of a table.
  const bool named = std::any_of(report.works.begin(), report.works.end(),
                                 [](const ReportedWork& work) { return !work.name.empty(); });
  std::vector<HtmlTable> tables;
  const bool apart = named && !many_works(report);
  if (!apart)
    tables.push_back(
        empty_table(report, "table-1",
                    fmt::format("{} and what it costs", metric_spec(report.metric).title), named));
  for (const ReportedWork* work : by_size(report)) {
    if (apart) {
      tables.push_back(
          empty_table(report, fmt::format("table-{}", tables.size() + 1), work->name, false));
      tables.back().text = work->verdict;
    }
    for (const ReportedConfiguration* one : by_median(*work))
      add_row(report, *work, *one, tables.back());
  }
  return tables;
}

std::vector<HtmlTable> size_tables(const Report& report) {
  std::vector<HtmlTable> tables;
  for (const SizeSection& section : report.sizes) {
    const std::string name = section.name.empty() ? "" : ": " + section.name;
    const std::string id = fmt::format("sizes-{}", tables.size() + 1);
    if (!section.leads.empty()) {
      HtmlTable leads{id + "-lead",
                      "Fastest by size of task" + name,
                      {"One task", "Fastest"},
                      {false, false},
                      {}};
      for (const SizeLead& lead : section.leads)
        leads.rows.push_back({word(lead.size), word(lead.words)});
      tables.push_back(std::move(leads));
    }
    if (!section.crossovers.empty()) {
      HtmlTable crossovers{id + "-change",
                           "Where another mode takes the lead" + name,
                           {"From", "To", "Size of a task"},
                           {false, false, false},
                           {}};
      for (const SizeCrossover& one : section.crossovers)
        crossovers.rows.push_back(
            {word(one.before), word(one.then), word(place_in_words(one.at_ns, one.interval))});
      tables.push_back(std::move(crossovers));
    }
    if (!section.modes.empty()) {
      HtmlTable sized{id,
                      "The smallest task that is worth it" + name,
                      {"Mode", "50 % efficient", "90 % efficient"},
                      {false, false, false},
                      {}};
      for (const SizedMode& mode : section.modes)
        sized.rows.push_back({word(mode.name), word(reached_in_words(mode.half)),
                              word(reached_in_words(mode.high))});
      tables.push_back(std::move(sized));
    }
  }
  return tables;
}

HtmlTable verdict_table(const Report& report) {
  HtmlTable table{
      "verdicts", "Which are fastest, by work", {"Work", "Verdict"}, {false, false}, {}};
  for (const auto& [name, verdict] : verdicts_by_work(report))
    table.rows.push_back({word(name), word(verdict)});
  return table;
}

HtmlTable table_of_words(const PageTable& words, std::string id, std::string caption) {
  HtmlTable table{std::move(id),
                  std::move(caption),
                  words.columns,
                  std::vector<bool>(words.columns.size(), false),
                  {}};
  for (const std::vector<std::string>& row : words.rows)
    std::transform(row.begin(), row.end(), std::back_inserter(table.rows.emplace_back()), word);
  return table;
}

}  // namespace primebench
