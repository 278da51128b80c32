// Log lines on standard error, for people. The program's data never goes here.

#pragma once

#include <fmt/core.h>

#include <functional>
#include <string_view>
#include <utility>

namespace primebench::log {

/// kNotice is for what a person should know even if nothing is wrong.
enum class Level { kDebug, kInfo, kNotice, kWarning, kError };

/// Sets the least important level that is shown; kWarning before the first call.
/// Not thread-safe: call it before any other thread exists.
void set_level(Level level);

/// Whether a line of this level would be shown.
bool enabled(Level level);

/// Writes one line, "primebench: warning: <text>". Never throws: a log line that
/// cannot be written is lost.
void write(Level level, std::string_view text) noexcept;

/// From now on `take` is given the lines that are shown, and nothing is written. It throws nothing.
void divert(std::function<void(Level, std::string_view)> take);

template <typename... Args>
void error(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kError, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void warning(fmt::format_string<Args...> format, Args&&... args) {
  write(Level::kWarning, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void notice(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::kNotice))
    write(Level::kNotice, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void info(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::kInfo))
    write(Level::kInfo, fmt::format(format, std::forward<Args>(args)...));
}

template <typename... Args>
void debug(fmt::format_string<Args...> format, Args&&... args) {
  if (enabled(Level::kDebug))
    write(Level::kDebug, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace primebench::log
