// Which measured values belong together: those of one round, and those of one call.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace primebench {

/// One measured value and where it comes from. Smaller is better. A round of a call is a
/// block: what is measured in it shares its moment.
struct Sample {
  double value = 0;         ///< Of a quantity of which ratios mean something: above 0.
  std::uint32_t call = 0;   ///< Which call of the program: any number that it alone has.
  std::uint32_t round = 0;  ///< Within the call.
};

using Samples = std::vector<Sample>;

/// What belongs to one block or one call, as a logarithm.
struct BlockValue {
  std::uint64_t block = 0;  ///< The call in the upper half, the round in the lower one.
  double logarithm = 0;
};

/// The call that a block belongs to.
inline std::uint32_t call_of(std::uint64_t block) {
  return static_cast<std::uint32_t>(block >> 32);
}

/// The logarithm of each block's value, by ascending block; several values of one block
/// become their median. A value that is not above 0 counts as the smallest number that is.
std::vector<BlockValue> by_block(const Samples& samples);

/// How many calls the blocks, by ascending block, are of.
std::size_t count_calls(const std::vector<BlockValue>& blocks);

/// The median logarithm of each call, by ascending call.
std::vector<double> by_call(const std::vector<BlockValue>& blocks);

/// Logarithms of several configurations in the blocks in which all of them have a value.
struct CommonBlocks {
  std::vector<std::uint64_t> blocks;            ///< Ascending.
  std::vector<std::vector<double>> logarithms;  ///< By configuration, then by block.
};

/// Of at least one configuration.
CommonBlocks common_blocks(std::span<const std::vector<BlockValue>* const> configurations);

/// How many blocks `blocks` (ascending) and `others` have in common.
std::size_t count_common(const std::vector<std::uint64_t>& blocks,
                         const std::vector<BlockValue>& others);

/// Whether ascending blocks are to be merged by calls: there are calls enough to rest on them
/// (kFewestRounds), and some have several rounds. The rounds of a call share what that call
/// did to one configuration alone, such as where its memory happened to lie, so that
/// hundreds of rounds of a few calls are not hundreds of independent ones.
bool is_by_calls(const std::vector<std::uint64_t>& blocks);

/// Leaves the first block of each call.
void keep_one_of_each_call(std::vector<std::uint64_t>& blocks);

/// Makes one block of each call, if is_by_calls(), and returns whether it did. The value of a
/// call is the median over its rounds of what is left after each is divided by its median.
bool merge_rounds_of_calls(CommonBlocks& common);

}  // namespace primebench
