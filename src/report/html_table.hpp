// The tables of a page.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/html.hpp"
#include "report/report.hpp"

namespace primebench {

struct HtmlCell {
  std::string text;             ///< Any bytes; empty: unknown, shown as a dash.
  std::optional<double> value;  ///< What a column of numbers is sorted by.
  std::string detail{};         ///< Smaller, after the text.
  std::string badge{};          ///< A word that stands out, after the text.
};

struct HtmlTable {
  std::string id;  ///< Of its caption: letters, digits and hyphens.
  std::string caption;
  std::vector<std::string> columns;
  std::vector<bool> numbers;  ///< By column: they are numbers.
  std::vector<std::vector<HtmlCell>> rows;
  std::string text{};  ///< A paragraph below the caption's words; may be empty.
};

/// The table with its caption, each row headed by its first cell. Wider than the page it can be
/// moved to the side within itself. Marked for the page's script to sort if there are three
/// rows or more.
std::string html_of(const HtmlTable& table);

/// All that was measured, the fastest first: a table for each work, or one for all where there are
/// many.
std::vector<HtmlTable> configuration_tables(const Report& report);

/// The smallest task with which each mode keeps its efficiency, and which modes may be the
/// fastest at each size.
std::vector<HtmlTable> size_tables(const Report& report);

/// The verdicts of several works, where these are more than a list can hold.
bool many_works(const Report& report);
HtmlTable verdict_table(const Report& report);

HtmlTable table_of_words(const PageTable& words, std::string id, std::string caption);

}  // namespace primebench
