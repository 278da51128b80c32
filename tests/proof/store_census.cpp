#include "proof/store_census.hpp"

#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <fstream>

#include "results/reader.hpp"
#include "results/row.hpp"
#include "support/captured_stderr.hpp"
#include "support/not_run.hpp"
#include "support/numbered_rows.hpp"

namespace primebench::test {
namespace {

std::string file_system_of(const std::filesystem::path& path) {
  struct statfs status {};
  if (::statfs(path.c_str(), &status) != 0)
    return "missing";
  switch (status.f_type) {
    case EXT4_SUPER_MAGIC:
      return "ext4";
    case TMPFS_MAGIC:
      return "tmpfs";
    case OVERLAYFS_SUPER_MAGIC:
      return "overlayfs";
    case FUSE_SUPER_MAGIC:
      return "FUSE";
    default:
      return "another file system";
  }
}

}  // namespace

Census take_census(const std::filesystem::path& store) {
  Census census;
  std::error_code missing;
  if (std::filesystem::file_size(store, missing) == 0 || missing)
    return census;
  const CapturedStderr quiet;
  const ReadSummary summary = read_rows(store, {}, [&](const Row& row) {
    ++census.rows[row.label];
    census.damaged += is_intact(row) ? 0 : 1;
  });
  census.total = summary.rows;
  census.skipped = summary.skipped;
  std::ifstream stream(store);
  for (std::string line; std::getline(stream, line);)
    census.headers += line.starts_with("started_at,") ? 1 : 0;
  return census;
}

std::vector<std::string> not_exactly_once(const Census& census,
                                          const std::vector<std::string>& labels) {
  std::vector<std::string> wrong;
  for (const std::string& label : labels) {
    const auto found = census.rows.find(label);
    if (found == census.rows.end() || found->second != 1)
      wrong.push_back(label);
  }
  return wrong;
}

std::vector<Place> places() {
  const std::filesystem::path usual = std::filesystem::temp_directory_path();
  std::vector<Place> all = {{usual, file_system_of(usual)}};
  if (all.front().kind == "tmpfs")
    return all;
  for (const char* const candidate : {"/dev/shm", "/run", "/var/tmp"}) {
    if (file_system_of(candidate) == "tmpfs" && ::access(candidate, W_OK | X_OK) == 0) {
      all.push_back({candidate, "tmpfs"});
      return all;
    }
  }
  not_run("on a tmpfs: /dev/shm, /run and /var/tmp are none, or not to be written to");
  return all;
}

}  // namespace primebench::test
