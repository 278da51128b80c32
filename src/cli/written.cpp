#include "cli/written.hpp"

#include "core/text.hpp"
#include "results/kept_rows.hpp"
#include "sys/atomic_file.hpp"
#include "sys/fd.hpp"
#include "sys/signals.hpp"

namespace primebench {

void write_text(std::string_view text, const std::string& output,
                const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs)
    refuse_to_replace_rows(output, input);
  if (output == "-") {
    refuse_to_print_into_rows();
    [[maybe_unused]] const bool all = write_stdout(text);
    return;
  }
  const SignalGuard signals;
  AtomicFile file(output, keep_measurements(output));
  write_all(file.fd(), text, quoted_path(output));
  signals.check();
  file.commit();
}

}  // namespace primebench
