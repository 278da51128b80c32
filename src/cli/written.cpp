#include "cli/written.hpp"

#include <filesystem>

#include "core/error.hpp"
#include "core/text.hpp"
#include "sys/atomic_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {
namespace {

/// Measurements cannot be made again: whatever holds some is not replaced by a report.
void refuse_to_replace_input(const std::string& output, const std::vector<std::string>& inputs) {
  std::error_code ignored;
  for (const std::string& input : inputs) {
    if (std::filesystem::equivalent(output, input, ignored))
      throw Error("will not replace " + in_quotes(output) + ": that is what is read");
  }
}

}  // namespace

void write_text(std::string_view text, const std::string& output,
                const std::vector<std::string>& inputs) {
  if (output == "-") {
    [[maybe_unused]] const bool all = write_stdout(text);
    return;
  }
  refuse_to_replace_input(output, inputs);
  const SignalGuard signals;
  AtomicFile file(output);
  write_all(file.fd(), text, in_quotes(output));
  signals.check();
  file.commit();
}

}  // namespace primebench
