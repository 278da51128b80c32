#include "results/line_source.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/error.hpp"
#include "results/file_kind.hpp"

namespace primebench {
namespace {

/// A file such as /dev/zero is one endless line.
constexpr std::size_t kHopeless = std::size_t{1} << 30U;

/// The first `byte` in [`first`, `last`), or nullptr. memchr() passes over text several
/// times faster than a loop does.
char* find(char* first, const char* last, char byte) {
  return static_cast<char*>(std::memchr(first, byte, static_cast<std::size_t>(last - first)));
}

}  // namespace

LineSource::LineSource(Fd fd, std::string name) : fd_(std::move(fd)), name_(std::move(name)) {}

std::optional<LineSource::Line> LineSource::next_line() {
  char* line_end = nullptr;
  while ((line_end = find(buffer_.data() + begin_, buffer_.data() + end_, '\n')) == nullptr) {
    if (end_ - begin_ == buffer_.size())
      return skip_long_line();
    if (read_more())
      continue;
    if (begin_ == end_)
      return std::nullopt;
    buffer_[end_++] = '\n';
    unterminated_ = true;
  }
  char* const text = buffer_.data() + begin_;
  begin_ = static_cast<std::size_t>(line_end + 1 - buffer_.data());
  ++lines_;
  if (line_end != text && line_end[-1] == '\r')
    --line_end;
  *line_end = '\0';
  return Line{.text = text, .size = static_cast<std::size_t>(line_end - text), .too_long = false};
}

/// The buffer is full of the beginning of a line.
LineSource::Line LineSource::skip_long_line() {
  std::size_t skipped = 0;
  const char* line_end = nullptr;
  while ((line_end = find(buffer_.data(), buffer_.data() + end_, '\n')) == nullptr) {
    skipped += end_;
    if (skipped > kHopeless) {
      throw Error(
          fmt::format("{}:{}: this line does not end; is it a text file?", name_, lines_ + 1));
    }
    begin_ = end_ = 0;
    if (!read_more()) {
      unterminated_ = true;
      break;
    }
  }
  if (line_end != nullptr)
    begin_ = static_cast<std::size_t>(line_end + 1 - buffer_.data());
  ++lines_;
  return {.text = &nothing_, .size = 0, .too_long = true};
}

/// Moves what is there to the front and fills the rest. False at the end of the file.
bool LineSource::read_more() {
  if (ended_)
    return false;
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  char* const fresh = buffer_.data() + end_;
  const std::size_t wanted = buffer_.size() - end_;
  const std::size_t got = read_full(fd_.get(), fresh, wanted, name_);
  ended_ = got < wanted;
  end_ += got;
  if (beginning_.empty())
    beginning_.assign(fresh, std::min(got, kKindProbeSize));
  if (char* const at = find(fresh, fresh + got, '\0'); at != nullptr)
    std::replace(at, fresh + got, '\0', kNul);
  return got > 0;
}

}  // namespace primebench
