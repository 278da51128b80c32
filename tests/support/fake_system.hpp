// A made-up /proc and /sys below a temporary directory.

#pragma once

#include <unistd.h>

#include <filesystem>
#include <string>

#include "support/temp_dir.hpp"

namespace primebench::test {

inline constexpr const char* kV2Mount =
    "30 23 0:26 / /sys/fs/cgroup rw,nosuid - cgroup2 cgroup2 rw";
inline constexpr const char* kV1CpuMount =
    "31 23 0:27 / /sys/fs/cgroup/cpu rw,nosuid shared:9 - cgroup cgroup rw,cpu,cpuacct";

/// It has a /proc and no control groups at first.
class FakeSystem {
 public:
  FakeSystem() { file("proc/self/mountinfo", ""); }

  [[nodiscard]] const std::filesystem::path& root() const { return root_.path(); }

  /// A line of /proc/self/mountinfo.
  void mount(const std::string& line) { file("proc/self/mountinfo", mounts_ += line + '\n'); }
  /// A line of /proc/self/cgroup.
  void in_group(const std::string& line) { file("proc/self/cgroup", groups_ += line + '\n'); }
  void make_group(const std::string& directory, bool with_this_process = false) {
    file(directory + "/cgroup.procs",
         "1\n" + (with_this_process ? std::to_string(::getpid()) + "\n" : ""));
  }
  void file(const std::string& name, const std::string& content) {
    std::filesystem::create_directories((root_ / name).parent_path());
    write_file(root_ / name, content);
  }

 private:
  TempDir root_;
  std::string mounts_;
  std::string groups_;
};

}  // namespace primebench::test
