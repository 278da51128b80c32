#include "modes/program_protocol.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/error.hpp"

namespace primebench {
namespace {

ProgramBatch some_batch() {
  return {.mode = "py-threads",
          .tasks = 8,
          .pool = 2,
          .io_delay = std::chrono::nanoseconds(15'000'000),
          .gil = true,
          .kernel = "scalar",
          .numbers = {UINT64_MAX}};
}

/// Gives the lines of `text` to a reader; whether the last was the end of the batch.
bool read_batch(BatchReader& reader, std::string_view text) {
  LineBuffer lines;
  lines.add(text);
  bool ended = false;
  for (std::string line; lines.next(line);)
    ended = reader.take(line);
  return ended && !lines.has_rest();
}

/// The text of the Error that `body` throws; empty: it throws none.
template <typename Body>
std::string error_of(Body body) {
  try {
    body();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a batch reads as the protocol has it, and comes back the same") {
  const std::string text = batch_text(some_batch());
  CHECK(text ==
        "primebench-batch 1\nmode py-threads\ntasks 8\npool 2\nio_delay_ns 15000000\n"
        "payload_bytes 0\ngil true\nkernel scalar\nnumbers 1\n18446744073709551615\nend\n");
  BatchReader reader;
  CHECK(read_batch(reader, text));
  CHECK(reader.batch() == some_batch());
}

TEST_CASE("a batch of tasks that carry data says where the data comes from") {
  ProgramBatch batch = some_batch();
  batch.payload_bytes = 100;
  batch.payload_source = {.tasks = 8, .bytes = 4096, .seed = 7};
  const std::string text = batch_text(batch);
  CHECK(text.find("\npayload_bytes 100\n") != text.npos);
  CHECK(text.find("\npayload_source 8 4096 7\n") != text.npos);
  BatchReader reader;
  CHECK(read_batch(reader, text));
  CHECK(reader.batch() == batch);
  for (const PayloadShape& shape : {PayloadShape{},
                                    {.tasks = 7, .bytes = 4096, .seed = 7},
                                    {.tasks = 8, .bytes = 99, .seed = 7}}) {
    batch.payload_source = shape;
    BatchReader wrong;
    CHECK(error_of([&] { read_batch(wrong, batch_text(batch)); }) ==
          "the batch has no source for its payload");
  }
}

TEST_CASE("a batch for several machines names them, and comes back the same") {
  ProgramBatch batch = some_batch();
  batch.machines = {.hosts = {{"a", 4}, {"b", 1}}, .launcher = "srun --mpi=pmix"};
  batch.patient = true;
  const std::string text = batch_text(batch);
  CHECK(text.find("kernel scalar\nhost a 4\nhost b 1\nlauncher srun --mpi=pmix\npatient true\n"
                  "numbers 1\n") != std::string::npos);
  BatchReader reader;
  CHECK(read_batch(reader, text));
  CHECK(reader.batch() == batch);
  CHECK(std::get<ReadyReply>(parse_reply("ready kernel=avx2 hosts=3")).hosts == 3);
  CHECK(std::get<ReadyReply>(parse_reply("ready")).hosts == 0);
  CHECK_THROWS_AS(parse_reply("ready hosts=many"), Error);
  CHECK(parse_descriptions("m\tmachines\tpool\tx\n").front().spans_machines);
  CHECK_FALSE(parse_descriptions("m\tprocesses\tpool\tx\n").front().spans_machines);
}

TEST_CASE("a host is told in a line, comes back the same, and its name is a word") {
  const auto told = [](std::string_view name, std::string_view model) {
    ToldHost host;
    name.copy(host.name, sizeof host.name - 1);
    model.copy(host.cpu_model, sizeof host.cpu_model - 1);
    host.workers = 2;
    host.cpu_milli = 4500;
    return host;
  };
  CHECK(host_text(told("node1", "AMD EPYC 7B13")) ==
        "host node1 workers=2 cpu_milli=4500 cpu=AMD EPYC 7B13");
  const ToldHost host = parse_host(host_text(told("a b\n", "C D"))).value();
  CHECK(std::string(host.name) == "a_b_");
  CHECK(std::string(host.cpu_model) == "C D");
  CHECK(host.workers == 2);
  CHECK(host.cpu_milli == 4500);
  CHECK(parse_host("host c workers=0 weather=fine").value().cpu_milli == 0);
  CHECK(std::string(parse_host("host \x1b[2J workers=1").value().name) == "\\x1b[2J");
  const std::string longer(1000, 'x');
  CHECK(std::string(parse_host("host " + longer + " workers=1 cpu=" + longer).value().name).size() <
        sizeof ToldHost::name);
  CHECK_FALSE(parse_host("hosts 3").has_value());
  CHECK_FALSE(parse_host("done 8 448 1").has_value());
  for (const char* line : {"host ", "host  workers=1", "host a",
                           "host a workers=", "host a workers=-1", "host a workers=1 cpu_milli=x"})
    CHECK_THROWS_AS(parse_host(line), Error);
}

TEST_CASE("a program is asked for its hosts by a line that others may leave out") {
  ProgramBatch batch = some_batch();
  batch.tell_hosts = true;
  const std::string text = batch_text(batch);
  CHECK(text.find("\ntell_hosts true\nnumbers 1\n") != std::string::npos);
  BatchReader reader;
  CHECK(read_batch(reader, text));
  CHECK(reader.batch() == batch);
}

TEST_CASE("a batch may give every task its number, and lines of later versions") {
  BatchReader reader;
  CHECK(read_batch(reader,
                   "primebench-batch 1\nmode m\ntasks 2\nweather fine\nnumbers 2\n7\n11\nend\n"));
  CHECK(reader.batch().numbers == std::vector<std::uint64_t>{7, 11});
  CHECK(batch_text(reader.batch()).find("\nnumbers 2\n7\n11\nend\n") != std::string::npos);
}

TEST_CASE("a batch that makes no sense is refused, and the line is quoted") {
  struct Case {
    std::string_view text;
    std::string_view message;
  };
  for (const Case& one : std::vector<Case>{
           {"primebench-batch 2\n", "not with 'primebench-batch 2'"},
           {"primebench-batch 1\ntasks -1\n", "'tasks -1'"},
           {"primebench-batch 1\ntasks 99999999999999999999\n", "'tasks 99999999999999999999'"},
           {"primebench-batch 1\nio_delay_ns 9223372036854775808\n", "'io_delay_ns 92"},
           {"primebench-batch 1\ngil maybe\n", "'gil maybe'"},
           {"primebench-batch 1\nnumbers 1\nend\n", "'end'"},
           {"primebench-batch 1\ntasks 3\nnumbers 2\n7\n8\nend\n", "2 numbers for 3 tasks"},
           {"primebench-batch 1\ntasks 1\nend\n", "0 numbers for 1 tasks"},
           {"primebench-batch 1\nnumbers 1\n7\nend\n", "no tasks"}}) {
    CAPTURE(one.text);
    BatchReader reader;
    const std::string error = error_of([&] { read_batch(reader, one.text); });
    CAPTURE(error);
    CHECK(error.find(one.message) != std::string::npos);
  }
}

TEST_CASE("the three replies of a program are understood") {
  CHECK(std::get<ReadyReply>(parse_reply("ready")).kernel.empty());
  CHECK(std::get<ReadyReply>(parse_reply("ready kernel=cpython-3.13.0")).kernel ==
        "cpython-3.13.0");
  CHECK(std::get<ReadyReply>(parse_reply("ready cores=2 kernel=k")).kernel == "k");
  const auto done = std::get<DoneReply>(parse_reply("done 8 18446744073709551615 2"));
  CHECK(done.result == BatchResult{.tasks = 8, .sum = UINT64_MAX});
  CHECK(done.workers == 2);
  CHECK(std::get<ErrorReply>(parse_reply("error no such \x1b mode")).text == "no such \\x1b mode");
}

TEST_CASE("any other line of a program is refused and quoted") {
  for (const std::string line :
       {"", "Ready", "ready!", "done", "done 8", "done 8 5", "done 8 5 2 ", "done 8 5 2 1",
        "done -8 5 2", "done 8 5.0 2", "done 8 18446744073709551616 2", "done  8 5 2", "gone 8 5 2",
        "go"}) {
    CAPTURE(line);
    CHECK(error_of([&] { parse_reply(line); }) == "a line that makes no sense: '" + line + "'");
  }
}

TEST_CASE("a program's description gives its modes their traits") {
  const auto modes = parse_descriptions(
      "py-loop\tbaseline\tone\ta loop\npy-fork\tprocesses\ttask\tone each, no pool\n");
  REQUIRE(modes.size() == 2);
  CHECK(modes[0].name == "py-loop");
  CHECK(modes[0].family == Family::kBaseline);
  CHECK(modes[0].workers == Workers::kOne);
  CHECK(modes[1].family == Family::kProcesses);
  CHECK(modes[1].workers == Workers::kPerTask);
  CHECK(modes[1].summary == "one each, no pool");
  CHECK_FALSE(modes[0].carries_data);
}

TEST_CASE("a description may say that tasks can carry data, and what later versions know") {
  const auto modes = parse_descriptions(
      "a\tthreads\tpool\twith data\tpayload\nb\tthreads\tpool\tx\tcolour\n"
      "c\tthreads\tpool\tx\tpayload\tcolour\n");
  REQUIRE(modes.size() == 3);
  CHECK(modes[0].carries_data);
  CHECK(modes[0].summary == "with data");
  CHECK_FALSE(modes[1].carries_data);
  CHECK(modes[2].carries_data);
}

TEST_CASE("a description with a line that is wrong is refused") {
  for (const std::string_view text :
       {"", "\n", "name\n", "a b\tthreads\tpool\tx\n", "all\tthreads\tpool\tx\n",
        "-x\tthreads\tpool\tx\n", "../x\tthreads\tpool\tx\n", "x\tfibres\tpool\tx\n",
        "x\tthreads\tmany\tx\n", "x\tthreads\tpool\n", "x\tthreads\tpool\t\n"}) {
    CAPTURE(text);
    CHECK(error_of([&] { parse_descriptions(text); }).find("--describe") == 0);
  }
}

TEST_CASE("lines are cut wherever the bytes were") {
  const std::string text = batch_text(some_batch());
  for (std::size_t step = 1; step <= text.size(); ++step) {
    LineBuffer lines;
    std::string joined;
    for (std::size_t at = 0; at < text.size(); at += step) {
      lines.add(std::string_view(text).substr(at, step));
      for (std::string line; lines.next(line);)
        joined += line + '\n';
    }
    CHECK(joined == text);
  }
}

TEST_CASE("a line that does not end is refused before it fills the memory") {
  std::string line;
  LineBuffer longest;
  longest.add(std::string(kLongestLine, 'x') + "\n");
  CHECK(longest.next(line));
  for (const std::string_view end : {"", "\n"}) {
    LineBuffer lines;
    lines.add("ready\n" + std::string(kLongestLine + 1, 'x'));
    lines.add(end);
    CHECK(lines.next(line));
    CHECK(error_of([&] { lines.next(line); }) == "a line of more than 4096 bytes");
  }
}

TEST_CASE("no bytes whatever get past the readers otherwise than as an error") {
  const std::vector<std::string> seeds = {
      batch_text(some_batch()), "ready kernel=k\ndone 8 5 2\nerror x\n", "a\tthreads\tpool\tx\n"};
  std::mt19937 random(1);  // The same bytes each time.
  for (int round = 0; round < 20'000; ++round) {
    std::string text = seeds[random() % seeds.size()];
    for (auto change = random() % 8; change > 0; --change)
      text[random() % text.size()] = static_cast<char>(random() % 256);
    text.resize(random() % (text.size() + 1));
    BatchReader reader;
    error_of([&] { read_batch(reader, text); });
    error_of([&] { parse_reply(text); });
    error_of([&] { parse_descriptions(text); });
  }
}

}  // namespace
}  // namespace primebench
