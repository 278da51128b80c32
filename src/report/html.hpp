// A report as one HTML file that needs nothing else: no network, no font, no library. It is
// what people attach to a decision: heading and verdict, charts, tables, method.
//
// All texts are data and never markup: they are escaped, stand in <bdi> so that marks of other
// writing directions end where they end, and a content security policy lets nothing run and
// load but the page's own style and script, which it names by their SHA-256.

#pragma once

#include <string>
#include <vector>

#include "analysis/groups.hpp"
#include "plot/figure.hpp"
#include "report/report.hpp"

namespace primebench {

/// A chart laid out for a screen and once more for a phone.
struct PageChart {
  std::string heading;
  std::string note;         ///< Below it: what the marks are.
  std::string description;  ///< What it shows, for those who do not see it.
  Figure wide;
  Figure narrow;
  bool half = false;  ///< Stands beside the next one where there is room.
};

/// A small table of words: the names of the columns, then rows of as many cells.
struct PageTable {
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

/// What a page shows besides the report.
struct HtmlContent {
  std::string title;
  std::vector<std::string> facts;  ///< Lines under the heading.
  std::vector<PageChart> charts;
  std::vector<std::string> chart_notes;  ///< What is not drawn; sentences.
  PageTable machines;
  std::vector<std::string> method;    ///< How it was measured; a paragraph each.
  std::vector<std::string> commands;  ///< They measure it again; for a shell.
};

/// The page. Its bytes depend on the arguments alone.
std::string html_page(const Report& report, const HtmlContent& content);

/// What the rows that are shown do not tell.
struct HtmlOptions {
  std::string title;          ///< Empty: one that says what is compared.
  std::string first_started;  ///< Of the first and the last row, as started_at; may be empty.
  std::string last_started;
  const Grouping* beside = nullptr;  ///< As for make_report().
};

/// The page of a report that make_report() made of `rows`.
std::string html_report(const Grouping& rows, const Report& report, const HtmlOptions& options);

}  // namespace primebench
