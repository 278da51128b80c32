// The files by which the ranks of a host find each other's memory. Open MPI makes one for each,
// of 4 MiB, and removes it when the rank ends in order. This removes it also when the rank, its
// parent, the launcher or its daemon on this host is killed, and what such a daemon has left.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sys/child.hpp"
#include "sys/fd.hpp"
#include "sys/scratch.hpp"

namespace primebench::mpi {

/// Made by the parent of a rank, single-threaded, before it forks the rank.
class SharedFiles {
 public:
  /// Tells Open MPI of a directory for this rank alone. Does nothing if the user's own words or
  /// environment name one, or if none can be made.
  SharedFiles();
  SharedFiles(const SharedFiles&) = delete;
  SharedFiles& operator=(const SharedFiles&) = delete;
  ~SharedFiles();

  /// In the rank: nobody will open its files any more. Takes their names away, and the memory is
  /// there until the last who has it ends, however that happens.
  void hide();
  /// In the rank, before MPI_Finalize: what that removes exists again, empty.
  void show() const;

 private:
  void start_keeper();

  std::string path_;                  ///< Of the directory; "": Open MPI chooses one.
  std::optional<Scratch> directory_;  ///< None: the keeper has it.
  Fd alive_;                          ///< Open here and in the rank; the keeper has the other end.
  ChildProcess keeper_;               ///< Has the directory, and removes it whoever else is killed.
  std::vector<std::string> hidden_;
};

}  // namespace primebench::mpi
