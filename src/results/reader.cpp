#include "results/reader.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/log.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "results/line_source.hpp"
#include "results/row_check.hpp"
#include "results/split_line.hpp"
#include "results/store_header.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostWarnings = 5;

/// Without these there is nothing to draw; every other column may be missing.
constexpr std::array<std::string_view, 5> kRequired = {"mode", "prime", "runs", "wall_ns",
                                                       "status"};

/// What the columns of the file mean.
struct Header {
  std::vector<const Column*> columns;  ///< nullptr: unknown, ignored.
  std::size_t status_at = 0;
};

/// Returns why `cells` are no header of a results store, or "".
std::string parse_header(const Cells& cells, Header& header) {
  header.columns.clear();
  for (std::string_view name : cells) {
    if (header.columns.empty() && name.starts_with(kByteOrderMark))
      name.remove_prefix(kByteOrderMark.size());
    const Column* const column = find_column(name);
    const auto same = std::find(header.columns.begin(), header.columns.end(), column);
    if (column != nullptr && same != header.columns.end())
      return fmt::format("has two columns {}", name);
    header.columns.push_back(column);
  }
  for (const std::string_view name : kRequired) {
    const auto at = std::find(header.columns.begin(), header.columns.end(), find_column(name));
    if (at == header.columns.end())
      return fmt::format("has no column {}", name);
    header.status_at = static_cast<std::size_t>(at - header.columns.begin());  // The last one's.
  }
  return {};
}

std::string describe_bad_cell(const Column& column, std::string_view text, std::string_view hint) {
  constexpr std::array kWanted = {"text without control characters", "a whole number below 2^64",
                                  "a whole number below 2^64 or empty", "true, false or empty"};
  return fmt::format("{} is {}, not {}{}{}", column.name, in_quotes(text),
                     kWanted[column.field.index()], hint.empty() ? "" : "; ", hint);
}

class Reader {
 public:
  Reader(Fd fd, std::string name, const ReadOptions& options,
         const std::function<void(const Row&)>& on_row)
      : name_(std::move(name)), options_(options), on_row_(on_row), source_(std::move(fd), name_) {}

  ReadSummary read() {
    if (!read_first_header())
      return summary_;
    while (next_line()) {
      std::string reason = parse_row();
      if (reason.empty()) {
        ++summary_.rows;
        on_row_(row_);
      } else if (Header other; parse_header(cells_, other).empty()) {
        use(std::move(other));  // As in `cat a.csv b.csv`.
      } else {
        skip(reason);
      }
    }
    if (summary_.skipped > told_)
      log::warning("{}: skipped {} more unusable line{}", name_, summary_.skipped - told_,
                   summary_.skipped - told_ == 1 ? "" : "s");
    return summary_;
  }

 private:
  /// Finds the next line that is not blank and splits it; false at the end.
  bool next_line() {
    while (const auto line = source_.next_line()) {
      const std::string_view text = line->view();
      if (line->too_long) {
        defect_ = fmt::format("has more than {} bytes", kMaxLine);
      } else if (text.find_first_not_of(" \t") == std::string_view::npos) {
        continue;
      } else if (text.find(LineSource::kNul) != std::string_view::npos) {
        defect_ = "has NUL or other control characters";
      } else {
        defect_ = split_line(*line, cells_);
      }
      if (!defect_.empty())
        cells_.clear();
      return true;
    }
    return false;
  }

  /// False if there is none: a store that was just rotated is empty.
  bool read_first_header() {
    if (!next_line())
      return false;
    Header header;
    const std::string reason = defect_.empty() ? parse_header(cells_, header) : defect_;
    if (!reason.empty()) {
      const auto foreign = foreign_file(source_.beginning(), Wanted::kStore);
      throw Error(fmt::format("{} is not a results store: {}", name_,
                              foreign ? described(*foreign)
                                      : fmt::format("line {} {}", source_.line_number(), reason)));
    }
    use(std::move(header));
    return true;
  }

  void use(Header header) {
    header_ = std::move(header);
    row_ = Row();
  }

  /// Fills row_. Returns what is wrong with the line, or "".
  std::string parse_row() {
    hint_ = {};
    if (!defect_.empty())
      return defect_;
    if (cells_.size() != header_.columns.size())
      return fmt::format("has {} cell{} instead of {}", cells_.size(),
                         cells_.size() == 1 ? "" : "s", header_.columns.size());
    if (cells_[header_.status_at] != "ok") {
      return fmt::format("is incomplete: status is {}, not 'ok'",
                         in_quotes(cells_[header_.status_at]));
    }
    // With another column behind the status, "12" may be what is left of "123".
    if (header_.status_at + 1 != cells_.size() && source_.unterminated())
      return "may be incomplete: it has no line end";
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      const Column* const column = header_.columns[i];
      if (column != nullptr && !set_cell(row_, *column, cells_[i]))
        return describe_bad_cell(*column, cells_[i], hint_ = who_changed(cells_[i]));
    }
    return check_.defect_of(row_);
  }

  void skip(const std::string& reason) {
    const std::string message = fmt::format("{}:{}: {}", name_, source_.line_number(), reason);
    if (options_.strict)
      throw Error(message);
    ++summary_.skipped;
    // What one program has done to every line is told once.
    const bool again = std::find(hints_.begin(), hints_.end(), hint_) != hints_.end();
    if (told_ < kMostWarnings && !again) {
      ++told_;
      log::warning("{}; skipped", message);
      if (!hint_.empty())
        hints_.push_back(hint_);
    }
  }

  std::string name_;
  ReadOptions options_;
  const std::function<void(const Row&)>& on_row_;
  LineSource source_;
  Header header_;
  Cells cells_;
  std::string defect_;                   ///< What is wrong with the present line, or "".
  std::string_view hint_;                ///< Who has changed a cell of it, or "".
  std::vector<std::string_view> hints_;  ///< Those that have been told.
  std::size_t told_ = 0;                 ///< Warnings so far.
  Row row_;
  RowCheck check_;
  ReadSummary summary_;
};

}  // namespace

ReadSummary read_rows(const std::string& path, const ReadOptions& options,
                      const std::function<void(const Row&)>& on_row) {
  const bool standard_input = path == "-";
  Fd fd(standard_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                       : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  const std::string name = standard_input ? "standard input" : printable(path, 4096);
  if (!fd)
    throw_errno("cannot read " + in_quotes(path, 4096));
  return Reader(std::move(fd), name, options, on_row).read();
}

}  // namespace primebench
