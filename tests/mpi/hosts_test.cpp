// The mode mpi on several hosts, which are network namespaces of this machine.

#include <doctest/doctest.h>
#include <fmt/core.h>

#include <cstddef>
#include <optional>
#include <set>
#include <span>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "mpi/network.hpp"
#include "plot/timeline.hpp"
#include "results/reader.hpp"
#include "results/row.hpp"
#include "results/trace_reader.hpp"
#include "support/not_run.hpp"

namespace primebench {
namespace {

using namespace test;  // NOLINT: a test file.

std::vector<Row> rows_of(const Network& network) {
  std::vector<Row> rows;
  read_rows(network.directory() / "r.csv", {}, [&](const Row& row) { rows.push_back(row); });
  return rows;
}

void check_batch(const Network& network, std::size_t hosts) {
  const CommandResult result =
      network.primebench({"--mode", "mpi", "--hosts", network.list(1), "--prime", "1000003",
                          "--runs", "60", "--mix", "uniform", "-o", "r.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  const std::vector<Row> rows = rows_of(network);
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].hosts == hosts);
  CHECK(rows[0].pool == hosts);
  CHECK(rows[0].host == network.host(0));
  CHECK(rows[0].task_p50_ns.value_or(0) > 0);
  CHECK_FALSE(rows[0].user_ns.has_value());
  CHECK_FALSE(rows[0].max_rss_bytes.has_value());
  for (std::size_t i = 1; i < hosts; ++i)
    CHECK(wait_until([&] { return network.processes(i).empty(); }, 10'000));
}

void check_data(const Network& network) {
  const CommandResult result = network.primebench(
      {"--mode", "mpi", "--hosts", network.list(1), "--prime", "17", "--runs", "30", "--payload",
       "100,64KiB,2MiB", "-o", "data.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  CHECK(result.status == 0);
}

}  // namespace

TEST_CASE("two and three hosts share a batch, and the row counts them") {
  for (const std::size_t hosts : {std::size_t{2}, std::size_t{3}}) {
    const auto network = Network::make(hosts);
    if (!network)
      return;
    check_batch(*network, hosts);
    check_data(*network);
  }
}

TEST_CASE("the clock of a host that shows another time is set against the first's") {
  const auto network = Network::make(2);
  if (!network)
    return;
  if (run_command({"unshare", "--time", "--fork", "--monotonic", "5000", "true"}, "/").status !=
      0) {
    not_run("clocks of hosts: no time namespaces here");
    return;
  }
  network->prepare_others(
      "if [ -z \"$in_time\" ]; then export in_time=1; "
      "exec unshare --time --fork --monotonic 5000 sh -c \"$*\"; fi");
  const CommandResult result =
      network->primebench({"--mode", "mpi", "--hosts", network->list(1), "--prime", "1000000007",
                           "--runs", "40", "--trace", "t.csv", "-o", "r.csv", "-v"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  CHECK(result.err.find(fmt::format("clock of host {}: 5000 s ahead", network->host(1))) !=
        std::string::npos);
  CHECK(rows_of(*network).at(0).workers == 2U);
}

TEST_CASE("a trace names the host of each worker, and a timeline puts them together") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const CommandResult result = network->primebench(
      {"--mode", "mpi", "--hosts", network->list(2), "--prime", "834238027356431", "--runs", "40",
       "--trace", "t.csv", "-o", "r.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  TimelineBuilder builder;
  const TraceFacts facts = read_trace(
      network->directory() / "t.csv",
      [&](const TaskTrace& task, std::span<const TaskPause> pauses) { builder.add(task, pauses); });
  CHECK(facts.tasks == 40);
  REQUIRE(facts.hosts.size() == 4);
  for (std::size_t worker = 0; worker < 4; ++worker)
    CHECK(facts.hosts.at(worker) == network->host(worker / 2));
  CHECK(builder.finish(facts, "").hosts ==
        std::vector<TimeHost>{{network->host(0), 2}, {network->host(1), 2}});
}

TEST_CASE("a host with another processor is named, when it is measured and whenever it is read") {
  const auto network = Network::make(2);
  if (!network)
    return;
  write_file(network->directory() / "cpuinfo", "processor : 0\nmodel name : Slow CPU\n");
  const auto run = [&] {
    const CommandResult result =
        network->primebench({"--mode", "mpi", "--hosts", network->list(1), "--prime", "1000003",
                             "--runs", "60", "-o", "r.csv", "--timeout", "50s"});
    CAPTURE(result.err);
    REQUIRE(result.status == 0);
    return result.err;
  };
  CHECK(run().find("hosts differ") == std::string::npos);
  network->prepare_others(
      fmt::format("mount --bind {} /proc/cpuinfo", (network->directory() / "cpuinfo").string()));
  const std::string err = run();
  const std::vector<Row> rows = rows_of(*network);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].hosts_cpu_model.empty());
  CHECK(rows[0].hosts_cpu_milli == 2 * 1000 * *rows[0].cpus_allowed);
  CHECK(rows[1].cpu_model == rows[0].cpu_model);
  const std::string models =
      fmt::format("{} ({}) + Slow CPU ({})", rows[0].cpu_model, network->host(0), network->host(1));
  CHECK(rows[1].hosts_cpu_model == models);
  CHECK(err.find("hosts differ: " + models) != std::string::npos);
  CHECK(network->primebench({"report", "r.csv"}).err.find("hosts differ: " + models) !=
        std::string::npos);
}

TEST_CASE("a batch may run on another host than primebench") {
  const auto network = Network::make(2);
  if (!network)
    return;
  const CommandResult result =
      network->primebench({"--mode", "mpi", "--hosts", network->host(1) + ":2", "--prime",
                           "1000000007", "--runs", "20", "-o", "r.csv", "--timeout", "50s"});
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  CHECK(rows_of(*network).at(0).hosts == 1U);
}

}  // namespace primebench
