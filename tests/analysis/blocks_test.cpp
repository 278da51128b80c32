#include "analysis/blocks.hpp"

#include <doctest/doctest.h>

#include <cmath>

namespace primebench {

TEST_CASE("values are sorted by call and round, and several of one round become their median") {
  const auto blocks = by_block({{4, 1, 0}, {2, 0, 1}, {1, 0, 0}, {16, 1, 0}, {8, 1, 0}});
  REQUIRE(blocks.size() == 3);
  CHECK(std::exp(blocks[0].logarithm) == doctest::Approx(1));
  CHECK(std::exp(blocks[1].logarithm) == doctest::Approx(2));
  CHECK(std::exp(blocks[2].logarithm) == doctest::Approx(8));
  CHECK(call_of(blocks[2].block) == 1);
  CHECK(by_call(blocks).size() == 2);
}

TEST_CASE("a value of 0 is smaller than any other and does no harm") {
  const auto blocks = by_block({{0, 0, 0}, {1e-300, 0, 1}});
  CHECK(std::isfinite(blocks[0].logarithm));
  CHECK(blocks[0].logarithm < blocks[1].logarithm);
}

TEST_CASE("common blocks are those in which all have a value") {
  const auto a = by_block({{1, 0, 0}, {2, 0, 1}, {4, 0, 2}});
  const auto b = by_block({{8, 0, 1}, {16, 0, 2}, {32, 0, 3}});
  const std::vector<BlockValue>* const both[] = {&a, &b};
  const CommonBlocks common = common_blocks(both);
  CHECK(common.blocks == std::vector<std::uint64_t>{1, 2});
  CHECK(std::exp(common.logarithms[0][0]) == doctest::Approx(2));
  CHECK(std::exp(common.logarithms[1][1]) == doctest::Approx(16));
  CHECK(count_common(common.blocks, a) == 2);
}

TEST_CASE("rounds are merged only where there are six calls of several rounds") {
  Samples few;
  Samples many;
  Samples single;
  for (std::uint32_t call = 0; call < 6; ++call) {
    for (std::uint32_t round = 0; round < 3; ++round) {
      many.push_back({1.0 + round, call, round});
      if (call < 5)
        few.push_back(many.back());
    }
    single.push_back({1, call, 0});
  }
  const auto merged = [](const Samples& samples) {
    const auto values = by_block(samples);
    const std::vector<BlockValue>* const alone[] = {&values};
    CommonBlocks common = common_blocks(alone);
    const bool by_calls = merge_rounds_of_calls(common);
    CHECK(common.logarithms[0].size() == common.blocks.size());
    return by_calls ? common.blocks.size() : 0;
  };
  CHECK(merged(few) == 0);
  CHECK(merged(single) == 0);
  CHECK(merged(many) == 6);
}

}  // namespace primebench
