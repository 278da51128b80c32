// A directory that exists as long as the test that made it.

#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace primebench::test {

class TempDir {
 public:
  /// Makes a new directory below `parent`, by default the system's for such things.
  explicit TempDir(const std::filesystem::path& parent = std::filesystem::temp_directory_path());
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return path_ / name;
  }
  /// The names in it, sorted and separated by blanks: "" says that nothing was left.
  [[nodiscard]] std::string listing() const;

 private:
  std::filesystem::path path_;
};

std::string read_file(const std::filesystem::path& file);
void write_file(const std::filesystem::path& file, std::string_view content);

}  // namespace primebench::test
