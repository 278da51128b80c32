#include "results/line_source.hpp"

#include <fmt/core.h>

#include <cstring>
#include <utility>

#include "core/error.hpp"

namespace primebench {
namespace {

/// A file such as /dev/zero is one endless line.
constexpr std::size_t kHopeless = std::size_t{1} << 30U;

const std::string kTooLongLine = std::string(LineSource::kTooLong) + '\n';

/// The first `byte` in [`first`, `last`), or `last`.
char* find(char* first, char* last, char byte) {
  void* const found = std::memchr(first, byte, static_cast<std::size_t>(last - first));
  return found == nullptr ? last : static_cast<char*>(found);
}

}  // namespace

LineSource::LineSource(Fd fd, std::string name) : fd_(std::move(fd)), name_(std::move(name)) {}

std::size_t LineSource::read(char* buffer, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    if (ready_.empty())
      ready_ = next_lines();
    if (ready_.empty())
      break;
    const std::size_t count = ready_.copy(buffer + done, size - done);
    ready_.remove_prefix(count);
    done += count;
  }
  return done;
}

/// At least one whole line, unless the file has ended.
std::string_view LineSource::next_lines() {
  const void* last = nullptr;
  while ((last = ::memrchr(buffer_.data() + begin_, '\n', end_ - begin_)) == nullptr) {
    if (end_ - begin_ == buffer_.size())
      return skip_long_line();
    if (read_more())
      continue;
    if (begin_ == end_)
      return {};
    buffer_[end_++] = '\n';
    unterminated_line_ = lines_ + 1;
  }
  char* const first = buffer_.data() + begin_;
  begin_ = static_cast<std::size_t>(static_cast<const char*>(last) + 1 - buffer_.data());
  char* const stop = buffer_.data() + begin_;
  // memchr() passes over a line several times faster than std::count() and std::replace().
  for (char* at = first; (at = find(at, stop, '\0')) != stop;)
    *at = kNul;
  for (char* at = first; at != stop; ++lines_)
    at = find(at, stop, '\n') + 1;
  return {first, static_cast<std::size_t>(stop - first)};
}

/// The buffer is full of the beginning of a line.
std::string_view LineSource::skip_long_line() {
  std::size_t skipped = 0;
  const void* line_end = nullptr;
  while ((line_end = std::memchr(buffer_.data(), '\n', end_)) == nullptr) {
    skipped += end_;
    if (skipped > kHopeless) {
      throw Error(
          fmt::format("{}:{}: this line does not end; is it a text file?", name_, lines_ + 1));
    }
    begin_ = end_ = 0;
    if (!read_more()) {
      unterminated_line_ = lines_ + 1;
      break;
    }
  }
  if (line_end != nullptr)
    begin_ = static_cast<std::size_t>(static_cast<const char*>(line_end) + 1 - buffer_.data());
  ++lines_;
  return kTooLongLine;
}

/// Moves what is there to the front and fills the rest. False at the end of the file.
bool LineSource::read_more() {
  std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
  end_ -= begin_;
  begin_ = 0;
  const std::size_t got = read_full(fd_.get(), buffer_.data() + end_, buffer_.size() - end_, name_);
  end_ += got;
  return got > 0;
}

}  // namespace primebench
