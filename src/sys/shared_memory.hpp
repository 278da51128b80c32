// Memory that forked children share with their parent.

#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include "core/error.hpp"
#include "sys/fd.hpp"

namespace primebench {

/// A file of `bytes` zero bytes that has no name, for memory that another program shares. Nobody
/// can cut it, so that what is mapped stays there. Throws std::system_error.
Fd shared_file(std::size_t bytes);

/// An array of `T` in anonymous shared memory: what a child forked later writes,
/// its parent and siblings see. It starts as zero bytes, which must be a valid `T`;
/// nothing is constructed or destroyed. A page costs memory once it is touched.
template <typename T>
class SharedArray {
  static_assert(std::is_trivially_destructible_v<T>);

 public:
  /// Throws std::system_error if there is not enough address space.
  explicit SharedArray(std::size_t size) : size_(size) {
    map(MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1);
  }
  /// Likewise in a file of shared_file(), or of another process's that is large enough.
  SharedArray(std::size_t size, const Fd& file) : size_(size) { map(MAP_SHARED, file.get()); }
  ~SharedArray() {
    if (data_ != nullptr)
      ::munmap(data_, bytes());
  }
  SharedArray(SharedArray&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(other.size_) {}
  SharedArray(const SharedArray&) = delete;
  SharedArray& operator=(const SharedArray&) = delete;
  SharedArray& operator=(SharedArray&&) = delete;

  /// Children forked from now on do not have this memory at all, which makes forking
  /// them cheaper: for what only the parent uses meanwhile.
  void keep_from_children() const noexcept { ::madvise(data_, bytes(), MADV_DONTFORK); }

  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  T& operator[](std::size_t index) const noexcept { return data_[index]; }
  [[nodiscard]] std::span<T> span() const noexcept { return {data_, size_}; }

 private:
  void map(int flags, int file) {
    void* memory = ::mmap(nullptr, bytes(), PROT_READ | PROT_WRITE, flags, file, 0);
    if (memory == MAP_FAILED)
      throw_errno("cannot reserve shared memory");
    data_ = static_cast<T*>(memory);
  }
  // mmap() refuses an empty mapping.
  [[nodiscard]] std::size_t bytes() const noexcept { return (size_ == 0 ? 1 : size_) * sizeof(T); }

  T* data_ = nullptr;
  std::size_t size_;
};

}  // namespace primebench
