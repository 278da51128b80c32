// Charts of as many modes as there may be.

#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/baseline.hpp"
#include "core/error.hpp"
#include "plot/line_chart.hpp"
#include "support/rows.hpp"
#include "support/sample_row.hpp"

namespace primebench {
namespace {

using test::group;
using test::make_pool_row;
using test::make_row;

/// Lines along the pool: one for each of `modes` modes and `labels` labels.
LineChart chart_of(int modes, int labels) {
  std::vector<Row> rows;
  for (int mode = 0; mode < modes; ++mode) {
    for (int label = 0; label < labels; ++label) {
      for (const std::uint64_t pool : {1U, 2U}) {
        rows.push_back(make_pool_row("mode-" + std::to_string(mode), 80, pool));
        rows.back().label = std::to_string(label);
      }
    }
  }
  const Baseline none("sequential", {});
  return make_line_chart(group(rows), none, none, {});
}

}  // namespace

TEST_CASE("24 lines are drawn if each is of another mode, else 16") {
  CHECK(chart_of(24, 1).lines.size() == 24);
  CHECK_THROWS_WITH_AS(chart_of(25, 1), doctest::Contains("more than 24 cannot be read"), Error);
  CHECK(chart_of(8, 2).lines.size() == 16);
  CHECK_THROWS_WITH_AS(chart_of(9, 2), doctest::Contains("more than 16 cannot be read"), Error);
}

TEST_CASE("where many lines cross a level, their intervals are left to the table") {
  const auto chart = [](int modes) {
    std::vector<Row> rows;
    for (const std::uint64_t prime : {1009U, 1'000'003U}) {
      for (std::uint64_t repetition = 1; repetition <= 10; ++repetition) {
        const std::uint64_t whole_ms = prime == 1009 ? 8 : 800;
        std::vector<Row> round = {make_row("sequential", whole_ms + repetition % 3)};
        for (int mode = 0; mode < modes; ++mode)
          round.push_back(make_row("mode-" + std::to_string(mode),
                                   (prime == 1009 ? 50 : whole_ms / 2) + repetition % 2));
        for (Row& row : round) {
          row.prime = prime;
          row.repetition = repetition;
          row.cpus = 2;
          rows.push_back(row);
        }
      }
    }
    const std::vector<Group> groups = group(rows);
    const Baseline sequential("sequential", groups);
    LineChartOptions options{.metric = Metric::kEfficiency, .along = nullptr, .title = ""};
    for (const AlongSpec& along : along_table()) {
      if (along.parameter == nullptr)
        options.along = &along;
    }
    return make_line_chart(groups, sequential, sequential, options);
  };
  CHECK_FALSE(chart(3).spans.empty());
  CHECK(chart(12).spans.empty());
  CHECK(chart(12).heading.caption.back().find("95 % interval") == std::string::npos);
}

}  // namespace primebench
