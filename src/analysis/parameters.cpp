#include "analysis/parameters.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>
#include <vector>

#include "analysis/metric.hpp"

namespace primebench {
namespace {

using Place = Parameter::Place;

std::string or_without(const std::string& text, std::string_view what) {
  return text.empty() ? fmt::format("no {}", what) : text;
}

constexpr auto kParameters = std::to_array<Parameter>({
    {"runs",
     [](const Row& row) {
       return fmt::format("{} {}", row.runs, row.runs == 1 ? "task" : "tasks");
     },
     Place::kWork},
    {"prime", [](const Row& row) { return fmt::format("prime {}", row.prime); }, Place::kWork},
    {"io_delay_ns",
     [](const Row& row) {
       return row.io_delay_ns == 0
                  ? std::string("no waits")
                  : fmt::format("{} waits of {}", row.io_waits, exact_duration(row.io_delay_ns));
     },
     Place::kWork},
    {"io_waits", [](const Row&) { return std::string(); }, Place::kWork},  // The delay tells it.
    {"pool",
     [](const Row& row) { return row.pool ? fmt::format("pool {}", *row.pool) : std::string(); },
     Place::kWork},
    {"gil", [](const Row& row) { return std::string(row.gil ? "GIL" : "no GIL"); }, Place::kWork},
    {"label", [](const Row& row) { return or_without(row.label, "label"); }, Place::kWork},
    {"cpu_model", [](const Row& row) { return or_without(row.cpu_model, "CPU model"); },
     Place::kMachine},
    {"cpus",
     [](const Row& row) { return fmt::format("{} {}", row.cpus, row.cpus == 1 ? "CPU" : "CPUs"); },
     Place::kMachine},
    {"kernel", [](const Row& row) { return or_without(row.kernel, "kernel") + " kernel"; },
     Place::kMachine},
    {"host", [](const Row& row) { return or_without(row.host, "host"); }, Place::kMachine},
    {"os", [](const Row& row) { return or_without(row.os, "system"); }, Place::kBuild},
    {"compiler", [](const Row& row) { return or_without(row.compiler, "compiler"); },
     Place::kBuild},
    {"version", [](const Row& row) { return "primebench " + or_without(row.version, "version"); },
     Place::kBuild},
});

/// The columns that make a configuration, the mode first.
const std::vector<RowField>& fields() {
  static const std::vector<RowField> instance = [] {
    std::vector<RowField> made = {find_column("mode")->field};
    for (const Parameter& parameter : kParameters)
      made.push_back(find_column(parameter.column)->field);
    return made;
  }();
  return instance;
}

std::size_t hash_of(const std::string& value) { return std::hash<std::string>()(value); }
std::size_t hash_of(std::uint64_t value) { return value; }
std::size_t hash_of(bool value) { return value ? 1 : 0; }
std::size_t hash_of(const std::optional<std::uint64_t>& value) {
  return value ? *value : ~std::size_t{0};
}

}  // namespace

std::span<const Parameter> parameters() { return kParameters; }

bool same_configuration(const Row& a, const Row& b) {
  return std::all_of(fields().begin(), fields().end(), [&](const RowField& field) {
    return std::visit([&](auto member) { return a.*member == b.*member; }, field);
  });
}

std::size_t configuration_hash(const Row& row) {
  std::size_t hash = 0;
  for (const RowField& field : fields()) {
    const std::size_t value = std::visit([&](auto member) { return hash_of(row.*member); }, field);
    hash = (hash ^ value) * 0x9e3779b97f4a7c15U;
    hash ^= hash >> 32U;
  }
  return hash;
}

Row configuration_of(const Row& row) {
  Row result;
  for (const RowField& field : fields())
    std::visit([&](auto member) { result.*member = row.*member; }, field);
  return result;
}

}  // namespace primebench
