#include "programs/mpi/launch.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "programs/mpi/agent.hpp"
#include "programs/mpi/launch_failure.hpp"
#include "programs/mpi/loopback.hpp"
#include "support/command.hpp"
#include "support/temp_dir.hpp"

namespace primebench::mpi {
namespace {

Surroundings somewhere(unsigned version = 4) {
  return {.own_file = "/opt/primebench-mode-mpi",
          .host = "a",
          .agent = "",
          .version = version,
          .is_root = false};
}

std::string command(const Machines& machines, std::size_t ranks, const Surroundings& where) {
  const std::vector<std::string> words = launch_command(machines, ranks, where);
  return joined(words, " ");
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

TEST_CASE("on this machine alone no remote shell is asked for, and ranks may be more than CPUs") {
  for (const Machines& machines : {Machines(), Machines{.hosts = {{"a", 2}}, .launcher = ""},
                                   Machines{.hosts = {{"localhost", 2}}, .launcher = ""}}) {
    const std::string text = command(machines, 3, somewhere());
    CAPTURE(text);
    CHECK(
        text.starts_with("mpirun --bind-to none --mca pml ob1 --mca mpi_yield_when_idle 1 "
                         "--mca odls_base_sigkill_timeout 0 "));
    CHECK(has(text, " --mca plm isolated "));
    CHECK(has(text, " --oversubscribe "));
    CHECK_FALSE(has(text, "agent"));
    CHECK_FALSE(has(text, "root"));
    CHECK(text.ends_with(" -n 3 /opt/primebench-mode-mpi --rank"));
  }
}

TEST_CASE("other hosts are reached by the agent that names them, and are never given too much") {
  const Machines machines = {.hosts = {{"a", 1}, {"b", 2}}, .launcher = ""};
  const std::string text = command(machines, 3, somewhere());
  CHECK(has(text, " --host a:1,b:2 "));
  CHECK(has(text,
            " --mca plm_rsh_agent /opt/primebench-mode-mpi --agent ssh -o BatchMode=yes -o "
            "ConnectTimeout=4 : sh --mca plm_rsh_no_tree_spawn 1 "));
  CHECK(has(text, " --map-by node "));
  CHECK_FALSE(has(text, "oversubscribe"));
  CHECK_FALSE(has(text, "isolated"));

  Surroundings where = somewhere();
  where.agent = "/bin/own -x";
  CHECK(has(command(machines, 3, where), " /opt/primebench-mode-mpi --agent /bin/own -x : sh "));
  where.own_file = "/my programs/primebench-mode-mpi";
  CHECK(has(command(machines, 3, where), " plm_rsh_agent /bin/own -x "));
}

TEST_CASE("version 5 has its launcher's parameters under other names") {
  const std::string here = command({}, 3, somewhere(5));
  CHECK(has(here, " --prtemca oob_tcp_keepalive_time 1 "));
  CHECK_FALSE(has(here, "odls_base_sigkill_timeout"));
  CHECK(has(here, " --mca pml ob1 "));
  CHECK(has(here, " --map-by node:OVERSUBSCRIBE "));
  CHECK_FALSE(has(here, "isolated"));
  const std::string there = command({.hosts = {{"b", 1}}, .launcher = ""}, 1, somewhere(5));
  CHECK(has(there, " --prtemca plm_ssh_agent "));
  CHECK(has(there, " --map-by node "));
  CHECK(has(command({}, 3, somewhere(6)), " --prtemca prte_keepalive_time 1 "));
}

TEST_CASE("only root is allowed to run as root, and what the user's launcher sets stays") {
  Surroundings where = somewhere();
  where.is_root = true;
  const Machines machines = {.hosts = {}, .launcher = "/usr/bin/mpirun  --mca pml ucx"};
  const std::string text = command(machines, 2, where);
  CHECK(text.starts_with("/usr/bin/mpirun --mca pml ucx --allow-run-as-root "));
  CHECK_FALSE(has(text, "ob1"));
}

TEST_CASE("of another launcher nothing is known but -n") {
  CHECK(command({.hosts = {}, .launcher = "srun --mpi=pmix"}, 4, somewhere()) ==
        "srun --mpi=pmix -n 4 /opt/primebench-mode-mpi --rank");
  CHECK(is_open_mpi(""));
  CHECK(is_open_mpi("/opt/bin/mpirun --mca x y"));
  CHECK_FALSE(is_open_mpi("srun"));
}

TEST_CASE("the version is what mpirun says, and another MPI is refused") {
  CHECK(version_in("mpirun (Open MPI) 4.1.4\n\nReport bugs to http\n") == 4);
  CHECK(version_in("mpirun (Open MPI) 5.0.7\n") == 5);
  CHECK_THROWS_WITH_AS(version_in("HYDRA build details:\n Version: 4.0\n"),
                       "mpirun is not Open MPI's: 'HYDRA build details:'; name it with --launcher",
                       Error);
}

TEST_CASE("settings that keep ranks on their machine are known, and what overrides them") {
  CHECK(confines_to_loopback("btl_tcp_if_include=lo"));
  CHECK(confines_to_loopback("# x\n\tbtl_tcp_if_include =  lo # why\r\nmtl = ^ofi\n"));
  for (const char* const settings :
       {"", "#btl_tcp_if_include=lo\n", "btl_tcp_if_include=lo,eth0\n", "btl_tcp_if_exclude=lo\n",
        "btl_tcp_if_include=lo\nbtl_tcp_if_include=ib0\n"})
    CHECK_FALSE(confines_to_loopback(settings));
}

TEST_CASE("a daemon of Open MPI 5 that fails leaves no directory of its batch, and others theirs") {
  const test::TempDir host;
  for (const char* const name : {"prted.b.7.0/pmix.b.tool.prterun-a-5@0",
                                 "prted.b.8.0/pmix.b.tool.prterun-a-55@0", "other/pmix.b.tool.x"}) {
    std::filesystem::create_directories((host / name).parent_path());
    test::write_file(host / name, "");
  }
  // What Open MPI gives the agent: the host, then words for a shell there.
  const auto run = [&](const std::string& daemon, const std::string& batch) {
    const std::vector<std::string> words = with_tidying(std::vector<std::string>{
        "b", "X=1;export X;", daemon, "--prtemca", "ess_base_nspace", batch, "--tree-spawn"});
    return test::run_shell(joined(std::span(words).subspan(1), " "), host.path(), {"TMPDIR=."})
        .status;
  };
  CHECK(run("true", "\"prterun-a-5@0\"") == 0);
  CHECK(host.listing() == "other prted.b.7.0 prted.b.8.0");
  CHECK(run("false", "\"prterun-a-5@0\"") == 1);
  CHECK(host.listing() == "other prted.b.8.0");
  CHECK(run("false", "\"prterun-a-5@0\"") == 1);
  // What is no name is not given to a shell, and version 4 tidies up itself.
  CHECK(with_tidying(std::vector<std::string>{"b", "prted", "ess_base_nspace", "a;b"}).size() == 4);
  CHECK(with_tidying(std::vector<std::string>{"b", "orted", "ess_base_jobid", "7"}).size() == 4);
  CHECK(with_tidying(std::vector<std::string>{"b", "prted", "ess_base_nspace"}).size() == 3);
}

TEST_CASE("of all that Open MPI writes one line is left, with the host that has failed") {
  struct Case {
    std::string_view words;
    std::string_view reason;
  };
  for (const Case& one : std::vector<Case>{
           {"x\nprimebench-mode-mpi: host b: cannot be reached: ssh exited\nORTE was unable\n",
            "host b: cannot be reached: ssh exited"},
           {"-----\nmpirun noticed that process rank 1 with PID 7 on node b exited on signal 9 "
            "(Killed).\n-----\n",
            "host b: a worker was killed by signal 9 (Killed); of several hosts another's may have "
            "been killed first"},
           {"mpirun noticed that process rank 1 with PID 7 on node b exited on signal 11 "
            "(Segmentation fault).\n",
            "host b: a worker was killed by signal 11 (Segmentation fault)"},
           {"mpirun was unable to find the specified executable file, and therefore\ndid not "
            "launch the job.\n\nNode:       b\nExecutable: /opt/x\n",
            "host b: no primebench-mode-mpi that runs there is at the same path as here"},
           {"ORTE has lost communication with a remote daemon.\n\n  HNP daemon   : [[1,0],0] on "
            "node a\n  Remote daemon: [[1,0],1] on node b\n",
            "host b: lost: its Open MPI does not answer"},
           {"", "host a: the launcher was killed by signal 9 (Killed)"},
           {"----\nsomething else\n----\n",
            "host a: the launcher was killed by signal 9 (Killed): something else"},
       })
    CHECK(reason_in(one.words, "was killed by signal 9 (Killed)", "a") == one.reason);
  // What Open MPI takes for a missing program is a refusal of the system here, and elsewhere not.
  for (const auto& [node, reason] : std::vector<std::pair<std::string, std::string_view>>{
           {"a",
            "host a: the launcher could not start all workers (low limits: ulimit -u 40); use a "
            "smaller --pool"},
           {"b", "host b: no primebench-mode-mpi that runs there is at the same path as here"}})
    CHECK(reason_in("mpirun tried to fork a new process\n  Node: " + node + "\n", "exited", "a",
                    "ulimit -u 40") == reason);
}

}  // namespace
}  // namespace primebench::mpi
