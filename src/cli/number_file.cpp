#include "cli/number_file.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/text.hpp"
#include "results/file_kind.hpp"
#include "results/line_source.hpp"
#include "results/store_header.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMostNumbers = 10'000'000;  // As --runs.

/// Without a comment and the blanks around what is left.
std::string_view content_of(std::string_view line) {
  constexpr std::string_view kBlanks = " \t";
  line = line.substr(0, line.find('#'));
  const std::size_t first = line.find_first_not_of(kBlanks);
  if (first == std::string_view::npos)
    return {};
  return line.substr(first, line.find_last_not_of(kBlanks) - first + 1);
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
  std::uint64_t number = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, number);
  return error == std::errc() && end == last ? std::optional(number) : std::nullopt;
}

/// The lines that are no numbers, as the one message about all of them names them.
class BadLines {
 public:
  void note(std::size_t line, std::string_view text) {
    constexpr std::size_t kMostNamed = 20;
    if (count_ == 0)
      first_ = printable(text);
    if (++count_ <= kMostNamed)
      lines_.push_back(fmt::format("{}", line));
  }

  void require_none(const std::string& name, const LineSource& source) const {
    if (count_ == 0)
      return;
    if (const auto foreign = foreign_file(source.beginning(), Wanted::kNumbers)) {
      throw Error(
          fmt::format("{} is no list of numbers: it {}; {}", name, foreign->what,
                      foreign->remedy.empty() ? "write one number on each line" : foreign->remedy));
    }
    const std::size_t more = count_ - lines_.size();
    throw Error(fmt::format(
        "{}, line{} {}{}: not a whole number from 0 to 18446744073709551615, as in '{}'; write one "
        "number on each line, and comments after a #",
        name, count_ == 1 ? "" : "s", more == 0 ? listed(lines_) : joined(lines_, ", "),
        more == 0 ? "" : fmt::format(" and {} more", more), first_));
  }

 private:
  std::size_t count_ = 0;
  std::vector<std::string> lines_;
  std::string first_;
};

}  // namespace

std::shared_ptr<const NumberList> read_numbers(const std::string& path) {
  const bool standard_input = path == "-";
  const std::string name = standard_input ? "standard input" : in_quotes(path, 4096);
  Fd fd(standard_input ? ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
                       : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (!fd)
    throw_errno("--numbers: cannot read " + name);
  LineSource source(std::move(fd), name);
  std::vector<std::uint64_t> numbers;
  BadLines bad;
  while (const auto line = source.next_line()) {
    std::string_view whole = line->view();
    if (source.line_number() == 1 && whole.starts_with(kByteOrderMark))
      whole.remove_prefix(kByteOrderMark.size());  // Editors of some systems begin files with it.
    const std::string_view text = content_of(whole);
    const std::optional<std::uint64_t> number = parse_number(text);
    if (number)
      numbers.push_back(*number);
    else if (line->too_long || !text.empty())
      bad.note(source.line_number(), text);
    if (numbers.size() > kMostNumbers)
      throw Error(fmt::format("{} has more than {} numbers; split it", name, kMostNumbers));
  }
  bad.require_none(name, source);
  if (numbers.empty())
    throw Error(fmt::format("there are no numbers in {}; write one on each line", name));
  const std::string file =
      standard_input ? "stdin" : std::filesystem::path(path).filename().string();
  return std::make_shared<const NumberList>(file, std::move(numbers));
}

}  // namespace primebench
