#include "workload/mix.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/error.hpp"
#include "workload/primality.hpp"

namespace primebench {
namespace {

const char* const kMixes[] = {"equal",       "uniform",    "exponential",
                              "bimodal:0.1", "pareto:1.5", "pareto:1.05"};

double mean_of(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

TEST_CASE("a mix is read as it is written, and nothing else is") {
  for (const char* text : kMixes)
    CHECK(text_of(parse_mix("--mix", text)) == text);
  for (const char* text :
       {"", "pareto", "pareto:", "pareto:1", "pareto:1.0491", "pareto:10.1", "pareto:x",
        "pareto:1.5x", "pareto:1e1", "bimodal:0", "bimodal:1", "bimodal:-0.1", "equal:1",
        "Pareto:2", "pareto:nan", "pareto:inf", "uniform:"}) {
    CAPTURE(std::string(text));
    CHECK_THROWS_AS(parse_mix("--mix", text), UsageError);
  }
  CHECK_THROWS_WITH(parse_mix("--mix", "even"),
                    "--mix takes equal, uniform, exponential, bimodal:SHARE or pareto:ALPHA, not "
                    "'even'");
  for (const char* text : {"random", "ascending", "descending"})
    CHECK(text_of(parse_order("--order", text)) == text);
  CHECK_THROWS_AS(parse_order("--order", "up"), UsageError);
}

TEST_CASE("sizes ascend and their mean is 1, whatever the mix and the count") {
  for (const char* text : kMixes) {
    for (const std::size_t count : std::initializer_list<std::size_t>{1, 2, 7, 256}) {
      CAPTURE(text);
      CAPTURE(count);
      const std::vector<double> sizes = relative_sizes(parse_mix("--mix", text), count);
      CHECK(sizes.size() == count);
      CHECK(std::is_sorted(sizes.begin(), sizes.end()));
      CHECK(mean_of(sizes) == doctest::Approx(1));
      CHECK(sizes.front() > 0);
    }
  }
}

TEST_CASE("sizes are the quantiles of their distribution") {
  const std::vector<double> uniform = relative_sizes(parse_mix("", "uniform"), 256);
  CHECK(uniform.front() == doctest::Approx(1.0 / 256));
  CHECK(uniform.back() == doctest::Approx(511.0 / 256));
  // Of an exponential distribution the median is ln 2 of the mean.
  CHECK(relative_sizes(parse_mix("", "exponential"), 255)[127] ==
        doctest::Approx(std::log(2)).epsilon(0.01));
  const std::vector<double> bimodal = relative_sizes(parse_mix("", "bimodal:0.25"), 8);
  CHECK(std::count(bimodal.begin(), bimodal.end(), bimodal.back()) == 2);
  CHECK(bimodal.back() / bimodal.front() == doctest::Approx(10));
  // A quarter of a Pareto distribution lies above 4^(1 / alpha) of the least.
  const std::vector<double> pareto = relative_sizes(parse_mix("", "pareto:2"), 256);
  CHECK(pareto[192] / pareto[0] == doctest::Approx(2).epsilon(0.01));
}

TEST_CASE("each size comes equally often, in the order that was asked for") {
  for (const std::size_t tasks : std::initializer_list<std::size_t>{1, 5, 256, 1000, 100'000}) {
    const std::size_t sizes = count_of_sizes(parse_mix("", "uniform"), tasks);
    CHECK(sizes == std::min<std::size_t>(tasks, 256));
    const auto ascending = lay_out(sizes, tasks, TaskOrder::kAscending, 1);
    CHECK(std::is_sorted(ascending.begin(), ascending.end()));
    auto descending = lay_out(sizes, tasks, TaskOrder::kDescending, 1);
    CHECK(std::is_sorted(descending.rbegin(), descending.rend()));
    auto random = lay_out(sizes, tasks, TaskOrder::kRandom, 1);
    std::map<std::uint8_t, std::size_t> counts;
    for (const std::uint8_t size : random)
      ++counts[size];
    CHECK(counts.size() == sizes);
    for (const auto& [size, count] : counts)
      CHECK((count == tasks / sizes || count == tasks / sizes + 1));
    std::sort(random.begin(), random.end());
    CHECK(random == ascending);
  }
  CHECK(count_of_sizes(Mix(), 1000) == 1);
}

TEST_CASE("the same seed lays tasks out alike on every machine, another one does not") {
  CHECK(lay_out(8, 8, TaskOrder::kRandom, 1) == std::vector<std::uint8_t>{4, 3, 2, 7, 5, 6, 0, 1});
  CHECK(lay_out(8, 8, TaskOrder::kRandom, 1) != lay_out(8, 8, TaskOrder::kRandom, 2));
}

TEST_CASE("the primes of a mix divide as often as was asked for, in the mean within 3 percent") {
  for (const char* text : kMixes) {
    for (const std::uint64_t mean :
         {std::uint64_t{15'429'187}, std::uint64_t{114'063'126'241'237}}) {
      CAPTURE(text);
      CAPTURE(mean);
      const std::vector<double> sizes = relative_sizes(parse_mix("--mix", text), 256);
      double divisions = 0;
      for (const double size : sizes) {
        const std::uint64_t prime = prime_of_size(mean, size);
        CHECK(is_prime(prime));
        divisions += static_cast<double>(integer_sqrt(prime));
      }
      CHECK(divisions / 256 == doctest::Approx(std::sqrt(static_cast<double>(mean))).epsilon(0.03));
    }
  }
  CHECK(prime_of_size(kLargestPrime, 1.1) == 0);
  CHECK(prime_of_size(17, 0) == 2);
  CHECK(prime_of_size(1'000'003, 1) == 1'000'003);
}

}  // namespace primebench
