// docs/report-format.md lists the columns and keys that the program writes, in its order.

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "docs/pages.hpp"
#include "support/command.hpp"
#include "support/rows.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

using Json = nlohmann::ordered_json;
using Names = std::vector<std::string>;

/// The first cells of the table under that heading.
Names listed_under(const std::string& heading) {
  const std::string text = test::page("docs/report-format.md") + "\n#";
  return test::words_of(test::first_cells(test::between(text, "\n" + heading + "\n", "\n#")));
}

Names keys_of(const Json& object) {
  Names keys;
  for (const auto& [key, value] : object.items())
    keys.push_back(key);
  return keys;
}

/// A sweep over two sizes, in which one mode stands on one side of a comparison only.
struct Workplace {
  Workplace() {
    std::vector<Row> rows;
    for (const std::uint64_t prime : {11U, 13U}) {
      for (const char* mode : {"sequential", "threaded"}) {
        for (const char* label : {"old", "new"}) {
          Row row = test::make_row(mode, prime);
          row.prime = prime;
          row.label = label;
          rows.push_back(row);
        }
      }
    }
    rows.push_back(test::make_row("asyncio", 10));
    rows.back().label = "new";
    test::write_file(directory / "results.csv", test::store_of(rows));
  }

  [[nodiscard]] std::string run(const std::vector<std::string>& arguments) const {
    return test::run_primebench(arguments, directory.path()).out;
  }

  test::TempDir directory;
};

}  // namespace

TEST_CASE("the columns of a report as CSV are those of its page") {
  const Workplace place;
  const std::string csv = place.run({"report", "--format", "csv"});
  CHECK(test::words_of(csv.substr(0, csv.find('\n'))) == listed_under("## CSV"));
}

TEST_CASE("the keys of a report as JSON are those of its page") {
  const Workplace place;
  const Json report = Json::parse(place.run({"report", "--format", "json"}));
  CHECK(keys_of(report) == listed_under("### The document"));
  CHECK(report["schema"] == 1);
  CHECK(keys_of(report["groups"][0]) == listed_under("### A group"));
  const Json& one = report["groups"][0]["configurations"][0];
  CHECK(keys_of(one) == listed_under("### A configuration"));
  CHECK(keys_of(one["breakdown"]) == listed_under("### A breakdown"));
  REQUIRE(!report["sizes"].empty());
  CHECK(keys_of(report["sizes"][0]) == listed_under("### Sizes"));
  CHECK(keys_of(report["remarks"][0]) == Names{"text"});
  const std::string page = test::page("docs/report-format.md");
  for (const auto* list : {&report["sizes"][0]["modes"][0], &report["sizes"][0]["leads"][0],
                           &report["sizes"][0]["modes"][0]["half"]}) {
    for (const std::string& key : keys_of(*list))
      CHECK(page.find("`" + key + "`") != std::string::npos);
  }
  Names work = keys_of(report["groups"][0]["work"]);
  work.erase(work.begin());  // The name.
  Names parameters = listed_under("### A configuration");
  const std::string told = test::between(page, "| `work` |", "\n");
  for (const char* way : {"pool", "chunk", "hosts", "hosts_cpu_milli", "hosts_cpu_model"}) {
    parameters.erase(std::find(parameters.begin(), parameters.end(), way));
    CHECK(told.find(std::string("`") + way + "`") != std::string::npos);
  }
  CHECK(work ==
        Names(parameters.begin() + 2, std::find(parameters.begin(), parameters.end(), "n")));
}

TEST_CASE("where the lead changes is in a report as JSON as its page says") {
  std::vector<Row> rows;
  for (const auto& [mode, prime, wall_ms] :
       {std::tuple("sequential", 11U, 10.0), std::tuple("threaded", 11U, 20.0),
        std::tuple("sequential", 13U, 100.0), std::tuple("threaded", 13U, 60.0)}) {
    for (Row& row : test::rounds_of(mode, std::vector<double>(6, wall_ms))) {
      row.prime = prime;
      rows.push_back(row);
    }
  }
  const Workplace place;
  test::write_file(place.directory / "results.csv", test::store_of(rows));
  const Json report = Json::parse(place.run({"report", "--format", "json"}));
  REQUIRE(report["sizes"][0]["crossovers"].size() == 1);
  const Json& crossover = report["sizes"][0]["crossovers"][0];
  CHECK(crossover["before"] == "sequential");
  CHECK(crossover["then"] == "threaded");
  const std::string page = test::page("docs/report-format.md");
  for (const std::string& key : keys_of(crossover))
    CHECK(page.find("`" + key + "`") != std::string::npos);
}

TEST_CASE("the keys of a comparison as JSON are those of its page") {
  const Workplace place;
  const Json comparison =
      Json::parse(place.run({"compare", "--by", "label", "--format", "json", "old", "new"}));
  CHECK(keys_of(comparison) == listed_under("## JSON of a comparison"));
  CHECK(keys_of(comparison["comparisons"][0]) == listed_under("### A comparison"));
  CHECK(keys_of(comparison["not_compared"][0]) == listed_under("### What was not compared"));
}

}  // namespace primebench
