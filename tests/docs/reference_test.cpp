// Manual pages, README, reference pages and completions say what the program says.

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "analysis/metric.hpp"
#include "cli/plot_options.hpp"
#include "cli/report_options.hpp"
#include "docs/pages.hpp"
#include "modes/table.hpp"
#include "plot/line_chart.hpp"
#include "results/row.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using Names = std::vector<std::string>;

/// The flags that a help text explains: those in its left column.
std::set<std::string> flags_in_help(const std::vector<std::string>& arguments) {
  constexpr std::size_t kLeftColumn = 28;
  const test::TempDir directory;
  std::string left;
  for (const std::string& line :
       test::lines_of(test::run_primebench(arguments, directory.path()).out)) {
    if (line.starts_with("  -") || line.starts_with("      --"))
      left += line.substr(0, kLeftColumn) + "\n";
  }
  return test::flags_of(left);
}

struct Reference {
  const char* manual;
  const char* readme_heading;
  const char* completion;  ///< How the completions call the command's flags.
  std::set<std::string> flags;
};

std::vector<Reference> references() {
  return {{"docs/man/primebench.1.in", "### primebench\n", "run", flags_in_help({"--help"})},
          {"docs/man/primebench-plot.1.in", "### primebench plot\n", "plot",
           flags_in_help({"plot", "--help"})},
          {"docs/man/primebench-report.1.in", "### primebench report\n", "report",
           flags_in_help({"report", "--help"})},
          {"docs/man/primebench-compare.1.in", "### primebench compare\n", "compare",
           flags_in_help({"compare", "--help"})}};
}

/// fish has -s for a short flag and -l for a long one.
std::set<std::string> flags_in_fish(const std::string& text, const std::string& command) {
  std::set<std::string> flags;
  for (const std::string& line : test::lines_of(text)) {
    const std::vector<std::string> words = test::words_of(line);
    for (std::size_t i = 0; line.starts_with("$" + command + " ") && i + 1 < words.size(); ++i) {
      if (words[i] == "-s")
        flags.insert("-" + words[i + 1]);
      if (words[i] == "-l")
        flags.insert("--" + words[i + 1]);
    }
  }
  return flags;
}

/// Without the [descriptions], which may mention other flags.
std::string without_descriptions(const std::string& text) {
  std::string kept;
  int depth = 0;
  for (const char c : text) {
    depth += c == '[' ? 1 : 0;
    if (depth == 0)
      kept += c == '+' ? ' ' : c;
    depth -= c == ']' ? 1 : 0;
  }
  return kept;
}

Names mode_names() {
  Names names;
  for (const ModeSpec* mode : mode_table())
    names.emplace_back(mode->name);
  return names;
}

Names column_names() {
  Names names;
  for (const Column& column : columns())
    names.emplace_back(column.name);
  return names;
}

Names metric_names() {
  Names names;
  for (const MetricSpec& metric : metric_table())
    names.emplace_back(metric.name);
  names.emplace_back(kBreakdownName);
  return names;
}

Names along_names() {
  Names names;
  for (const AlongSpec& along : along_table())
    names.emplace_back(along.name);
  return names;
}

std::string joined(const Names& words) {
  std::string text;
  for (const std::string& word : words)
    text += word + " ";
  return text;
}

}  // namespace

TEST_CASE("the manual pages explain the flags of --help, all of them and no others") {
  for (const Reference& reference : references()) {
    CAPTURE(reference.manual);
    REQUIRE(reference.flags.size() > 10);
    const std::string options = test::manual_section(test::page(reference.manual), "OPTIONS");
    CHECK(test::flags_of(test::manual_heads(options)) == reference.flags);
  }
}

TEST_CASE("the README's tables list the flags of --help, all of them and no others") {
  for (const Reference& reference : references()) {
    CAPTURE(reference.readme_heading);
    const std::string readme = test::page("README.md");
    const std::string section = test::between(readme, reference.readme_heading, "\n#");
    CHECK(test::flags_of(test::first_cells(section)) == reference.flags);
  }
}

TEST_CASE("the completions know the flags of --help, all of them and no others") {
  for (const Reference& reference : references()) {
    CAPTURE(reference.completion);
    const std::string list = std::string(reference.completion) + "_flags=(\n";
    const std::string bash = test::page("docs/completions/primebench.bash");
    CHECK(test::flags_of(test::between(bash, list, "\n  )")) == reference.flags);
    const std::string zsh = test::page("docs/completions/_primebench");
    CHECK(test::flags_of(without_descriptions(test::between(zsh, list, "\n  )"))) ==
          reference.flags);
    const std::string fish = test::page("docs/completions/primebench.fish");
    CHECK(flags_in_fish(fish, reference.completion) == reference.flags);
  }
}

TEST_CASE("metrics, columns and axes in the completions are those of the program") {
  for (const char* file : {"primebench.bash", "_primebench", "primebench.fish"}) {
    CAPTURE(file);
    const std::string text =
        joined(test::words_of(test::page(std::filesystem::path("docs/completions") / file)));
    for (const Names& names : {metric_names(), column_names(), along_names()})
      CHECK(text.find(joined(names)) != std::string::npos);
  }
}

TEST_CASE("the modes in manual and documentation are those of --list-modes, in its order") {
  const std::string manual = test::page("docs/man/primebench.1.in");
  CHECK(test::words_of(test::manual_heads(test::manual_section(manual, "MODES"))) == mode_names());
  const std::string table = test::between(test::page("docs/modes.md"), "| name |", "\n\n");
  CHECK(test::words_of(test::first_cells(table)) == mode_names());
  const std::string readme = test::page("README.md");
  const Names words = test::words_of(readme);
  for (const std::string& mode : mode_names())
    CHECK(std::count(words.begin(), words.end(), mode) > 0);
}

TEST_CASE("the columns in manual and documentation are those of the store, in its order") {
  const std::string manual = test::page("docs/man/primebench.1.in");
  const std::string store = test::manual_section(manual, "\"THE RESULTS STORE\"");
  CHECK(test::words_of(test::manual_heads(store)) == column_names());
  const std::string table =
      test::between(test::page("docs/results-format.md"), "| column |", "\n\n");
  CHECK(test::words_of(test::first_cells(table)) == column_names());
}

TEST_CASE("the metrics in the manual are those of plot --help, in its order") {
  const std::string manual = test::page("docs/man/primebench-plot.1.in");
  CHECK(test::words_of(test::manual_heads(test::manual_section(manual, "METRICS"))) ==
        metric_names());
}

TEST_CASE("the times in the manual of report are those of report --help, in its order") {
  Names names;
  for (const MetricSpec& metric : report_metric_table())
    names.emplace_back(metric.name);
  const std::string manual = test::page("docs/man/primebench-report.1.in");
  CHECK(test::words_of(test::manual_heads(test::manual_section(manual, "METRICS"))) == names);
  for (const char* file : {"primebench.bash", "_primebench", "primebench.fish"}) {
    CAPTURE(file);
    const std::string text =
        joined(test::words_of(test::page(std::filesystem::path("docs/completions") / file)));
    CHECK(text.find(joined(names)) != std::string::npos);
  }
}

TEST_CASE("the commands of the README are those of the program") {
  const test::TempDir directory;
  const std::string readme = test::page("README.md");
  for (const char* command : {"plot", "report", "compare"}) {
    CAPTURE(command);
    CHECK(readme.find(std::string("| `primebench ") + command) != std::string::npos);
    CHECK(test::run_primebench({command, "--help"}, directory.path())
              .out.find(std::string("Usage: primebench ") + command) != std::string::npos);
  }
}

TEST_CASE("the newest version in the changelog is the program's") {
  CHECK(test::between(test::page("docs/changelog.md"), "\n## [", "]") == PRIMEBENCH_VERSION);
}

}  // namespace primebench
