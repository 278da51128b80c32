#include "sys/out_of_memory.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "core/quantity.hpp"
#include "sys/control_group.hpp"
#include "sys/limits.hpp"
#include "sys/system_file.hpp"

namespace primebench {
namespace {

namespace fs = std::filesystem;

Fd opened(const fs::path& file) { return Fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC)); }

/// The first of them that counts kills: a root group has no such file, and the kernel's
/// own count is of the whole machine.
Fd counting_file(const fs::path& root) {
  const ControlGroups groups = control_groups("memory", root);
  if (!groups.directories.empty()) {
    const char* const name = groups.unified ? "memory.events" : "memory.oom_control";
    if (Fd file = opened(groups.directories.front() / name))
      return file;
  }
  return opened(root / "proc/vmstat");
}

}  // namespace

void be_killed_first() noexcept {
  // Thousandths of all memory that are added to what this process is thought to use.
  constexpr int kMore = 500;
  constexpr int kMost = 1'000;
  const Fd file(::open("/proc/self/oom_score_adj", O_RDWR | O_CLOEXEC));
  std::array<char, 16> text{};
  const ssize_t size = file ? ::pread(file.get(), text.data(), text.size(), 0) : 0;
  int value = 0;
  if (size <= 0 || std::from_chars(text.data(), text.data() + size, value).ec != std::errc())
    return;
  const auto end =
      std::to_chars(text.data(), text.data() + text.size(), std::min(value + kMore, kMost)).ptr;
  [[maybe_unused]] const ssize_t ignored =
      ::pwrite(file.get(), text.data(), static_cast<std::size_t>(end - text.data()), 0);
}

KillCount::KillCount(const fs::path& root) : file_(counting_file(root)) {}

std::optional<std::uint64_t> KillCount::read() const noexcept {
  std::array<char, 16384> text{};  // vmstat has about 5 KiB.
  const ssize_t size = file_ ? ::pread(file_.get(), text.data(), text.size(), 0) : 0;
  if (size <= 0)
    return std::nullopt;
  return value_of({text.data(), static_cast<std::size_t>(size)}, "oom_kill");
}

std::string killed_meanwhile(std::optional<std::uint64_t> before,
                             std::optional<std::uint64_t> after, const fs::path& root) {
  if (!before || !after || *after <= *before)
    return "";
  const std::uint64_t kills = *after - *before;
  const auto limit = memory_limit(root);
  const std::string reason =
      limit ? fmt::format("{} allows {}; use a smaller --pool, fewer --runs or a higher limit",
                          limit->name, format_bytes(static_cast<double>(limit->value)))
            : "the machine has no more; use a smaller --pool or fewer --runs";
  return fmt::format("; meanwhile the kernel killed {} process{} for lack of memory: {}", kills,
                     kills == 1 ? "" : "es", reason);
}

}  // namespace primebench
