#include "sys/cpus.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include "support/temp_dir.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

/// A made-up /proc and /sys below a temporary directory.
class FakeSystem {
 public:
  void mount(const std::string& line) { mountinfo_ += line + '\n'; }
  void group(const std::string& line) { cgroup_ += line + '\n'; }
  void file(const std::string& name, const std::string& content) {
    fs::create_directories((root_ / name).parent_path());
    test::write_file(root_ / name, content);
  }
  std::optional<double> quota() {
    write_proc();
    return cgroup_cpu_quota(root_.path());
  }
  std::vector<fs::path> groups() {
    write_proc();
    return own_cpu_groups(root_.path());
  }

 private:
  void write_proc() {
    file("proc/self/mountinfo", mountinfo_);
    file("proc/self/cgroup", cgroup_);
  }

  test::TempDir root_;
  std::string mountinfo_;
  std::string cgroup_;
};

constexpr const char* kV2Mount = "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw";
constexpr const char* kV1Mount =
    "31 23 0:27 / /sys/fs/cgroup/cpu rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct";

}  // namespace

TEST_CASE("cpu.max is a quota and a period, or max") {
  CHECK(parse_cpu_max("150000 100000\n") == 1.5);
  CHECK(parse_cpu_max("50000 100000") == 0.5);
  CHECK_FALSE(parse_cpu_max("max 100000\n").has_value());
  CHECK_FALSE(parse_cpu_max("").has_value());
  CHECK_FALSE(parse_cpu_max("100000").has_value());
  CHECK_FALSE(parse_cpu_max("-1 100000").has_value());
  CHECK_FALSE(parse_cpu_max("100000 0").has_value());
}

TEST_CASE("the quota is rounded up and never exceeds the affinity mask") {
  CHECK(usable_cpus(8, std::nullopt) == 8);
  CHECK(usable_cpus(8, 1.5) == 2);
  CHECK(usable_cpus(8, 2.0) == 2);
  CHECK(usable_cpus(8, 0.1) == 1);
  CHECK(usable_cpus(2, 64.0) == 2);
  CHECK(usable_cpus(0, std::nullopt) == 1);
}

TEST_CASE("the smallest cpu.max of a v2 group and its ancestors counts") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.group("0::/a/b/c");
  system.file("sys/fs/cgroup/a/cpu.max", "150000 100000\n");
  system.file("sys/fs/cgroup/a/b/cpu.max", "max 100000\n");
  system.file("sys/fs/cgroup/a/b/c/cpu.max", "400000 100000\n");
  CHECK(system.quota() == 1.5);
}

TEST_CASE("a v1 quota counts, and -1 is none") {
  FakeSystem system;
  system.mount(kV1Mount);
  system.group("4:cpu,cpuacct:/jobs/one");
  system.file("sys/fs/cgroup/cpu/jobs/one/cpu.cfs_quota_us", "-1\n");
  system.file("sys/fs/cgroup/cpu/jobs/one/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(system.quota().has_value());
  system.file("sys/fs/cgroup/cpu/jobs/cpu.cfs_quota_us", "250000\n");
  system.file("sys/fs/cgroup/cpu/jobs/cpu.cfs_period_us", "100000\n");
  CHECK(system.quota() == 2.5);
}

TEST_CASE("a v1 cpuset hierarchy is not taken for the cpu one") {
  FakeSystem system;
  system.mount("31 23 0:27 / /sys/fs/cgroup/cpuset rw - cgroup cgroup rw,cpuset");
  system.group("4:cpuset:/");
  system.file("sys/fs/cgroup/cpuset/cpu.cfs_quota_us", "100000\n");
  system.file("sys/fs/cgroup/cpuset/cpu.cfs_period_us", "100000\n");
  CHECK_FALSE(system.quota().has_value());
}

TEST_CASE("in a container the mount point shows the container's own group") {
  FakeSystem system;
  system.mount("30 23 0:26 /docker/abc /sys/fs/cgroup rw - cgroup2 cgroup2 rw");
  system.group("0::/docker/abc/job");
  system.file("sys/fs/cgroup/cpu.max", "200000 100000\n");
  system.file("sys/fs/cgroup/job/cpu.max", "300000 100000\n");
  CHECK(system.quota() == 2.0);
}

TEST_CASE("a group outside of what is mounted falls back to the mount point") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.group("0::/../../elsewhere");
  system.file("sys/fs/cgroup/cpu.max", "100000 100000\n");
  CHECK(system.quota() == 1.0);
}

TEST_CASE("every group is named once, also where the process is in the root of its hierarchy") {
  FakeSystem system;
  system.mount(kV2Mount);
  system.group("0::/");
  CHECK(system.groups().size() == 1);
  FakeSystem nested;
  nested.mount(kV2Mount);
  nested.group("0::/a/b");
  CHECK(nested.groups().size() == 3);
}

TEST_CASE("a system without control groups has no quota") {
  FakeSystem system;
  CHECK_FALSE(system.quota().has_value());
}

TEST_CASE("this process may use at least one CPU") {
  CHECK(affinity_cpus() >= 1);
  CHECK(usable_cpus() >= 1);
  CHECK(usable_cpus() <= affinity_cpus());
}

}  // namespace primebench
