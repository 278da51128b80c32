#include "results/trace_reader.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "results/line_source.hpp"
#include "results/store_header.hpp"
#include "results/trace_format.hpp"
#include "sys/fd.hpp"

namespace primebench {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

/// In which cell of a line each column stands.
struct Places {
  std::array<std::size_t, kTraceColumns.size()> numbers{};
  std::size_t waits = kNowhere;
  std::size_t lock_waits = kNowhere;
  std::size_t host = kNowhere;
  std::size_t measured = kNowhere;
};

void split(std::string_view line, char mark, std::vector<std::string_view>& cells) {
  cells.clear();
  for (std::size_t at = 0; at <= line.size();) {
    const std::size_t end = std::min(line.find(mark, at), line.size());
    cells.push_back(line.substr(at, end - at));
    at = end + 1;
  }
}

/// Of the first line of `source`, which `name` is.
Places parse_header(std::string_view line, const LineSource& source, const std::string& name) {
  std::vector<std::string_view> cells;
  split(without_byte_order_mark(line), ',', cells);
  const auto place_of = [&](std::string_view column) {
    const auto found = std::find(cells.begin(), cells.end(), column);
    return found == cells.end() ? kNowhere : static_cast<std::size_t>(found - cells.begin());
  };
  Places places;
  for (std::size_t i = 0; i < kTraceColumns.size(); ++i) {
    places.numbers[i] = place_of(kTraceColumns[i]);
    if (places.numbers[i] == kNowhere) {
      const auto foreign = foreign_file(source.beginning(), Wanted::kTrace);
      throw Error(fmt::format(
          "{} is not a trace: {}", name,
          foreign
              ? described(*foreign)
              : fmt::format("its first line has no column {}; primebench --trace FILE writes one",
                            kTraceColumns[i])));
    }
  }
  places.waits = place_of(kWaitsColumn);
  places.lock_waits = place_of(kLockWaitsColumn);
  places.host = place_of(kHostColumn);
  places.measured = place_of(kMeasuredColumn);
  return places;
}

std::optional<std::int64_t> parse_number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size() && value >= 0;
  return whole ? std::optional(value) : std::nullopt;
}

std::string not_a_number(const std::string& name, std::size_t line, std::size_t column,
                         std::string_view cell) {
  const std::string_view hint = who_changed(cell);
  return fmt::format("{}, line {}: {} is {}, not a number{}{}", name, line, kTraceColumns[column],
                     in_quotes(cell), hint.empty() ? "" : "; ", hint);
}

/// The lines of one trace, cell by cell.
class TraceLines {
 public:
  /// `header` is the first line of `source`, which `name` is.
  TraceLines(std::string_view header, const LineSource& source, const std::string& name)
      : name_(name), places_(parse_header(header, source, name)) {}

  [[nodiscard]] bool knows_pauses() const {
    return places_.waits != kNowhere && places_.lock_waits != kNowhere;
  }
  [[nodiscard]] std::span<const TaskPause> pauses() const { return pauses_; }

  TaskTrace parse(std::string_view line, std::size_t number) {
    split(line, ',', cells_);
    std::array<std::int64_t, kTraceColumns.size()> values{};
    for (std::size_t i = 0; i < kTraceColumns.size(); ++i) {
      const auto value = parse_number(cell(places_.numbers[i]));
      if (!value)
        throw Error(not_a_number(name_, number, i, cell(places_.numbers[i])));
      values[i] = *value;
    }
    if (values[3] < values[2])
      throw Error(fmt::format("{}, line {}: the task ends before it starts", name_, number));
    constexpr std::int64_t kLatestNs = std::int64_t{1} << 60;  // 36 years: charts can add some.
    if (values[3] > kLatestNs)
      throw Error(fmt::format("{}, line {}: the task ends after {} ns, more than 36 years", name_,
                              number, values[3]));
    const TaskTrace task = {static_cast<std::size_t>(values[0]),
                            static_cast<std::size_t>(values[1]), values[2], values[3]};
    pauses_.clear();
    if (knows_pauses() && !(add_pauses(places_.waits, PauseKind::kWait, task) &&
                            add_pauses(places_.lock_waits, PauseKind::kLock, task)))
      throw Error(fmt::format("{}, line {}: a wait lies outside its task or is not OFFSET+LENGTH",
                              name_, number));
    return task;
  }

  /// Takes the host of the present line's task, if it is told. Throws Error if its worker was on
  /// another one before.
  void take_host(const TaskTrace& task, std::size_t number,
                 std::map<std::size_t, std::string>& hosts) const {
    constexpr std::size_t kLongest = 255;  // Of a name; memory has an end.
    const std::string_view name = cell(places_.host).substr(0, kLongest);
    if (name.empty())
      return;
    const auto known = hosts.find(task.worker);
    if (known == hosts.end() && hosts.size() < kMostPlaced)
      hosts.emplace(task.worker, name);
    else if (known != hosts.end() && known->second != name)
      throw Error(fmt::format("{}, line {}: worker {} is on host {}, and before on {}", name_,
                              number, task.worker, in_quotes(name), in_quotes(known->second)));
  }

  /// Takes what the present line says of the measurement; cells that are no values of their
  /// columns stay unknown.
  void take_measured(Row& row) {
    std::vector<std::string_view> facts;
    split(cell(places_.measured), ';', facts);
    for (const std::string_view fact : facts) {
      const std::size_t equals = std::min(fact.find('='), fact.size());
      const Column* const column = find_column(fact.substr(0, equals));
      if (column != nullptr && equals < fact.size())
        set_cell(row, *column, fact.substr(equals + 1));
    }
  }

 private:
  [[nodiscard]] std::string_view cell(std::size_t place) const {
    return place < cells_.size() ? cells_[place] : std::string_view();
  }

  bool add_pauses(std::size_t place, PauseKind kind, const TaskTrace& task) {
    if (cell(place).empty())
      return true;
    split(cell(place), ' ', words_);
    for (const std::string_view word : words_) {
      const std::size_t plus = std::min(word.find('+'), word.size());
      const auto offset = parse_number(word.substr(0, plus));
      const auto length = parse_number(word.substr(std::min(plus + 1, word.size())));
      const std::int64_t duration = task.end_ns - task.start_ns;
      if (!offset || !length || *offset > duration || *length > duration - *offset)
        return false;
      const std::int64_t start = task.start_ns + *offset;
      pauses_.push_back({start, start + *length, static_cast<std::uint32_t>(task.task), kind});
    }
    return true;
  }

  const std::string& name_;
  Places places_;
  std::vector<std::string_view> cells_;
  std::vector<std::string_view> words_;
  std::vector<TaskPause> pauses_;
};

}  // namespace

TraceFacts read_trace(
    const std::string& path,
    const std::function<void(const TaskTrace&, std::span<const TaskPause>)>& take) {
  const std::string name = path == "-" ? "standard input" : quoted_path(path);
  Fd fd(path == "-" ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                    : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!fd)
    throw_errno("cannot open " + name);
  LineSource source(std::move(fd), name);
  std::optional<TraceLines> lines;
  TraceFacts facts;
  while (const auto line = source.next_line()) {
    if (line->too_long && lines)
      throw Error(fmt::format("{}, line {}: it has more than {} bytes; is it a trace?", name,
                              source.line_number(), kMaxLine));
    if (!lines) {
      lines.emplace(line->view(), source, name);
      facts.knows_pauses = lines->knows_pauses();
    } else if (line->view().starts_with(kTraceHeader)) {
      throw Error(fmt::format("{}, line {}: another trace begins; give one at a time", name,
                              source.line_number()));
    } else if (line->size != 0) {
      const TaskTrace task = lines->parse(line->view(), source.line_number());
      lines->take_host(task, source.line_number(), facts.hosts);
      if (++facts.tasks == 1)
        lines->take_measured(facts.measured);
      if (facts.tasks > kMostTraced)
        throw Error(fmt::format("{} has more than {} tasks; trace fewer", name, kMostTraced));
      take(task, lines->pauses());
    }
  }
  if (facts.tasks == 0)
    throw Error("there are no tasks in " + name);
  return facts;
}

}  // namespace primebench
