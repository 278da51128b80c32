// Text for people: durations and sizes with a unit, and the nearest known word to
// a misspelt one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace primebench {

/// Three significant digits and the unit that suits: "812 ns", "5.20 ms", "1.24 s",
/// "4096 s". `nanoseconds` is any finite number.
std::string format_duration(double nanoseconds);

/// Three significant digits and a binary unit: "832 KiB", "7.81 MiB".
std::string format_bytes(double bytes);

/// The text in lines of at most `columns` bytes, broken at blanks where there are any;
/// each line has an end.
std::string wrapped(std::string_view text, std::size_t columns = 80);

/// The candidate with the smallest edit distance (Levenshtein with transpositions,
/// "optimal string alignment") to `word`; empty if none is near enough to be
/// meant: at most a third of the longer word's letters may differ. A candidate of
/// which `word` is the beginning counts as near.
std::string_view closest_match(std::string_view word, std::span<const std::string_view> candidates);

/// `text` in single quotes with control characters and non-ASCII bytes shown as
/// \xHH, cut after `most` characters: safe to print in an error message.
std::string in_quotes(std::string_view text, std::size_t most = 60);

}  // namespace primebench
