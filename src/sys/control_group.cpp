#include "sys/control_group.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>

#include "sys/system_file.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

/// A group, as /proc/self/cgroup names it.
struct Membership {
  bool unified = false;
  Names group;
};

/// A place where a hierarchy can be seen.
struct Mount {
  bool unified = false;
  Names shown;  ///< The group that is seen at the mount point.
  fs::path point;
};

bool lists(std::string_view comma_separated, std::string_view word) {
  std::istringstream words{std::string(comma_separated)};
  for (std::string each; std::getline(words, each, ',');) {
    if (each == word)
      return true;
  }
  return false;
}

Names names_in(std::string_view path) {
  Names names;
  std::istringstream words{std::string(path)};
  for (std::string each; std::getline(words, each, '/');) {
    if (!each.empty())
      names.push_back(each);
  }
  return names;
}

fs::path below(fs::path directory, const Names& names) {
  for (const std::string& name : names)
    directory /= name;
  return directory;
}

/// The kernel writes blanks, tabs, line ends and backslashes in mountinfo as "\040".
std::string unescaped(std::string_view text) {
  constexpr std::size_t kDigits = 3;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int code = 0;
    const char* const digits = text.data() + i + 1;
    if (text[i] == '\\' && i + kDigits < text.size() &&
        std::from_chars(digits, digits + kDigits, code, 8).ptr == digits + kDigits) {
      result += static_cast<char>(code);
      i += kDigits;
    } else {
      result += text[i];
    }
  }
  return result;
}

/// A line of /proc/self/cgroup reads "4:cpu,cpuacct:/path" (v1) or "0::/path" (v2). A
/// controller that is in a hierarchy of v1 is not in that of v2.
std::optional<Membership> membership_of(std::string_view text, std::string_view controller) {
  std::optional<Membership> unified;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = first == std::string::npos ? first : line.find(':', first + 1);
    if (second == std::string::npos)
      continue;
    const std::string_view rest = std::string_view(line).substr(second + 1);
    if (line.starts_with("0::"))
      unified = Membership{true, names_in(rest)};
    else if (lists(std::string_view(line).substr(first + 1, second - first - 1), controller))
      return Membership{false, names_in(rest)};
  }
  return unified;
}

/// A line of /proc/self/mountinfo reads
/// "36 35 0:31 /root /mount/point options [optional...] - type source super-options".
std::vector<Mount> mounts_of(std::string_view text, bool unified, std::string_view controller) {
  std::vector<Mount> found;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t dash = line.find(" - cgroup");
    if (dash == std::string::npos)
      continue;
    std::istringstream left(line.substr(0, dash));
    std::istringstream right(line.substr(dash + 3));
    std::string skipped;
    std::string shown;
    std::string point;
    std::string type;
    std::string options;
    left >> skipped >> skipped >> skipped >> shown >> point;
    right >> type >> skipped >> options;
    if (unified ? type == "cgroup2" : type == "cgroup" && lists(options, controller))
      found.push_back({unified, names_in(unescaped(shown)), unescaped(point)});
  }
  return found;
}

bool is_group(const fs::path& directory) {
  std::error_code ignored;
  return fs::exists(directory / "cgroup.procs", ignored);
}

bool holds_this_process(const fs::path& directory) {
  std::istringstream processes(system_file(directory / "cgroup.procs").value_or(""));
  const pid_t self = ::getpid();
  for (pid_t process = 0; processes >> process;) {
    if (process == self)
      return true;
  }
  return false;
}

/// The directory `levels` below `directory` in which `rest` is the group of this process.
/// Gives up, with `patience` at 0, where there are too many to look at.
std::optional<fs::path> search(const fs::path& directory, std::ptrdiff_t levels, const Names& rest,
                               int& patience) {
  if (levels == 0) {
    fs::path group = below(directory, rest);
    return holds_this_process(group) ? std::optional(std::move(group)) : std::nullopt;
  }
  std::error_code error;
  for (fs::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored))
      continue;
    if (--patience < 0)
      return std::nullopt;
    if (auto found = search(entry->path(), levels - 1, rest, patience))
      return found;
  }
  return std::nullopt;
}

/// Where this mount shows the group; none if it does not. Either path may climb with ".."
/// out of the control group namespace.
std::optional<fs::path> directory_of(const Names& group, const Mount& mount, const fs::path& top) {
  constexpr int kMostDirectories = 10'000;
  const auto [shown, rest] =
      std::mismatch(mount.shown.begin(), mount.shown.end(), group.begin(), group.end());
  const Names inside(rest, group.end());
  const auto climbs = [](const std::string& name) { return name == ".."; };
  if (std::any_of(inside.begin(), inside.end(), climbs) ||
      !std::all_of(shown, mount.shown.end(), climbs))
    return std::nullopt;
  if (shown != mount.shown.end()) {
    int patience = kMostDirectories;
    return search(top, std::distance(shown, mount.shown.end()), inside, patience);
  }
  fs::path directory = below(top, inside);
  return is_group(directory) ? std::optional(std::move(directory)) : std::nullopt;
}

/// Whether the group has no ancestors: these files tell, whatever a namespace hides.
bool is_root_group(const fs::path& directory, bool unified) {
  std::error_code ignored;
  return unified ? !fs::exists(directory / "cgroup.events", ignored)
                 : fs::exists(directory / "release_agent", ignored);
}

/// What the kernel says of a process.
struct Texts {
  std::optional<std::string> mountinfo;
  std::optional<std::string> memberships;
};

Texts read_texts(const fs::path& root) {
  return {.mountinfo = system_file(root / "proc/self/mountinfo"),
          .memberships = system_file(root / "proc/self/cgroup")};
}

/// To write the first of these files takes the kernel longer than all the rest here.
const Texts& texts_of_this_process() {
  static const Texts texts = read_texts("/");
  return texts;
}

/// Outside of every control group namespace, paths are what they seem.
bool in_first_namespace(const fs::path& root) {
  std::error_code ignored;
  return fs::read_symlink(root / "proc/self/ns/cgroup", ignored) == "cgroup:[4026531835]";
}

}  // namespace

ControlGroups control_groups(std::string_view controller, const fs::path& root) {
  const auto [mountinfo, memberships] = root == "/" ? texts_of_this_process() : read_texts(root);
  if (!mountinfo)
    return {};
  const auto membership = membership_of(memberships.value_or(""), controller);
  if (!membership)
    return {.directories = {}, .unified = false, .complete = true};

  ControlGroups best{.directories = {},
                     .unified = membership->unified,
                     .complete = membership->group.empty() && in_first_namespace(root)};
  for (const Mount& mount : mounts_of(*mountinfo, membership->unified, controller)) {
    const fs::path top = root / mount.point.relative_path();
    const auto own = directory_of(membership->group, mount, top);
    if (!own)
      continue;
    ControlGroups seen{.directories = {}, .unified = mount.unified, .complete = false};
    for (fs::path at = *own;; at = at.parent_path()) {
      seen.directories.push_back(at);
      if (at == top || at == at.root_path())
        break;
    }
    seen.complete = is_root_group(top, mount.unified);
    if (seen.directories.size() > best.directories.size())
      best = std::move(seen);
  }
  return best;
}

}  // namespace primebench
