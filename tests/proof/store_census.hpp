// What a results store holds after it was ill-treated.

#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace primebench::test {

struct Census {
  std::map<std::string, std::size_t> rows;  ///< How often each label occurs.
  std::size_t total = 0;
  std::size_t damaged = 0;  ///< Rows that were read but are not what was written.
  std::size_t skipped = 0;  ///< Lines that the reader took for no row.
  std::size_t headers = 0;  ///< Lines that begin as the header does.
};

/// Reads a store of numbered rows. A file that is missing or empty has none.
Census take_census(const std::filesystem::path& store);

/// Of `labels`, those that do not occur exactly once.
std::vector<std::string> not_exactly_once(const Census& census,
                                          const std::vector<std::string>& labels);

/// A place for test files, and what kind of file system it is on.
struct Place {
  std::filesystem::path path;
  std::string kind;
};

/// The system's directory for temporary files and, where there is one, a tmpfs; says
/// so if there is none.
std::vector<Place> places();

}  // namespace primebench::test
