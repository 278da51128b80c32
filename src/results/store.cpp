#include "results/store.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "results/store_file.hpp"
#include "results/store_header.hpp"
#include "results/store_wait.hpp"
#include "results/take_over.hpp"
#include "sys/directory.hpp"
#include "sys/fd.hpp"
#include "sys/file_system.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

std::string name_of(const std::string& path) { return in_quotes(path, 4096); }

std::string directory_of(const std::string& path) {
  const auto parent = std::filesystem::path(path).parent_path();
  return parent.empty() ? "." : parent.string();
}

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

/// What the file, of this size, begins with; none if it is smaller by now.
std::optional<StoreStart> start_of(const StoreFile& file, std::uint64_t size) {
  if (is_current_header(file.beginning(header_probe_size())))
    return StoreStart::kCurrent;
  const std::string beginning = file.beginning(start_probe_size());
  const StoreStart start = store_start(beginning, size);
  const bool cut = beginning.size() < std::min<std::uint64_t>(size, start_probe_size());
  return cut && start == StoreStart::kOther ? std::nullopt : std::optional(start);
}

[[noreturn]] void refuse(const StoreFile& file, const std::string& path) {
  throw Error(describe_other_header(path, file.beginning(kMaxLine)));
}

/// A file that has just been made is no use to anybody if nothing gets
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

/// Under the lock: a store that begins as it must, or none yet. Returns false if the file
/// changed, also by our own hand.
bool make_ready(StoreFile& file, std::uint64_t size, const std::string& path,
                const SignalGuard& guard) {
  // Whoever made the file may have been killed before its entry was on the disk, and the next too.
  constexpr std::uint64_t kFewRows = 8192;
  if (size == 0)
    return file.sync_entry_too();
  const std::optional<StoreStart> start = start_of(file, size);
  if (!start)
    return false;
  switch (*start) {
    case StoreStart::kCurrent:
      return size > kFewRows || file.sync_entry_too();
    case StoreStart::kOlder:
    case StoreStart::kHeaderless:
      take_over(file, size, *start, path, guard);
      return false;
    case StoreStart::kUnfinished:
      file.clear();
      return false;
    case StoreStart::kOther:
      break;
  }
  refuse(file, path);
}

/// Under the lock. Returns false if the line is not in the file, as StoreFile::append().
bool append_line(const StoreFile& file, std::uint64_t size, const std::string& line) {
  const std::optional<bool> torn = file.ends_in_line(size);
  if (!torn)
    return false;
  std::string bytes = *torn ? "\n" : "";
  if (size == 0)
    bytes = csv_header() + '\n';
  bytes += line;
  bytes += '\n';
  return file.append(size, bytes);
}

}  // namespace

ResultsStore::ResultsStore(std::string path, Options options)
    : path_(std::move(path)), options_(options) {}

void ResultsStore::check() const {
  const std::optional<StoreFile> file = StoreFile::open_existing(path_);
  const std::string directory = directory_of(resolved(path_, "cannot create " + name_of(path_)));
  if (!file && ::access(directory.c_str(), W_OK | X_OK) != 0)
    throw_errno(fmt::format("cannot create {} in {}", name_of(path_), name_of(directory)));
  const std::uint64_t size = file ? file->size() : 0;
  const std::optional<StoreStart> start = size > 0 ? start_of(*file, size) : std::nullopt;
  if (start == StoreStart::kOther)
    refuse(*file, path_);
  if (start == StoreStart::kOlder || start == StoreStart::kHeaderless)
    require_room_for_copy(path_);
  const Fd parent = file ? Fd() : open_directory(directory);
  if (const std::string_view kind = shared_file_system(file ? file->fd() : parent.get());
      !kind.empty()) {
    log::warning(
        "{} is on a shared file system ({}): rows that several machines append at the same time "
        "may be lost",
        name_of(path_), kind);
  }
}

/// One try: returns false if the file changed under it, and the row is not in it.
bool ResultsStore::try_append(const std::string& line, const SignalGuard& guard) const {
  StoreFile file = StoreFile::open_or_create(path_);
  wait_for_lock(file, path_, options_.lock_timeout, guard);
  bool first = false;
  {
    const RemoveIfUnused cleanup(file);
    const std::optional<std::uint64_t> size = file.size_at_path();
    if (!size || !make_ready(file, *size, path_, guard))
      return false;
    first = *size == 0;
    if (!append_line(file, *size, line))
      return false;
  }
  // Nobody has to wait for our disk; but no other row is written before the file's entry in its
  // directory is on it.
  if (!first)
    file.unlock();
  file.sync();
  file.close();
  return true;
}

void ResultsStore::append(const Row& row) {
  std::optional<SignalGuard> guard;  // Goes last: the process may die in that moment.
  const std::string line = csv_line(row);
  Rescue rescue(path_, line);
  require_complete(row, line);
  guard.emplace();
  Patience patience(path_, options_.lock_timeout);
  while (!try_append(line, *guard))
    patience.next_try(*guard);
  rescue.stored();
}

}  // namespace primebench
