#include "plot/render.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <system_error>

#include "core/clock.hpp"
#include "core/error.hpp"
#include "core/markup.hpp"
#include "core/quantity.hpp"
#include "core/text.hpp"
#include "plot/gnuplot_stream.hpp"
#include "results/kept_rows.hpp"
#include "sys/atomic_file.hpp"
#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostWords = 4096;  ///< Of what gnuplot says, bytes that are kept.

ChildProcess start_gnuplot(int input, int output, int error) {
  try {
    return ChildProcess::execute({"gnuplot", "-d", "-"}, input, output, error);
  } catch (const std::system_error& failure) {
    // The one failure that has a remedy which the system's words do not name.
    if (failure.code() != std::errc::no_such_file_or_directory)
      throw;
    throw Error("gnuplot is not installed; on Debian or Ubuntu: apt-get install gnuplot-nox");
  }
}

/// Takes what is there to read; all but the first few KiB is dropped, so that a child
/// that says too much neither blocks nor fills the memory. False at the end.
bool drain(int fd, std::string& words) {
  std::array<char, 4096> buffer;
  const ssize_t got = ::read(fd, buffer.data(), buffer.size());
  if (got < 0)
    return errno == EINTR || errno == EAGAIN;
  const std::size_t room = kMostWords - std::min(words.size(), kMostWords);
  words.append(buffer.data(), std::min(static_cast<std::size_t>(got), room));
  return got > 0;
}

/// Waits until `child` has ended, reading its standard error meanwhile. The end of
/// that is the sign that it is over; the child may have children that keep it open,
/// hence the short steps.
ProcessExit wait_for(ChildProcess& child, Fd& error, std::string& words, const SignalGuard& signals,
                     std::chrono::milliseconds limit) {
  const auto deadline = Clock::now() + limit;
  while (true) {
    std::array<pollfd, 2> events = {{{signals.fd(), POLLIN, 0}, {error.get(), POLLIN, 0}}};
    const int step_ms = error ? 50 : 1;
    if (::poll(events.data(), events.size(), step_ms) < 0 && errno != EINTR)
      throw_errno("cannot wait for gnuplot");
    signals.check();
    if (events[1].revents != 0) {
      if (!drain(error.get(), words))
        error.reset();  // From now on poll() skips it.
    } else if (const auto exit = child.try_wait()) {
      return *exit;
    }
    if (Clock::now() > deadline)
      throw Error(fmt::format("gnuplot did not finish within {}",
                              format_duration(static_cast<double>(limit.count()) * 1e6)));
  }
}

/// Whether the child has read its standard input to the end: it shares the position.
bool was_read(const Fd& script) {
  struct stat information {};
  return ::fstat(script.get(), &information) == 0 &&
         ::lseek(script.get(), 0, SEEK_CUR) == information.st_size;
}

bool picture_is_whole(int fd, PictureFormat format) {
  std::array<char, 64> start{};
  std::array<char, 64> tail{};
  const off_t size = ::lseek(fd, 0, SEEK_END);
  if (size <= static_cast<off_t>(start.size()))
    return false;
  const ssize_t head_size = ::pread(fd, start.data(), start.size(), 0);
  const ssize_t tail_size =
      ::pread(fd, tail.data(), tail.size(), size - static_cast<off_t>(tail.size()));
  return head_size == static_cast<ssize_t>(start.size()) &&
         tail_size == static_cast<ssize_t>(tail.size()) &&
         looks_whole(format, {start.data(), start.size()}, {tail.data(), tail.size()});
}

/// gnuplot calls every SVG "Gnuplot" and its layers "gnuplot_plot_1", which browsers show and
/// screen readers read out.
void name_svg(int fd, const std::string& title) {
  constexpr std::string_view kItsName = "<title>Gnuplot</title>";
  constexpr std::string_view kLayer = "<title>gnuplot_plot_";
  constexpr std::string_view kEnd = "</title>";
  constexpr std::size_t kBeginning = 4096;
  std::string svg(static_cast<std::size_t>(::lseek(fd, 0, SEEK_END)), '\0');
  ::lseek(fd, 0, SEEK_SET);
  svg.resize(read_full(fd, svg.data(), svg.size(), "the picture"));
  const std::size_t at = svg.substr(0, kBeginning).find(kItsName);
  std::string line = title;
  std::replace(line.begin(), line.end(), '\n', ' ');
  if (at != std::string::npos && !title.empty())
    svg.replace(at, kItsName.size(), fmt::format("<title>{}</title>", markup_text(line)));
  for (std::size_t layer = svg.find(kLayer); layer != std::string::npos;
       layer = svg.find(kLayer, layer)) {
    const std::size_t end = svg.find(kEnd, layer);
    if (end == std::string::npos)
      break;
    svg.erase(layer, end + kEnd.size() - layer);
  }
  ::lseek(fd, 0, SEEK_SET);
  if (::ftruncate(fd, 0) != 0)
    throw_errno("cannot write the picture");
  write_all(fd, svg, "the picture");
}

/// With one blank in the place of several.
std::string squeezed(std::string_view words) {
  std::string line;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = byte <= 0x20 || byte == 0x7f;
    if (!blank)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  return line;
}

/// A line of gnuplot's without where in the script it was: "line 12: undefined variable: x".
std::string_view without_place(std::string_view line) {
  constexpr std::string_view kPlace = "line ";
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  const std::size_t end = line.find(": ");
  const bool placed =
      line.starts_with(kPlace) && end != line.npos &&
      line.substr(kPlace.size(), end - kPlace.size()).find_first_not_of("0123456789") == line.npos;
  return placed ? line.substr(end + 2) : line;
}

/// What gnuplot said of a failure, on one line: its warnings only if that was all.
std::string in_its_words(std::string_view words) {
  constexpr std::size_t kMost = 500;
  std::string errors;
  for (std::string_view rest = words; !rest.empty();) {
    const std::string_view line = without_place(rest.substr(0, rest.find('\n')));
    rest.remove_prefix(std::min(rest.find('\n'), rest.size() - 1) + 1);
    if (!line.starts_with("warning: ") && !line.starts_with("Warning: "))
      errors.append(line).append(" ");
  }
  std::string said = squeezed(errors);
  if (said.empty())
    said = squeezed(words);
  if (said.ends_with(' '))
    said.pop_back();
  return said.empty() ? "" : ": " + printable(said, kMost);
}

}  // namespace

bool looks_whole(PictureFormat format, std::string_view start, std::string_view tail) {
  constexpr std::string_view kPngStart("\x89PNG\r\n\x1a\n", 8);
  constexpr std::string_view kPngEnd("\0\0\0\0IEND\xae\x42\x60\x82", 12);
  const std::string_view text = tail.substr(0, tail.find_last_not_of("\r\n ") + 1);
  switch (format) {
    case PictureFormat::kPng:
      return start.starts_with(kPngStart) && tail.ends_with(kPngEnd);
    case PictureFormat::kSvg:
      return start.starts_with("<?xml") && text.ends_with("</svg>");
    case PictureFormat::kPdf:
      return start.starts_with("%PDF-") && text.ends_with("%%EOF");
  }
  return false;
}

void render(const GnuplotScript& script, PictureFormat format, const std::string& path,
            const RenderLimits& limits) {
  const SignalGuard signals;  // Outermost: what follows is cleaned up before it acts.
  AtomicFile picture(path, keep_measurements(path));
  const Fd input = script_file(script);
  Pipe error = make_pipe();
  std::string words;
  ProcessExit exit;
  {
    ChildProcess gnuplot = start_gnuplot(input.get(), picture.fd(), error.write_end.get());
    error.write_end.reset();
    exit = wait_for(gnuplot, error.read_end, words, signals, limits.time);
  }
  if (!exit.clean())
    throw Error(fmt::format("gnuplot {}{}", exit.describe(), in_its_words(words)));
  if (!was_read(input))
    throw Error("gnuplot ended before it had read the whole script" + in_its_words(words));
  if (!picture_is_whole(picture.fd(), format))
    throw Error("gnuplot has not drawn a whole picture for " + quoted_path(path) +
                in_its_words(words));
  if (format == PictureFormat::kSvg)
    name_svg(picture.fd(), script.title);
  signals.check();
  picture.commit();
}

}  // namespace primebench
