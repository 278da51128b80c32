// Text for people: lines, lists, quotes, and the nearest known word to a misspelt one.

#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace primebench {

/// The text in lines of at most `columns` columns, broken at blanks where there are any;
/// each line has an end.
std::string wrapped(std::string_view text, std::size_t columns = 80);

/// The words with `separator` between them.
std::string joined(std::span<const std::string> words, std::string_view separator = ", ");

/// "a, b and c".
std::string listed(std::span<const std::string> words);

/// The candidate with the smallest edit distance (Levenshtein with transpositions,
/// "optimal string alignment") to `word`; empty if none is near enough to be
/// meant: at most a third of the longer word's letters may differ. A candidate of
/// which `word` is the beginning counts as near.
std::string_view closest_match(std::string_view word, std::span<const std::string_view> candidates);

/// `text` with what is_showable() is not and what is not UTF-8 shown as \xHH, cut between
/// characters after at most `most` bytes: safe to print in a message.
std::string printable(std::string_view text, std::size_t most = 60);

/// Likewise in single quotes.
std::string in_quotes(std::string_view text, std::size_t most = 60);

/// Likewise, and whole: for the names of files.
std::string quoted_path(std::string_view path);

}  // namespace primebench
