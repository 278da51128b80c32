#include "core/log.hpp"

#include <spdlog/sinks/ansicolor_sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <utility>

#include "core/utf8.hpp"

namespace primebench::log {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
    case Level::kNotice:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
  }
  return spdlog::level::err;
}

/// Built at its first use, so that a run with nothing to say pays nothing.
/// The single-threaded sink: only the program's first thread logs.
spdlog::logger& logger() {
  static const std::shared_ptr<spdlog::logger> instance = [] {
    // As no-color.org has it: set and not empty. Else a terminal that has colours gets them.
    const char* const wish = std::getenv("NO_COLOR");
    const bool no_colour = wish != nullptr && *wish != '\0';
    auto sink = std::make_shared<spdlog::sinks::ansicolor_stderr_sink_st>(
        no_colour ? spdlog::color_mode::never : spdlog::color_mode::automatic);
    auto made = std::make_shared<spdlog::logger>("primebench", std::move(sink));
    made->set_pattern("%n: %^%l%$: %v");
    made->set_level(spdlog::level::trace);
    made->set_error_handler([](const std::string&) {});
    return made;
  }();
  return *instance;
}

Level threshold = Level::kWarning;

std::function<void(Level, std::string_view)> diversion;

}  // namespace

void set_level(Level level) { threshold = level; }

void divert(std::function<void(Level, std::string_view)> take) { diversion = std::move(take); }

bool enabled(Level level) { return level >= threshold; }

void write(Level level, std::string_view text) noexcept {
  if (!enabled(level))
    return;
  if (diversion) {
    diversion(level, text);
    return;
  }
  std::string shown;  // Names come from files, and may hold what steers a terminal.
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    if (at != 0)
      shown += '\n';
    shown += printable_utf8(text.substr(at, end - at));
    at = end + 1;
  }
  logger().log(to_spdlog(level), spdlog::string_view_t(shown.data(), shown.size()));
}

}  // namespace primebench::log
