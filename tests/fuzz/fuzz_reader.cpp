// Feeds arbitrary bytes to the reader of the results store. Whatever it takes for a
// row must be writable and read back the same.

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "core/log.hpp"
#include "results/reader.hpp"
#include "sys/fd.hpp"

namespace {

using namespace primebench;

// The parser's buffer of 48 MiB is made once and used again, with what the last input
// left in it: ASan would need 5 ms to make another for each.
constexpr std::size_t kLarge = std::size_t{1} << 24U;
void* large_block = nullptr;
std::size_t large_size = 0;

}  // namespace

void* operator new[](std::size_t size) {
  if (size >= kLarge && size == large_size)
    return large_block;
  void* const block = std::malloc(size);
  if (block == nullptr)
    std::abort();
  if (size >= kLarge && large_block == nullptr) {
    large_block = block;
    large_size = size;
  }
  return block;
}

void operator delete[](void* block) noexcept {
  if (block != large_block)
    std::free(block);
}

void operator delete[](void* block, std::size_t) noexcept { ::operator delete[](block); }

namespace {

/// A file that exists in memory only; its path is the same in every run.
const std::string& file_with(std::string_view bytes) {
  static const int fd = ::memfd_create("fuzz", MFD_CLOEXEC);
  static const std::string path = "/proc/self/fd/" + std::to_string(fd);
  if (::ftruncate(fd, 0) != 0 || ::lseek(fd, 0, SEEK_SET) != 0)
    std::abort();
  write_all(fd, bytes, path);
  return path;
}

std::vector<Row> rows_in(std::string_view bytes, bool strict) {
  std::vector<Row> rows;
  try {
    read_rows(file_with(bytes), {.strict = strict}, [&](const Row& row) { rows.push_back(row); });
  } catch (const std::runtime_error&) {  // The documented outcome for what is no store.
    if (!strict)
      rows.clear();
  }
  return rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  log::set_level(log::Level::kError);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::vector<Row> rows = rows_in(bytes, false);
  if (rows_in(bytes, true).size() > rows.size())
    std::abort();
  std::string written = csv_header() + '\n';
  for (const Row& row : rows) {
    if (row.status != "ok")
      std::abort();
    written += csv_line(row) + '\n';
  }
  if (!rows.empty() && rows_in(written, true) != rows)
    std::abort();
  return 0;
}
