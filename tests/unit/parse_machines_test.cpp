#include "cli/parse_machines.hpp"

#include <doctest/doctest.h>

#include <string>

#include "core/error.hpp"
#include "support/temp_dir.hpp"

namespace primebench {
namespace {

std::string error_of(const std::optional<std::string>& hosts,
                     const std::optional<std::string>& launcher = std::nullopt) {
  try {
    parse_machines(hosts, launcher);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("hosts are a list with room for one worker each unless they say otherwise") {
  const Machines machines = *parse_machines("a:4,b,a:2", std::nullopt);
  REQUIRE(machines.hosts.size() == 2);
  CHECK(machines.hosts[0] == HostSlots{.name = "a", .slots = 6});
  CHECK(machines.hosts[1] == HostSlots{.name = "b", .slots = 1});
  CHECK(machines.slots() == 7);
  CHECK(machines.launcher.empty());
}

TEST_CASE("hosts are a file in mpirun's form") {
  const test::TempDir directory;
  test::write_file(directory / "hosts",
                   "# the rack\nnode1 slots=4\n\n\tnode2\r\nnode3 slots=2 "
                   "max_slots=8 # new\n");
  const Machines machines = *parse_machines((directory / "hosts").string(), "srun --mpi=pmix");
  REQUIRE(machines.hosts.size() == 3);
  CHECK(machines.hosts[0] == HostSlots{.name = "node1", .slots = 4});
  CHECK(machines.hosts[1] == HostSlots{.name = "node2", .slots = 1});
  CHECK(machines.hosts[2] == HostSlots{.name = "node3", .slots = 2});
  CHECK(machines.launcher == "srun --mpi=pmix");

  test::write_file(directory / "bad", "node1 slots=4\nnode2 slot=4\n");
  CHECK(error_of((directory / "bad").string()).find("line 2 of ") != std::string::npos);
  test::write_file(directory / "empty", "# none\n");
  CHECK(error_of((directory / "empty").string()) == "--hosts names no host");
}

TEST_CASE("what would be an option or a command for the remote shell is no host") {
  for (const char* name : {"-oProxyCommand=x:1", "a;b:1", "a b", "$(x)", ".", "a:0", "a:", "a:x",
                           ":4", "a:99999", "[::1]:2"}) {
    CAPTURE(name);
    CHECK(error_of(name).starts_with("--hosts"));
  }
  CHECK(error_of("no/such/file") == "--hosts: there is no file 'no/such/file'");
}

TEST_CASE("without either flag there are no machines") {
  CHECK(parse_machines(std::nullopt, std::nullopt) == nullptr);
}

TEST_CASE("a launcher is a command in one line") {
  CHECK(error_of(std::nullopt, " ").starts_with("--launcher takes a command"));
  CHECK(error_of(std::nullopt, "a\nb").starts_with("--launcher takes a command"));
}

}  // namespace
}  // namespace primebench
