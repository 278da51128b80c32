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
};

/// The flags that were given. Names are those of the specs.
class Flags {
 public:
  [[nodiscard]] bool given(std::string_view name) const { return !values(name).empty(); }
  /// The last value given, as with most tools; none if the flag was not given.
  [[nodiscard]] std::optional<std::string> value(std::string_view name) const;
  /// All values, in the order given.
  [[nodiscard]] std::vector<std::string> values(std::string_view name) const;

 private:
  friend Flags parse_flags(std::span<const FlagSpec>, std::span<const std::string>);
  std::multimap<std::string, std::string, std::less<>> given_;
};

/// Takes `arguments` apart; there are no positional ones. Prints nothing. Throws
/// UsageError for an unknown flag (with the nearest known one), a missing or
/// surplus value, and an argument that is no flag.
Flags parse_flags(std::span<const FlagSpec> specs, std::span<const std::string> arguments);

/// The flags in groups, with their help, in lines of at most 80 columns.
std::string describe_flags(std::span<const FlagSpec> specs);

}  // namespace primebench
