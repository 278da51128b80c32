#include "support/captured_stderr.hpp"

#include <fcntl.h>
#include <unistd.h>

#include "core/error.hpp"

namespace primebench::test {

CapturedStderr::CapturedStderr() : before_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0)) {
  const std::string path = directory_ / "stderr";
  const Fd file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!before_ || !file || ::dup2(file.get(), STDERR_FILENO) < 0)
    throw_errno("cannot capture standard error");
}

CapturedStderr::~CapturedStderr() { ::dup2(before_.get(), STDERR_FILENO); }

std::string CapturedStderr::text() const { return read_file(directory_ / "stderr"); }

}  // namespace primebench::test
