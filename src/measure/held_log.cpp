#include "measure/held_log.hpp"

#include <algorithm>
#include <string_view>

#include "core/log.hpp"

namespace primebench {
namespace {

constexpr std::size_t kMost = 1 << 20;

}  // namespace

HeldLog::HeldLog() {
  if (!log::enabled(log::Level::kDebug))
    return;
  text_.emplace(kMost);
  used_.emplace(1);
}

void HeldLog::take_over() const {
  if (!text_)
    return;
  log::divert([this](log::Level level, std::string_view line) {
    const std::size_t size = line.size() + 2;
    const std::size_t begin = (*used_)[0].fetch_add(size);
    if (begin > kMost - std::min(size, kMost))
      return;
    (*text_)[begin] = static_cast<char>('0' + static_cast<int>(level));
    std::replace_copy(line.begin(), line.end(), text_->span().subspan(begin + 1).begin(), '\0',
                      ' ');
  });
}

HeldLog::~HeldLog() {
  if (!text_)
    return;
  const std::size_t used = std::min<std::size_t>((*used_)[0], kMost);
  std::string_view rest(text_->span().data(), used);
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\0'));
    if (line.size() > 1)
      log::write(static_cast<log::Level>(line.front() - '0'), line.substr(1));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
}

}  // namespace primebench
