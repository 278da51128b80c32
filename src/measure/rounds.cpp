#include "measure/rounds.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <utility>

#include "core/random.hpp"

namespace primebench {
namespace {

/// One row of the design, by places in the square.
struct Row {
  std::size_t moved = 0;
  bool backwards = false;
};

std::vector<std::size_t> numbers(std::size_t count) {
  std::vector<std::size_t> all(count);
  std::iota(all.begin(), all.end(), std::size_t{0});
  return all;
}

/// What stands at `place` of a row. The steps 1, -2, 3, -4, ... all differ, modulo an even
/// count, so that moving the row along shows each pair of neighbours once.
std::size_t entry(const Row& row, std::size_t place, std::size_t count) {
  const std::size_t i = row.backwards ? count - 1 - place : place;
  const std::size_t start = i % 2 != 0 ? (i + 1) / 2 : count - i / 2;
  return (start + row.moved) % count;
}

/// Whether neighbours across the border of rounds are all different ones. Moves rows within
/// rows[begin..end) so that they are, as far as the first fitting row goes.
bool arrange(std::vector<Row>& rows, std::size_t begin, std::size_t end, std::size_t count,
             std::set<std::pair<std::size_t, std::size_t>>& borders) {
  for (std::size_t i = std::max<std::size_t>(begin, 1); i < end; ++i) {
    const std::size_t last = entry(rows[i - 1], count - 1, count);
    std::size_t other = i;
    while (other < end && (entry(rows[other], 0, count) == last ||
                           borders.count({last, entry(rows[other], 0, count)}) != 0))
      ++other;
    if (other == end)
      return false;
    std::swap(rows[i], rows[other]);
    borders.emplace(last, entry(rows[i], 0, count));
  }
  return true;
}

/// The rows of 2 count rounds. An even count has two whole squares, one after the other.
std::vector<Row> design(std::size_t count, SplitMix64& random) {
  constexpr int kTries = 100;  // Nearly always one of the first three fits.
  const std::size_t squares = count % 2 == 0 ? 2 : 1;
  std::vector<Row> rows;
  bool fits = false;
  for (int tries = 0; tries < kTries && !fits; ++tries) {
    rows.clear();
    std::set<std::pair<std::size_t, std::size_t>> borders;
    fits = true;
    for (std::size_t square = 0; square < squares; ++square) {
      std::vector<Row> part;
      for (std::size_t moved = 0; moved < count; ++moved) {
        part.push_back({moved, false});
        if (squares == 1)
          part.push_back({moved, true});
      }
      random.shuffle(part);
      const std::size_t begin = rows.size();
      rows.insert(rows.end(), part.begin(), part.end());
      fits = fits && arrange(rows, begin, rows.size(), count, borders);
    }
  }
  return rows;
}

}  // namespace

std::vector<std::size_t> balanced_order(std::size_t count, std::size_t round, std::uint64_t seed) {
  std::vector<std::size_t> names = numbers(count);
  if (count < 2)
    return names;
  const bool balanced = count <= kMostBalanced;
  const std::size_t period = balanced ? round / (2 * count) : round;
  // Neighbouring seeds and periods must not share their numbers, so both are scattered.
  SplitMix64 random(SplitMix64(seed)() ^ SplitMix64(~std::uint64_t{period})());
  random.shuffle(names);
  if (!balanced)
    return names;
  const Row row = design(count, random)[round % (2 * count)];
  std::vector<std::size_t> order;
  for (std::size_t place = 0; place < count; ++place)
    order.push_back(names[entry(row, place, count)]);
  return order;
}

}  // namespace primebench
