// The first line of a results store: is it this version's, and if not, what is it?

#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace primebench {

/// The three bytes that some programs put before UTF-8 text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// So many bytes from the start of a file are enough for is_current_header().
std::size_t header_probe_size();

/// Whether a file that begins with `beginning` has this version's header, byte for
/// byte: after a byte order mark, and before LF, CR LF or the end of the file.
bool is_current_header(std::string_view beginning);

/// What is wrong with the file `path`, which begins with `beginning` but not with the
/// current header. For a store of an older version it ends with the command that
/// converts it: columns are only ever added before the last one, so old rows need
/// nothing but empty cells there.
std::string describe_other_header(const std::string& path, std::string_view beginning);

}  // namespace primebench
