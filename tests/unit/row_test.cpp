#include "results/row.hpp"

#include <doctest/doctest.h>

#include <set>

#include "support/sample_row.hpp"

namespace primebench {

TEST_CASE("the columns begin with the time and end with the status") {
  REQUIRE(columns().size() == 56);
  CHECK(columns().front().name == "started_at");
  CHECK(columns().back().name == "status");
  std::set<std::string_view> names;
  for (const Column& column : columns())
    names.insert(column.name);
  CHECK(names.size() == columns().size());
}

TEST_CASE("the header is the documented one") {
  CHECK(csv_header() ==
        "started_at,label,mode,prime,runs,pool,io_delay_ns,io_waits,gil,kernel,repetition,is_prime,"
        "wall_ns,startup_ns,run_ns,teardown_ns,user_ns,system_ns,task_p50_ns,task_p99_ns,"
        "task_max_ns,workers,max_parallel,max_rss_bytes,voluntary_switches,involuntary_switches,"
        "cpus,cpu_model,host,os,compiler,version,invocation,task_time_ns,mix,order,seed,numbers,"
        "payload_bytes,traced,hosts,cpus_allowed,cpu_quota_milli,total_bytes,minor_faults,"
        "major_faults,migrations,cycles,instructions,cache_misses,stolen_ns,throttled_ns,chunk,"
        "hosts_cpu_milli,hosts_cpu_model,status");
}

TEST_CASE("every cell that is written is read back the same") {
  Row row;
  row.started_at = "2026-01-31T12:34:56Z";
  row.label = "a label";
  row.mode = "threaded";
  row.prime = 18446744073709551615U;
  row.pool = 4;
  row.gil = true;
  row.wall_ns = 123;
  row.workers = 0;
  row.status = "ok";
  Row copy;
  for (const Column& column : columns()) {
    CAPTURE(column.name);
    CHECK(set_cell(copy, column, cell_text(row, column)));
  }
  CHECK(copy == row);
  CHECK(copy.workers == 0U);
  CHECK_FALSE(copy.task_p50_ns.has_value());
}

TEST_CASE("a cell that is not of its column's type is refused and changes nothing") {
  Row row;
  row.prime = 7;
  row.runs = 8;
  for (const char* text : {"-1", "+7", " 7", "7 ", "0x11", "1e9", "1.5", "1,000", "7\n",
                           "18446744073709551616", "1.84467440737096E+019"}) {
    CAPTURE(text);
    CHECK_FALSE(set_cell(row, *find_column("prime"), text));
    CHECK(row.prime == 7U);
    CHECK_FALSE(set_cell(row, *find_column("runs"), text));
    CHECK(row.runs == 8);
  }
  CHECK_FALSE(set_cell(row, *find_column("gil"), "TRUE"));
  CHECK_FALSE(set_cell(row, *find_column("label"), "a\rb"));
  CHECK_FALSE(set_cell(row, *find_column("label"), std::string_view("a\0b", 3)));
  CHECK(find_column("no_such_column") == nullptr);
}

TEST_CASE("an empty cell is unknown, which is not zero, and only two columns refuse it") {
  Row row = test::sample_row();
  std::set<std::string_view> refused;
  for (const Column& column : columns()) {
    CAPTURE(column.name);
    if (!set_cell(row, column, ""))
      refused.insert(column.name);
    else
      CHECK(cell_text(row, column).empty());
  }
  CHECK(refused == std::set<std::string_view>{"runs", "wall_ns"});
  CHECK_FALSE(row.prime.has_value());
  CHECK_FALSE(row.gil.has_value());
  Row zero;
  CHECK(set_cell(zero, *find_column("cpus"), "0"));
  CHECK(zero.cpus == 0U);
}

TEST_CASE("text with a separator or a quote is quoted as RFC 4180 says") {
  Row row;
  row.host = "a,b";
  row.os = "say \"hi\"";
  const std::string line = csv_line(row);
  CHECK(line.find(",\"a,b\",\"say \"\"hi\"\"\",") != std::string::npos);
}

}  // namespace primebench
