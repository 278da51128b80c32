// Rows put together: those of one configuration, and no others, form a group.

#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "analysis/calls.hpp"
#include "analysis/metric.hpp"
#include "results/parameters.hpp"

namespace primebench {

/// All rows of one configuration. Row i has the i-th place in each list.
struct Group {
  Row configuration;                    ///< configuration_of() each of its rows.
  std::vector<std::uint32_t> calls{};   ///< Which call each row comes from.
  std::vector<std::uint32_t> rounds{};  ///< Which round of that call.
  /// By metric; those that the Grouping was not asked for are empty, as are the relative()
  /// ones, which are made of the wall time. What a row does not know is NaN, and so is what it
  /// only repeats of a metric that is measured once_per_call(): it must not count again.
  std::array<std::vector<double>, kMetricCount> columns{};

  [[nodiscard]] std::size_t size() const { return calls.size(); }
  [[nodiscard]] std::vector<double>& column(Metric metric) {
    return columns[static_cast<std::size_t>(metric)];
  }
  [[nodiscard]] const std::vector<double>& column(Metric metric) const {
    return columns[static_cast<std::size_t>(metric)];
  }
  /// What the rows that know the metric say.
  [[nodiscard]] std::vector<double> values(Metric metric) const;
};

/// Takes in any number of rows and keeps a few numbers of each.
class Grouping {
 public:
  /// The wall time is kept in any case.
  explicit Grouping(const std::vector<Metric>& metrics);

  /// Rows come in the order of their file. Throws Error if there are more configurations
  /// than anybody could compare.
  void add(const Row& row) { add(row, calls_.place_of(row)); }
  /// For Groupings whose rows are compared: one CallFinder says where each row belongs, since
  /// rows are pairs if they are of one call and round.
  void add(const Row& row, Place place);

  /// In the order in which they first came.
  [[nodiscard]] const std::vector<Group>& groups() const { return groups_; }
  /// Likewise, for whoever needs no more of the rows: there may be a million.
  [[nodiscard]] std::vector<Group> take_groups() && { return std::move(groups_); }

  /// When the earliest and the latest row began; empty if no row knows.
  [[nodiscard]] const std::string& first_started() const { return first_started_; }
  [[nodiscard]] const std::string& last_started() const { return last_started_; }

  /// How many rows are the same as an earlier one in all that was measured, as if a file
  /// had been read twice.
  [[nodiscard]] std::size_t repeated_rows() const;

 private:
  /// What the latest calls of a group said of a metric that is measured once_per_call(). Rows
  /// of more calls at a time are not mixed in a store.
  class LatestCalls {
   public:
    /// Takes note of the value, and returns whether the call has said it already.
    bool repeats(std::uint32_t call, double value);

   private:
    static constexpr std::size_t kMost = 32;
    std::vector<std::pair<std::uint32_t, double>> said_;
    std::size_t oldest_ = 0;
  };

  std::size_t index_of(const Row& row, std::size_t hash);

  /// What is kept of each row.
  struct Kept {
    std::optional<double> (*measured)(const Row& row);
    std::size_t column;
    bool once_per_call;
  };

  std::vector<Kept> kept_;
  std::vector<Group> groups_;
  std::vector<LatestCalls> latest_;                           ///< By group.
  std::unordered_multimap<std::size_t, std::size_t> places_;  ///< By a hash of the configuration.
  CallFinder calls_;
  std::vector<std::uint64_t> fingerprints_;  ///< One of each row.
  std::string first_started_;
  std::string last_started_;
};

/// The groups in the order in which people read them, however the rows came: by the work's
/// parameters, then by the modes: by family those that are built in and those of our own programs;
/// those of other programs by name, counterparts like what they are counterparts of. Then by the
/// pool. Numbers ascend; text stays in the order in which it first came.
std::vector<Group> in_order(std::vector<Group> groups);

/// The parameters in which groups differ, in the order of parameters(). One that does not
/// apply to some modes counts only if the others differ in it, and what hosts have only if not
/// every number of hosts has it.
std::vector<const Parameter*> differing(const std::vector<Group>& groups);

/// The names of the modes, in the order in which they first come.
std::vector<std::string> modes_of(const std::vector<Group>& groups);

/// The group's own words for each of these parameters, empty ones left out.
std::vector<std::string> describe(const Group& group, std::span<const Parameter* const> which);

/// What all groups have in common, as lines for under the title: the work, the machine,
/// the build. What nobody knows or needs to be told (no GIL, no label) is left out.
struct Shared {
  std::vector<std::string> work;
  std::vector<std::string> machine;
  std::vector<std::string> build;
};
Shared shared_by(const std::vector<Group>& groups);

}  // namespace primebench
