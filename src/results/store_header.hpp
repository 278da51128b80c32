// The beginning of a results store: is it this version's, and if not, what is it?

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace primebench {

/// The three bytes that some programs put before UTF-8 text.
inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// `text` without a byte order mark at its start.
std::string_view without_byte_order_mark(std::string_view text);

/// Which of this version's columns() a line has; one entry for each. The line has them in
/// the order of columns().
using Layout = std::vector<bool>;

/// So many bytes from the start of a file are enough for is_current_header().
std::size_t header_probe_size();

/// Whether a file that begins with `beginning` has this version's header, byte for
/// byte: after a byte order mark, and before LF, CR LF or the end of the file.
bool is_current_header(std::string_view beginning);

/// The layout under a header line (without its end and a byte order mark) that this or an
/// older version wrote: no columns but columns(), in their order, ending in status, and
/// without none that every version has or that must not be empty. Empty for any other
/// line.
Layout layout_of_header(std::string_view line);

/// The layout of a row with that many cells of whatever version, which follows from their
/// number, because columns are only ever added before the last one. Empty if there was no
/// such version.
Layout layout_of_row(std::size_t cells);

/// What a file that rows are to be appended to begins with.
enum class StoreStart {
  kCurrent,     ///< This version's header.
  kOlder,       ///< An older version's header: rows need empty cells for the new columns.
  kHeaderless,  ///< A whole row: another program cut the file while the row was written.
  kUnfinished,  ///< A part of a header, NULs or both: a crash during the first write.
  kOther,       ///< Anything else: not ours.
};

/// So many bytes from the start of a file are enough for store_start(), unless it is
/// shorter.
std::size_t start_probe_size();

/// `beginning` is the first start_probe_size() bytes of a file of `size` bytes, above 0.
StoreStart store_start(std::string_view beginning, std::uint64_t size);

}  // namespace primebench
