// Where Open MPI is told to keep the memory of a rank, and what becomes of it.

#include "programs/mpi/shared_files.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string>

#include "modes/program_mode.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "sys/child.hpp"

namespace primebench::mpi {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOldVariable = "OMPI_MCA_btl_vader_backing_directory";
constexpr const char* kNewVariable = "OMPI_MCA_btl_sm_backing_directory";

/// "": there is none.
std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// Whether `holds` in a process of its own, whose environment may be changed.
bool elsewhere(const std::function<bool()>& holds) {
  ChildProcess child = ChildProcess::fork([&] { ::_exit(holds() ? 0 : 1); });
  return child.wait().clean();
}

/// All that are now of this user, whosever they are.
std::set<std::string> directories() {
  const std::string prefix = fmt::format("primebench-program.{}.", ::geteuid());
  std::set<std::string> found;
  for (const char* const place : {"/dev/shm", "/tmp"}) {
    for (const auto& entry : fs::directory_iterator(place)) {
      if (entry.path().filename().string().starts_with(prefix))
        found.insert(entry.path().string());
    }
  }
  return found;
}

TEST_CASE(
    "the file of a rank is hidden while it runs, exists at its end, and goes with its parent") {
  const test::TempDir scratch;
  ::setenv(kScratchVariable, scratch.path().c_str(), 1);
  CHECK(elsewhere([&] {
    SharedFiles files;
    const std::string directory = environment(kOldVariable);
    const std::string file = directory + "/segment";
    if (directory != environment(kNewVariable) || !directory.starts_with(scratch.path().string()))
      return false;
    test::write_file(file, "memory");
    files.hide();
    if (!fs::is_empty(directory))
      return false;
    files.show();
    return fs::exists(file) && fs::file_size(file) == 0;
  }));
  ::unsetenv(kScratchVariable);
  CHECK(scratch.listing().find(' ') == std::string::npos);  // _exit() destroys nothing.
}

TEST_CASE("where primebench's directory is not, a killed parent leaves nothing") {
  const test::TempDir told;
  const fs::path file = told / "directory";
  ChildProcess parent = ChildProcess::fork([&] {
    const SharedFiles files;
    const std::string directory = environment(kOldVariable);
    test::write_file(directory + "/segment", "memory");
    test::write_file(file, directory);
    ::pause();
  });
  REQUIRE(test::wait_until([&] { return fs::exists(file) && fs::file_size(file) > 0; }, 10'000));
  const std::string directory = test::read_file(file);
  CHECK(fs::exists(directory + "/segment"));
  parent.kill_and_reap();
  CHECK(test::wait_until([&] { return !fs::exists(directory); }, 10'000));
}

TEST_CASE("a parent that is killed at any moment, its first included, leaves nothing") {
  constexpr int kTimes = 100;
  constexpr int kStepUs = 20;
  const std::set<std::string> before = directories();
  const auto none_is_new = [&] {
    const std::set<std::string> now = directories();
    return std::ranges::includes(before, now);
  };
  for (int i = 0; i < kTimes; ++i) {
    ChildProcess parent = ChildProcess::fork([] {
      const SharedFiles files;
      ::pause();
    });
    ::usleep(static_cast<useconds_t>(i * kStepUs));
    parent.kill_and_reap();
    REQUIRE(test::wait_until(none_is_new, 10'000));  // Else the next would remove it.
  }
}

TEST_CASE("a parent that ends in order has removed its directory by then") {
  std::string directory;
  CHECK(elsewhere([&] {
    {
      const SharedFiles files;
      directory = environment(kOldVariable);
      if (!fs::is_directory(directory))
        return false;
    }
    return !fs::exists(directory);
  }));
}

TEST_CASE("a directory that the user has chosen stays") {
  CHECK(elsewhere([] {
    ::setenv(kNewVariable, "/chosen", 1);
    SharedFiles files;
    files.hide();
    return environment(kOldVariable).empty() && environment(kNewVariable) == "/chosen";
  }));
}

}  // namespace
}  // namespace primebench::mpi
