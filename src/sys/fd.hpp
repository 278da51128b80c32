// File descriptors: owned, close-on-exec, and read or written whole in spite of
// EINTR and short transfers.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace primebench {

/// Owns one descriptor and closes it. Move-only; -1 means none.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int fd) noexcept : fd_(fd) {}
  ~Fd() { reset(); }
  Fd(Fd&& other) noexcept : fd_(other.release()) {}
  Fd& operator=(Fd&& other) noexcept;
  Fd(const Fd&) = delete;
  Fd& operator=(const Fd&) = delete;

  [[nodiscard]] int get() const noexcept { return fd_; }
  explicit operator bool() const noexcept { return fd_ >= 0; }

  /// Gives the descriptor up without closing it.
  int release() noexcept;
  /// Closes it now. A failure to close is ignored.
  void reset() noexcept;

 private:
  int fd_ = -1;
};

struct Pipe {
  Fd read_end;
  Fd write_end;
};

/// A new pipe, both ends close-on-exec. Throws std::system_error.
Pipe make_pipe();

/// Writes all of `bytes`. `name` is what messages call the target.
/// Throws std::system_error; with EPIPE if the reader has gone.
void write_all(int fd, std::string_view bytes, const std::string& name);

/// Reads exactly `size` bytes into `buffer`, or to the end of the file.
/// Returns the number of bytes read. Throws std::system_error.
std::size_t read_full(int fd, void* buffer, std::size_t size, const std::string& name);

/// At most `limit` bytes of a file from `begin` on; fewer only at its end. Throws
/// std::system_error.
std::string read_at(int fd, std::uint64_t begin, std::size_t limit, const std::string& name);

/// The rest of what can be read from `fd`, at most `limit` bytes of it.
std::string read_to_end(int fd, std::size_t limit, const std::string& name);

/// Writes `text` to standard output. Returns false if whoever read it has gone,
/// which is no error; throws std::system_error for any other failure.
[[nodiscard]] bool write_stdout(std::string_view text);

/// Whether there is a standard output to write to; it may have been closed (`>&-`).
bool stdout_is_writable();

}  // namespace primebench
