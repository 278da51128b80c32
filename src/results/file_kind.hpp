// What a file is that is no results store, no trace or no list of numbers: one diagnosis for
// whoever reads or appends, so that each can say what to do.

#pragma once

#include <sys/types.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace primebench {

enum class Wanted { kStore, kTrace, kNumbers };

struct ForeignFile {
  std::string what;    ///< After "it": "is separated by tabs".
  std::string remedy;  ///< "save it with commas"; empty if nothing makes it what was wanted.
};

/// So many bytes from the start of a file are enough for foreign_file().
inline constexpr std::size_t kKindProbeSize = 8192;

/// What a file is that begins with `beginning`, as far as it is a kind that is known. To be
/// asked only of what cannot be read as what was wanted.
std::optional<ForeignFile> foreign_file(std::string_view beginning, Wanted wanted);

/// "it is separated by tabs; save it with commas".
std::string described(const ForeignFile& file);

/// What a file is that is no regular one, by its mode from stat(2): "a directory", "a pipe".
std::string_view irregular_kind(mode_t mode);

/// Which program has changed a cell that is no whole number and no true or false, and what to
/// do: "a spreadsheet has changed it: import the columns as text". Empty if none is known to.
std::string_view who_changed(std::string_view cell);

/// What is wrong with the file `path`, to which a row was to be appended and whose beginning
/// is StoreStart::kOther. One line.
std::string describe_other_header(const std::string& path, std::string_view beginning);

}  // namespace primebench
