// Where Open MPI is told to keep the memory of a rank, and what becomes of it.

#include "programs/mpi/shared_files.hpp"

#include <doctest/doctest.h>
#include <fmt/core.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
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
    if (!scratch.listing().empty())
      return false;
    files.show();
    return fs::exists(file) && fs::file_size(file) == 0;
  }));
  ::unsetenv(kScratchVariable);
  CHECK(scratch.listing().find(' ') == std::string::npos);  // _exit() destroys nothing.
}

TEST_CASE("where primebench's directory is not, a killed parent leaves nothing") {
  std::string directory;
  ChildProcess parent = ChildProcess::fork([] {
    const SharedFiles files;
    test::write_file(environment(kOldVariable) + "/segment", "memory");
    ::pause();
  });
  const bool made = test::wait_until(
      [&] {
        for (const char* const place : {"/dev/shm", "/tmp"}) {
          directory = fmt::format("{}/primebench-program.{}.{}", place, ::geteuid(), parent.pid());
          if (fs::exists(directory + "/segment"))
            return true;
        }
        return false;
      },
      10'000);
  REQUIRE(made);
  parent.kill_and_reap();
  CHECK(test::wait_until([&] { return !fs::exists(directory); }, 10'000));
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
