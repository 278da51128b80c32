#include "results/store.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "results/store_file.hpp"
#include "results/store_header.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kNoticeAfter{1'000};
constexpr milliseconds kLongestNap{10};

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

/// Shows the row on standard error when it goes without having been stored.
class Rescue {
 public:
  Rescue(const std::string& path, const std::string& line) : path_(path), line_(line) {}
  Rescue(const Rescue&) = delete;
  Rescue& operator=(const Rescue&) = delete;
  ~Rescue() {
    if (stored_)
      return;
    log::write(log::Level::kError, "this row may be missing from " + name_of(path_) + ":");
    const std::string text = line_ + '\n';
    [[maybe_unused]] const ssize_t ignored = ::write(STDERR_FILENO, text.data(), text.size());
  }
  void stored() { stored_ = true; }

 private:
  const std::string& path_;
  const std::string& line_;
  bool stored_ = false;
};

/// Whatever is written must be readable again, on one line.
void require_complete(const Row& row, const std::string& line) {
  Row copy;
  for (const Column& column : columns()) {
    if (!set_cell(copy, column, cell_text(row, column))) {
      throw Error(fmt::format("cannot store a row whose {} is {}", column.name,
                              in_quotes(cell_text(row, column))));
    }
  }
  if (row.status != "ok" || line.size() > kMaxLine)
    throw Error("cannot store a row that is incomplete or longer than a line may be");
}

/// Waits for the lock. Throws Error after `timeout`, Interrupted on a signal.
void lock(const StoreFile& file, const std::string& path, milliseconds timeout,
          const SignalGuard& guard) {
  const auto start = Clock::now();
  bool noticed = false;
  milliseconds nap{1};
  while (!file.try_lock()) {
    const auto waited = Clock::now() - start;
    if (waited >= timeout) {
      throw Error(fmt::format("cannot append to {}: another program has kept it locked for {} ms",
                              name_of(path), timeout.count()));
    }
    if (waited >= kNoticeAfter && !std::exchange(noticed, true))
      log::warning("waiting for another program that has locked {}", name_of(path));
    guard.sleep(static_cast<int>(nap.count()));
    nap = std::min(nap * 2, kLongestNap);
  }
}

StoreFile open_locked(const std::string& path, milliseconds timeout, const SignalGuard& guard) {
  const auto start = Clock::now();
  while (true) {
    StoreFile file = StoreFile::open_or_create(path);
    lock(file, path, timeout, guard);
    if (file.is_at_path())
      return file;
    if (Clock::now() - start > timeout) {
      throw Error(
          fmt::format("cannot append to {}: it is being replaced all the time", name_of(path)));
    }
  }
}

void require_current_header(const StoreFile& file, const std::string& path) {
  if (!is_current_header(file.beginning(header_probe_size())))
    throw Error(describe_other_header(path, file.beginning(kMaxLine)));
}

/// Appends under the lock. Returns whether the file was empty.
bool append_line(const StoreFile& file, const std::string& path, const std::string& line) {
  const std::uint64_t size = file.size();
  std::string bytes;
  if (size == 0) {
    bytes = csv_header() + '\n';
  } else {
    require_current_header(file, path);
    if (file.ends_in_line(size))
      bytes = '\n';
  }
  bytes += line;
  bytes += '\n';
  file.append(size, bytes);
  return size == 0;
}

/// The file that open_locked() has just made is no use to anybody if nothing gets
/// into it. This goes before the file, and so under its lock.
class RemoveIfUnused {
 public:
  explicit RemoveIfUnused(const StoreFile& file) : file_(file) {}
  RemoveIfUnused(const RemoveIfUnused&) = delete;
  RemoveIfUnused& operator=(const RemoveIfUnused&) = delete;
  ~RemoveIfUnused() { file_.remove_if_unused(); }

 private:
  const StoreFile& file_;
};

}  // namespace

ResultsStore::ResultsStore(std::string path, Options options)
    : path_(std::move(path)), options_(options) {}

void ResultsStore::check() const {
  const std::optional<StoreFile> file = StoreFile::open_existing(path_);
  if (!file) {
    const auto parent = std::filesystem::path(path_).parent_path();
    const std::string directory = parent.empty() ? "." : parent.string();
    if (::access(directory.c_str(), W_OK | X_OK) != 0)
      throw_errno(fmt::format("cannot create {} in {}", name_of(path_), name_of(directory)));
    return;
  }
  if (file->size() > 0)
    require_current_header(*file, path_);
  if (const std::string_view kind = file->shared_file_system(); !kind.empty()) {
    log::warning(
        "{} is on a shared file system ({}): rows that several machines append at the same time "
        "may be lost",
        name_of(path_), kind);
  }
}

void ResultsStore::append(const Row& row) {
  std::optional<SignalGuard> guard;  // Goes last: the process may die in that moment.
  const std::string line = csv_line(row);
  Rescue rescue(path_, line);
  require_complete(row, line);
  guard.emplace();

  StoreFile file = open_locked(path_, options_.lock_timeout, *guard);
  bool first = false;
  {
    const RemoveIfUnused cleanup(file);
    first = append_line(file, path_, line);
  }
  // Nobody has to wait for our disk; but no other row counts as stored before the
  // file's entry in its directory is.
  if (!first)
    file.unlock();
  file.sync(first);
  file.close();
  rescue.stored();
}

}  // namespace primebench
