#include "report/json.hpp"

#include <nlohmann/json.hpp>
#include <variant>

namespace primebench {
namespace {

using Json = nlohmann::ordered_json;

/// Only the number of tasks is of this type, and 0 where it was compared across.
Json value_of(std::uint64_t cell) { return cell == 0 ? Json() : Json(cell); }
Json value_of(const std::string& cell) { return cell.empty() ? Json() : Json(cell); }
template <typename T>
Json value_of(const std::optional<T>& cell) {
  return cell ? Json(*cell) : Json();
}

Json cell_of(const Row& row, const Column& column) {
  return std::visit([&](auto member) { return value_of(row.*member); }, column.field);
}

/// Adds every parameter under the name of its column.
void add_parameters(Json& object, const Row& row) {
  for (const Parameter& parameter : parameters())
    object[std::string(parameter.column)] = cell_of(row, *find_column(parameter.column));
}

void add_interval(Json& object, const std::string& prefix, const std::string& suffix,
                  const std::optional<Interval>& interval) {
  object[prefix + "low" + suffix] = interval ? Json(interval->low) : Json();
  object[prefix + "high" + suffix] = interval ? Json(interval->high) : Json();
}

Json work_of(const ReportedWork& work) {
  Json object;
  object["name"] = value_of(work.name);
  for (const Parameter& parameter : parameters()) {
    if (is_of_work(parameter))
      object[std::string(parameter.column)] = cell_of(work.work, *find_column(parameter.column));
  }
  return object;
}

Json breakdown_of(const Breakdown& time) {
  Json object;
  object["cpus"] = time.cpus;
  for (const CpuUseSpec& spec : kCpuUses)
    object[std::string(spec.word) + "_ns"] = time.of(spec.use);
  return object;
}

Json configuration_of(const ReportedConfiguration& one) {
  Json object;
  object["name"] = one.name;
  object["mode"] = one.configuration.mode;
  add_parameters(object, one.configuration);
  const auto measured = [&](double value) { return one.n > 0 ? Json(value) : Json(); };
  object["n"] = one.n;
  object["median_ns"] = measured(one.median_ns);
  add_interval(object, "", "_ns", one.interval);
  object["min_ns"] = measured(one.smallest_ns);
  object["max_ns"] = measured(one.largest_ns);
  object["speedup"] = one.speedup ? Json(one.speedup->value) : Json();
  add_interval(object, "speedup_", "", one.speedup ? one.speedup->interval : std::nullopt);
  object["efficiency"] = value_of(one.efficiency);
  object["cpu_ns"] = value_of(one.cpu_ns);
  object["largest_process_bytes"] = value_of(one.largest_process_bytes);
  object["total_bytes"] = value_of(one.total_bytes);
  const CpuTime& cpu_time = one.cpu_time;
  object["breakdown"] = cpu_time.breakdown ? breakdown_of(*cpu_time.breakdown) : Json();
  object["breakdown_missing"] = value_of(cpu_time.missing);
  object["possibly_best"] = one.n > 0 ? Json(one.possibly_best) : Json();
  return object;
}

/// Too few calls are told by `calls_needed`.
std::string finding_of(Change change) {
  change.needed = 0;
  return finding_in_words(change);
}

Json basis_of(Basis basis) {
  if (basis == Basis::kNone)
    return {};
  return basis == Basis::kRounds ? "rounds" : "calls";
}

Json reached_of(const Reached& reached) {
  Json object;
  switch (reached.kind) {
    case Reached::Kind::kFrom:
      object["kind"] = "from";
      break;
    case Reached::Kind::kAlways:
      object["kind"] = "always";
      break;
    case Reached::Kind::kNever:
      object["kind"] = "never";
      break;
    case Reached::Kind::kUnknown:
      object["kind"] = "unknown";
      break;
  }
  const bool known = reached.kind == Reached::Kind::kFrom || reached.kind == Reached::Kind::kAlways;
  object["from_ns"] = known ? Json(reached.from_ns) : Json();
  add_interval(object, "", "_ns", reached.interval);
  return object;
}

Json sizes_of(const SizeSection& section) {
  Json object;
  object["name"] = value_of(section.name);
  object["includes_waits"] = section.waits;
  object["modes"] = Json::array();
  for (const SizedMode& mode : section.modes)
    object["modes"].push_back(
        {{"name", mode.name}, {"half", reached_of(mode.half)}, {"high", reached_of(mode.high)}});
  object["leads"] = Json::array();
  for (const SizeLead& lead : section.leads)
    object["leads"].push_back({{"size", lead.size}, {"names", lead.names}, {"text", lead.words}});
  object["crossovers"] = Json::array();
  for (const SizeCrossover& one : section.crossovers) {
    Json crossover = {{"before", one.before}, {"then", one.then}, {"at_ns", one.at_ns}};
    add_interval(crossover, "", "_ns", one.interval);
    object["crossovers"].push_back(std::move(crossover));
  }
  return object;
}

Json texts_of(const std::vector<std::string>& lines) {
  Json list = Json::array();
  for (const std::string& line : lines)
    list.push_back({{"text", line}});
  return list;
}

std::string text_of(const Json& document) {
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace

std::string json_text(const Report& report) {
  Json document;
  document["schema"] = kJsonSchema;
  document["metric"] = std::string(metric_spec(report.metric).name);
  document["baseline"] = report.baseline;
  document["groups"] = Json::array();
  for (const ReportedWork& work : report.works) {
    Json group;
    group["work"] = work_of(work);
    group["configurations"] = Json::array();
    for (const ReportedConfiguration& one : work.configurations)
      group["configurations"].push_back(configuration_of(one));
    group["verdict"] = value_of(work.verdict);
    document["groups"].push_back(std::move(group));
  }
  document["sizes"] = Json::array();
  for (const SizeSection& section : report.sizes)
    document["sizes"].push_back(sizes_of(section));
  document["failures"] = texts_of(report.failures);
  document["remarks"] = texts_of(report.remarks);
  document["warnings"] = texts_of(report.warnings);
  return text_of(document);
}

std::string json_text(const Comparison& comparison) {
  Json document;
  document["schema"] = kJsonSchema;
  document["comparisons"] = Json::array();
  for (const ComparedConfiguration& one : comparison.compared) {
    Json object;
    object["name"] = one.name;
    object["mode"] = value_of(one.configuration.mode);
    add_parameters(object, one.configuration);
    object["old_calls"] = one.old_calls;
    object["new_calls"] = one.new_calls;
    object["old_ns"] = one.old_ns;
    object["new_ns"] = one.new_ns;
    object["ratio"] = one.change.ratio.value;
    add_interval(object, "", "", one.change.ratio.interval);
    object["basis"] = basis_of(one.change.ratio.basis);
    object["finding"] = finding_of(one.change);
    object["calls_needed"] = one.change.needed > 0 ? Json(one.change.needed) : Json();
    document["comparisons"].push_back(std::move(object));
  }
  document["not_compared"] = Json::array();
  for (const NotCompared& one : comparison.not_compared) {
    Json object;
    object["name"] = one.name;
    object["mode"] = value_of(one.configuration.mode);
    add_parameters(object, one.configuration);
    object["side"] = one.side == Side::kOld ? "old" : "new";
    object["reason"] = one.reason;
    document["not_compared"].push_back(std::move(object));
  }
  return text_of(document);
}

}  // namespace primebench
