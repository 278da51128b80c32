// The modes that programs bring: which programs there are, and what they say of themselves.

#pragma once

#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "modes/mode.hpp"
#include "modes/program_mode.hpp"
#include "modes/program_protocol.hpp"

namespace primebench {

/// Where programs called primebench-mode-NAME are looked for, in this order: the directories
/// of PRIMEBENCH_MODES, the place beside this program where its own are installed, PATH.
std::vector<std::string> mode_directories();

/// What "`file` --describe" says. The program gets five seconds and half a MiB; it and all that
/// it started are gone afterwards. Throws Error that says what was wrong with it, and
/// Interrupted. This process has no other children.
std::vector<ProgramDescription> described_by(const std::string& file);

/// A mode of a program that belongs to primebench, and so can be missed.
struct OwnProgramMode {
  std::string_view mode;
  std::string_view program;  ///< What stands behind "primebench-mode-".
  std::string_view library;  ///< Without which there is no such program.
  std::string_view package;
  Family family = Family::kThreads;  ///< So that its colour is known without its program.
};
std::span<const OwnProgramMode> own_program_modes();
Obstacle obstacle_of(const OwnProgramMode& mode);

/// A program and the modes that it has.
struct AskedProgram {
  struct Entry {
    ProgramDescription description;  ///< Holds the texts of the spec.
    ModeSpec spec;
  };
  ModeProgram program;
  bool asked = false;
  std::deque<Entry> modes{};
  std::string error{};  ///< Why it has none, in one line; else empty.

  [[nodiscard]] const ModeSpec* find(std::string_view mode) const;
};

/// The programs of some directories. Each is asked when it is first wanted, and is not trusted.
/// Owns the modes that it hands out. Single-threaded use.
class ModePrograms {
 public:
  /// In mode_directories(), which are looked at when a program is first wanted.
  ModePrograms() = default;
  /// In these alone.
  explicit ModePrograms(const std::vector<std::string>& directories) { look_into(directories); }
  ModePrograms(const ModePrograms&) = delete;
  ModePrograms& operator=(const ModePrograms&) = delete;

  /// The program primebench-mode-`name`; nullptr if there is none.
  const AskedProgram* program(std::string_view name);

  /// The mode called `name`, whichever program has it; nullptr if none has. Those with whose
  /// names and a dash `name` begins are asked first. Throws Error if one of these could not be
  /// asked, and if the mode, or the program of that name, is one of our own and missing.
  const ModeSpec* find(std::string_view name);

  /// Every program, by name.
  std::vector<const AskedProgram*> all();

 private:
  void look_into(const std::vector<std::string>& directories);
  std::map<std::string, AskedProgram, std::less<>>& programs();
  static void ask(AskedProgram& program);

  bool looked_ = false;
  std::map<std::string, AskedProgram, std::less<>> programs_;
};

}  // namespace primebench
