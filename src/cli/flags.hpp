// Command-line flags: what a command accepts, and what it was given, as text. This
// hides the parsing library; options.cpp and plot_options.cpp give the text meaning.

#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace primebench {

struct FlagSpec {
  std::string_view group;  ///< The heading in --help.
  char short_name = 0;     ///< As in -o; 0: none.
  std::string_view name;   ///< As in --output.
  std::string_view value;  ///< What --help calls the value; empty: the flag has none.
  std::string_view help;   ///< One line.
  bool adds_up = false;    ///< May be given several times with a value.
};

/// The flags that were given, and what was no flag. Names are those of the specs.
class Flags {
 public:
  [[nodiscard]] bool given(std::string_view name) const { return given_.contains(name); }
  /// The value given; none if the flag was not given.
  [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
  /// All values, in the order given.
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;
  /// Arguments that are no flags, in the order given.
  [[nodiscard]] const std::vector<std::string>& operands() const { return operands_; }

 private:
  friend Flags parse_flags(std::span<const FlagSpec>, std::span<const std::string>);
  std::multimap<std::string, std::string, std::less<>> given_;
  std::vector<std::string> operands_;
};

/// Takes `arguments` apart: --flag VALUE, --flag=VALUE, -f VALUE, -fVALUE, -qv for -q -v,
/// and nothing but operands behind "--". Prints nothing. Throws UsageError for an unknown
/// flag (with the nearest known one), a missing or surplus value, and a flag that is given
/// twice and does not add up.
Flags parse_flags(std::span<const FlagSpec> specs, std::span<const std::string> arguments);

/// Throws UsageError if there are operands, with what may have been meant.
void reject_operands(const Flags& flags);

/// The flags in groups, with their help, in lines of at most 80 columns.
std::string describe_flags(std::span<const FlagSpec> specs);

}  // namespace primebench
