#include "support/older_store.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "core/text.hpp"
#include "sys/directory.hpp"
#include "sys/fd.hpp"

namespace primebench::test {
namespace {

template <typename Cell>
std::string line_of(const std::vector<std::string>& missing, Cell cell) {
  std::vector<std::string> cells;
  for (const Column& column : columns()) {
    if (std::find(missing.begin(), missing.end(), column.name) == missing.end())
      cells.push_back(cell(column));
  }
  return joined(cells, ",") + '\n';
}

std::string in_csv(const std::string& text) {
  if (text.find_first_of(",\"") == std::string::npos)
    return text;
  std::string quoted = "\"";
  for (const char c : text)
    quoted.append(c == '"' ? 2 : 1, c);
  quoted += '"';
  return quoted;
}

}  // namespace

std::string older_header(const std::vector<std::string>& missing) {
  return line_of(missing, [](const Column& column) { return std::string(column.name); });
}

std::string older_line(const Row& row, const std::vector<std::string>& missing) {
  return line_of(missing, [&](const Column& column) { return in_csv(cell_text(row, column)); });
}

bool append_as_older(const std::string& path, const Row& row,
                     const std::vector<std::string>& missing) {
  const std::string header = older_header(missing);
  while (true) {
    const Fd fd(::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666));
    if (!fd || ::flock(fd.get(), LOCK_EX) != 0)
      return false;
    if (!is_same_file(fd.get(), path))
      continue;
    std::string found(header.size(), '\0');
    const ssize_t got = ::pread(fd.get(), found.data(), found.size(), 0);
    if (got > 0 && found != header)
      return false;
    const std::string bytes = (got == 0 ? header : "") + older_line(row, missing);
    return ::write(fd.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) &&
           ::fdatasync(fd.get()) == 0;
  }
}

}  // namespace primebench::test
