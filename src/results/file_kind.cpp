#include "results/file_kind.hpp"

#include <fmt/core.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>

#include "core/text.hpp"
#include "results/kept_rows.hpp"
#include "results/row.hpp"
#include "results/store_header.hpp"

namespace primebench {
namespace {

/// A kind of file that begins with `magic`.
struct Known {
  std::string_view magic;
  std::string_view what;
  std::string_view remedy;
};

constexpr std::string_view kSheet = "save the sheet as CSV";

constexpr auto kBinary = std::to_array<Known>({
    {"\x89PNG\r\n", "is a PNG picture", ""},
    {"\xff\xd8\xff", "is a JPEG picture", ""},
    {"%PDF-", "is a PDF", ""},
    {"\x1f\x8b", "is compressed with gzip", "unpack it with gunzip"},
    {"BZh", "is compressed with bzip2", "unpack it with bunzip2"},
    {"\xfd"
     "7zXZ",
     "is compressed with xz", "unpack it with unxz"},
    {"\x28\xb5\x2f\xfd", "is compressed with Zstandard", "unpack it with unzstd"},
    {"PK\x03\x04", "is a ZIP archive or a spreadsheet", kSheet},
    {"\xd0\xcf\x11\xe0", "is an Excel workbook", kSheet},
    {"SQLite format 3", "is an SQLite database", "export the table as CSV"},
    {"\x7f"
     "ELF",
     "is a program", ""},
});

/// Of text, in small letters and after blanks.
constexpr auto kText = std::to_array<Known>({
    {"<!doctype html", "is an HTML page", ""},
    {"<html", "is an HTML page", ""},
    {"<svg", "is an SVG picture", ""},
    {"<?xml", "is XML, as SVG pictures are", ""},
    {"{", "is JSON", ""},
    {"[", "is JSON", ""},
    {"sep=", "begins with a line for Excel", "remove the line that begins with sep="},
});

std::optional<ForeignFile> known_in(const Known* first, const Known* last, std::string_view text) {
  const Known* const found = std::find_if(
      first, last, [text](const Known& known) { return text.starts_with(known.magic); });
  if (found == last)
    return std::nullopt;
  return ForeignFile{std::string(found->what), std::string(found->remedy)};
}

/// The first of the text in small letters, without what is blank before it.
std::string start_of(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  std::string start(text.substr(0, 32));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return start;
}

/// ASCII in two bytes a character: one of each pair is NUL.
bool is_utf16(std::string_view text) {
  if (text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff"))
    return true;
  const std::string_view some = text.substr(0, 64);
  std::array<std::size_t, 2> nuls{};
  for (std::size_t i = 0; i < some.size(); ++i)
    nuls[i % 2] += some[i] == '\0' ? 1 : 0;
  return some.size() >= 8 && std::min(nuls[0], nuls[1]) == 0 &&
         std::max(nuls[0], nuls[1]) == some.size() / 2;
}

bool is_binary(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t' && c != '\r' && c != '\n') || byte == 0x7f;
  });
}

std::optional<ForeignFile> unreadable(std::string_view text) {
  if (text.find_first_not_of('\0') == std::string_view::npos)
    return ForeignFile{"holds nothing but NUL bytes, as a crash may leave it",
                       "restore it from a copy"};
  if (is_utf16(text))
    return ForeignFile{"is UTF-16", "save it as UTF-8"};
  if (auto known = known_in(kBinary.data(), kBinary.data() + kBinary.size(), text))
    return known;
  if (is_binary(text.substr(0, 512)))
    return ForeignFile{"is not text", ""};
  return std::nullopt;
}

std::string_view first_line(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of("\r\n"), text.size()));
  return text.substr(0, text.find_first_of("\r\n"));
}

/// Of text that has columns of its own.
std::optional<ForeignFile> other_table(std::string_view text) {
  const std::string_view line = first_line(text);
  if (line.find(',') == std::string_view::npos) {
    if (line.find('\t') != std::string_view::npos)
      return ForeignFile{"is separated by tabs", "save it with commas"};
    if (line.find(';') != std::string_view::npos)
      return ForeignFile{"is separated by ';'", "save it with commas"};
  }
  const std::size_t line_end = text.find_first_of("\r\n");
  const bool carriage_return = line_end != std::string_view::npos && text[line_end] == '\r';
  if (carriage_return && text.find('\n') == std::string_view::npos)
    return ForeignFile{"has lines that end in CR alone", "save it with LF or CR LF"};
  if (line.starts_with("mode,") && line.find(",median_ns,") != std::string_view::npos)
    return ForeignFile{"is what primebench report has summed up", "give the results store itself"};
  return std::nullopt;
}

/// Of a file that holds what was not wanted.
std::optional<ForeignFile> other_measurements(std::string_view text, Wanted wanted) {
  const Measurements found = measurements_in(text);
  if (wanted == Wanted::kStore && found == Measurements::kTrace)
    return ForeignFile{"is a trace", "draw it with primebench plot --kind timeline"};
  if (found != Measurements::kStore)
    return std::nullopt;
  if (wanted == Wanted::kTrace)
    return ForeignFile{"is a results store", "draw it without --kind timeline"};
  const std::string_view line = first_line(text);
  if (line.starts_with(",") || line.starts_with("\"\",") || line.starts_with("Unnamed: 0,"))
    return ForeignFile{"has an index column in front, as pandas writes it",
                       "write it with index=False"};
  if (store_start(text, text.size()) == StoreStart::kHeaderless)
    return ForeignFile{"has rows but no header", "append to it with primebench, which writes one"};
  return std::nullopt;
}

/// The columns, each with its comma, that `newer` has before its last one and `older`
/// has not; empty if that is not the difference between the two.
std::string_view added_columns(std::string_view older, std::string_view newer) {
  const std::size_t last = older.rfind(',');
  if (last == std::string_view::npos || older.size() >= newer.size() ||
      !newer.starts_with(older.substr(0, last + 1)) || !newer.ends_with(older.substr(last)))
    return {};
  return newer.substr(last + 1, newer.size() - older.size());
}

}  // namespace

std::optional<ForeignFile> foreign_file(std::string_view beginning, Wanted wanted) {
  if (beginning.empty())
    return std::nullopt;
  if (auto found = unreadable(beginning))
    return found;
  const std::string_view text = without_byte_order_mark(beginning);
  if (auto found = known_in(kText.data(), kText.data() + kText.size(), start_of(text)))
    return found;
  if (wanted == Wanted::kNumbers)
    return std::nullopt;
  if (auto found = other_table(text))
    return found;
  return other_measurements(text, wanted);
}

std::string_view irregular_kind(mode_t mode) {
  switch (mode & S_IFMT) {
    case S_IFDIR:
      return "a directory";
    case S_IFIFO:
      return "a pipe";
    case S_IFSOCK:
      return "a socket";
    case S_IFCHR:
    case S_IFBLK:
      return "a device";
    default:
      return "no regular file";
  }
}

std::string_view who_changed(std::string_view cell) {
  constexpr std::string_view kDigits = "0123456789";
  const bool number = cell.find_first_of(kDigits) == 0;
  const bool exponent = number && cell.find_first_of("eE") != std::string_view::npos &&
                        cell.find_first_not_of("0123456789.,eE+") == std::string_view::npos;
  if (exponent || cell == "TRUE" || cell == "FALSE" || cell == "WAHR" || cell == "FALSCH")
    return "a spreadsheet has changed it: import the columns as text";
  if (cell == "True" || cell == "False" || (number && cell.ends_with(".0")))
    return "pandas has changed it: read the file with dtype=str, keep_default_na=False";
  // Threes of digits after a mark: a comma, a point, an apostrophe or a blank.
  const std::size_t mark = cell.find_first_not_of(kDigits);
  const bool grouped = number && mark <= 3 && cell.size() - mark >= 4 &&
                       std::string_view(",.' ").find(cell[mark]) != std::string_view::npos &&
                       (cell.size() - mark) % 4 == 0;
  if (grouped && cell.find_first_not_of("0123456789,.' ") == std::string_view::npos)
    return "it has thousands separators: save numbers without them";
  return {};
}

std::string described(const ForeignFile& file) {
  return fmt::format("it {}; {}", file.what,
                     file.remedy.empty() ? "give the CSV file that primebench wrote" : file.remedy);
}

std::string describe_other_header(const std::string& path, std::string_view beginning) {
  const std::string name = quoted_path(path);
  const std::string_view found = first_line(without_byte_order_mark(beginning));
  if (const std::string_view added = added_columns(csv_header(), found); !added.empty()) {
    return fmt::format(
        "{} was written by a newer primebench, which has also {}; use another --output", name,
        in_quotes(added.substr(0, added.size() - 1)));
  }
  const std::string start = name + " is not a results store of this primebench: ";
  const Measurements measurements = measurements_in(beginning);
  if (measurements == Measurements::kTrace)
    return start + "it is a trace; use another --output";
  if (const auto file = foreign_file(beginning, Wanted::kStore)) {
    return fmt::format("{}it {}; {}use another --output", start, file->what,
                       file->remedy.empty() ? "" : file->remedy + ", or ");
  }
  if (measurements == Measurements::kStore) {
    return start +
           "its columns are others, or in another order; it can be read, but not appended to: "
           "use another --output";
  }
  if (found.empty())
    return start + "it has only blank lines; use another --output";
  return fmt::format("{}its first line is {}; use another --output", start, in_quotes(found));
}

}  // namespace primebench
