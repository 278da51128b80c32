// Hosts for a test: network namespaces on this machine, each with a name, joined by a bridge.

#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "support/command.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"

namespace primebench::test {

/// Made by the constructor, with names that nobody else has; gone with the object, together with
/// their files in /etc/netns.
class Network {
 public:
  /// None, and not_run(), if this is not allowed here or there is no Open MPI.
  static std::unique_ptr<Network> make(std::size_t hosts);

  /// Throws std::runtime_error that says why if this is not allowed here.
  explicit Network(std::size_t hosts);
  ~Network();
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;

  [[nodiscard]] const std::string& host(std::size_t index) const { return hosts_[index]; }
  /// "pb123a:1,pb123b:1"
  [[nodiscard]] std::string list(std::size_t slots) const;

  /// What comes before a command so that it runs on the first host, where Open MPI reaches the
  /// others by way of a shell script in the place of ssh.
  [[nodiscard]] std::vector<std::string> on_first() const;
  /// primebench there.
  [[nodiscard]] CommandResult primebench(const std::vector<std::string>& arguments) const;

  /// A line of shell that runs on each other host before what Open MPI starts there, in mount,
  /// host name and time namespaces of its own.
  void prepare_others(const std::string& line) const;
  /// Pulls the plug of a host.
  void cut(std::size_t index) const;
  [[nodiscard]] std::vector<int> processes(std::size_t index) const;

  [[nodiscard]] const TempDir& directory() const { return directory_; }

 private:
  void open_door();
  void remove_hosts() const;

  std::string prefix_;
  bool had_place_;  ///< Whether names of namespaces had their mount before.
  std::vector<std::string> hosts_;
  TempDir directory_;
  std::optional<Process> others_;  ///< Starts what Open MPI wants to run on other hosts.
};

}  // namespace primebench::test
