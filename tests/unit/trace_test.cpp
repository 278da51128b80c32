// Traces: what is written is read again, with what older ones have not.

#include <doctest/doctest.h>

#include "core/error.hpp"
#include "results/trace_reader.hpp"
#include "results/trace_writer.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

struct Read {
  TraceFacts facts;
  std::vector<TaskTrace> tasks;
  std::vector<TaskPause> pauses;
};

Read read(const std::string& path) {
  Read result;
  result.facts = read_trace(path, [&](const TaskTrace& task, std::span<const TaskPause> pauses) {
    result.tasks.push_back(task);
    result.pauses.insert(result.pauses.end(), pauses.begin(), pauses.end());
  });
  return result;
}

Measurement two_tasks() {
  Measurement measurement;
  measurement.timed.run_began_ns = 1'000;
  measurement.trace = {{0, 0, 1'100, 1'500}, {1, 3, 1'200, 1'200}};
  measurement.pauses = {{1'100, 1'200, 0, PauseKind::kWait},
                        {1'250, 1'300, 0, PauseKind::kLock},
                        {1'400, 1'500, 0, PauseKind::kWait}};
  return measurement;
}

std::string error_of(const std::string& content) {
  const test::TempDir dir;
  test::write_file(dir / "t.csv", content);
  try {
    read(dir / "t.csv");
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a trace is read as it was written: tasks, pauses and what was measured") {
  const test::TempDir dir;
  Row row;
  row.mode = "thread-pool";
  row.runs = 2;
  row.pool = 4;
  row.label = "main";
  row.wall_ns = 99;
  row.cpu_model = "One, Two; \"Three\"";
  write_trace(dir / "t.csv", two_tasks(), row);
  const Read all = read(dir / "t.csv");
  CHECK(all.facts.tasks == 2);
  CHECK(all.facts.knows_pauses);
  CHECK(all.facts.measured.mode == "thread-pool");
  CHECK(all.facts.measured.pool == 4);
  CHECK(all.facts.measured.label == "main");
  CHECK(all.facts.measured.cpu_model == "One  Two   Three ");
  CHECK(all.facts.measured.wall_ns == 0);
  REQUIRE(all.tasks.size() == 2);
  CHECK(all.tasks[1].worker == 3);
  CHECK(all.tasks[1].start_ns == 200);
  CHECK(all.pauses == std::vector<TaskPause>{{100, 200, 0, PauseKind::kWait},
                                             {400, 500, 0, PauseKind::kWait},
                                             {250, 300, 0, PauseKind::kLock}});
}

TEST_CASE("a trace without pauses says that it knows of none, rather than that there were none") {
  const test::TempDir dir;
  Measurement measurement = two_tasks();
  measurement.pauses.reset();
  write_trace(dir / "t.csv", measurement, Row());
  CHECK_FALSE(read(dir / "t.csv").facts.knows_pauses);
  test::write_file(dir / "old.csv", "task,worker,start_ns,end_ns\n0,0,1,2\n");
  CHECK_FALSE(read(dir / "old.csv").facts.knows_pauses);
  CHECK(read(dir / "old.csv").facts.measured == Row());
}

TEST_CASE("a trace of several hosts names them, and one of a single host has no such column") {
  const test::TempDir dir;
  Measurement measurement = two_tasks();
  measurement.hosts.resize(3);
  measurement.hosts[0] = {.name = "pb,A", .workers = 2};
  measurement.hosts[1] = {.name = "none", .workers = 0};
  measurement.hosts[2] = {.name = "pbB", .workers = 2};
  write_trace(dir / "t.csv", measurement, Row());
  CHECK(test::read_file(dir / "t.csv")
            .starts_with("task,worker,start_ns,end_ns,waits,lock_waits,host,measured\n"));
  CHECK(read(dir / "t.csv").facts.hosts ==
        std::map<std::size_t, std::string>{{0, "pb_A"}, {3, "pbB"}});
  measurement.hosts.resize(1);
  write_trace(dir / "t.csv", measurement, Row());
  CHECK(test::read_file(dir / "t.csv").find("host") == std::string::npos);
  CHECK(read(dir / "t.csv").facts.hosts.empty());
}

TEST_CASE("hosts in a trace may be partly told, and a worker has one") {
  const std::string header = "task,worker,start_ns,end_ns,host\n";
  CHECK(error_of(header + "0,0,1,2,a\n1,0,2,3,\n2,1,2,3,b\n3,2,1,2\n").empty());
  CHECK(error_of(header + "0,0,1,2,a\n1,0,2,3,b\n")
            .ends_with("line 3: worker 0 is on host 'b', and before on 'a'"));
  CHECK(error_of(header + "0,0,1,2,a\n1,0,2,3," + std::string(60'000, 'b') + "\n").size() < 400);
}

TEST_CASE("times that no chart could add to are refused") {
  const std::string header = "task,worker,start_ns,end_ns\n";
  CHECK(error_of(header + "0,0,1,1152921504606846976\n").empty());
  CHECK(error_of(header + "0,0,1,2\n1,0,2,1152921504606846977\n")
            .ends_with("line 3: the task ends after 1152921504606846977 ns, more than 36 years"));
}

TEST_CASE("very many pauses of one task fit into a line and stay as long") {
  const test::TempDir dir;
  Measurement measurement;
  measurement.trace = {{0, 0, 0, 100'000'000'000}};
  measurement.pauses.emplace();
  for (std::int64_t i = 0; i < 10'001; ++i)
    measurement.pauses->push_back({i * 9'000'000, i * 9'000'000 + 5'000'000, 0, PauseKind::kLock});
  write_trace(dir / "t.csv", measurement, Row());
  const Read all = read(dir / "t.csv");
  CHECK(all.pauses.size() <= 1'000);
  std::int64_t sum = 0;
  for (const TaskPause& pause : all.pauses)
    sum += pause.end_ns - pause.start_ns;
  CHECK(sum == 10'001 * std::int64_t{5'000'000});
}

TEST_CASE("a trace with a wait that cannot be is refused with its line") {
  const std::string header = "task,worker,start_ns,end_ns,waits,lock_waits,measured\n";
  CHECK(error_of(header + "0,0,10,20,5+5,,\n").empty());
  for (const char* waits : {"5+6", "11+0", "5", "+", "x+1", "5+5 ", "-1+2"})
    CHECK(error_of(header + "0,0,10,20," + waits + ",,\n").find("line 2: a wait lies outside") !=
          std::string::npos);
  CHECK(error_of(header + "0,0,10,20,,,mode=thread-pool;pool=many;unheard=of;;\n").empty());
}

}  // namespace primebench
