// The table of parameters: all that decides whether two measurements are of the same
// thing, apart from the mode. One entry says how a parameter is asked for, where it stands
// in a Configuration and in a Row, and how it is written, printed and compared. The plan,
// --dry-run, labels, groups of rows, --where, --x, captions and the written row follow
// from it; docs/adding-a-parameter.md adds one.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/quantity.hpp"
#include "measure/configuration.hpp"
#include "results/row.hpp"

namespace primebench {

/// Which member of a Configuration holds the parameter; none for what is known of the
/// machine and not asked for.
using ConfigurationField =
    std::variant<std::monostate, std::uint64_t Configuration::*,
                 std::chrono::nanoseconds Configuration::*, bool Configuration::*>;

/// A value of a parameter that is asked for: a number, nanoseconds, or 1 for true.
using ParameterValue = std::uint64_t;

/// How a parameter is asked for on the command line.
struct ParameterFlag {
  char short_name = 0;     ///< As in -n; 0: none.
  std::string_view value;  ///< What --help calls the value; empty: the flag has none.
  std::string_view help;   ///< One line; empty: there is no flag.
  std::uint64_t least = 0;
  std::uint64_t most = 0;
  ParameterValue fallback = 0;  ///< Without the flag; 0 of a pool: the CPUs.
  /// Of a value that is text: what it means, and its cell. parse() throws UsageError.
  ParameterValue (*parse)(std::string_view flag, std::string_view text) = nullptr;
  std::string (*text)(ParameterValue value) = nullptr;
};

struct Parameter {
  enum class Place { kWork, kMachine, kBuild };  ///< Where captions put it.

  std::string_view name;    ///< After the dashes of the flag, and in --x.
  std::string_view column;  ///< Name in the results store.
  std::string_view label;   ///< In labels of tables: "io-delay=20ms".
  Place place = Place::kWork;
  /// As it stands in charts: "pool 4", "8 tasks". Different values give different words.
  /// Called only for rows that know the value. nullptr: another parameter's words tell it.
  std::string (*words)(const Row& row) = nullptr;
  Quantity quantity = Quantity::kCount;
  ConfigurationField field{};
  ParameterFlag flag{};
  bool (*applies)(const ModeSpec& mode) = nullptr;  ///< nullptr: to every mode.
  bool zero_is_none = false;                        ///< 0 in a Configuration is an empty cell.
  std::string_view axis_title{};  ///< Of a chart that runs along it; empty: none can.
  bool none_is_value = false;     ///< An empty cell is known: there is no label.
  std::string_view unsaid{};      ///< The cell that captions need not mention: "false".
};

/// Every parameter but the mode, in the order of labels, loops and --help.
std::span<const Parameter> parameters();

/// The parameter that is called `name`, or whose column is; nullptr if there is none.
const Parameter* find_parameter(std::string_view name);

/// Whether the row knows the parameter, that is, its cell is not empty.
bool is_known(const Parameter& parameter, const Row& row);

/// The words for a label: those of the table, "unknown host" where a row does not know
/// what others do, and nothing where the parameter does not apply to the mode.
std::string words_of(const Parameter& parameter, const Row& row);

/// A cell as one would type it after the parameter's flag: "10us", "4KiB".
std::string argument_text(const Parameter& parameter, const std::string& cell);

/// "pool=4", "task=10us"; empty where the row does not know it.
std::string argument_of(const Parameter& parameter, const Row& row);

/// The value of `text` as the parameter's flag takes it; messages call it `flag`, as in
/// "--runs". Throws UsageError.
ParameterValue parse_parameter(const Parameter& parameter, std::string_view flag,
                               std::string_view text);

void set_parameter(Configuration& configuration, const Parameter& parameter, ParameterValue value);

/// The row's cells that a configuration decides: mode, kernel and all its parameters.
Row configuration_row(const Configuration& configuration);

/// Whether the rows measure the same thing in the same way on the same machine.
bool same_configuration(const Row& a, const Row& b);

/// Equal for rows of the same configuration.
std::size_t configuration_hash(const Row& row);

/// The row's mode and parameters alone; everything measured is left out.
Row configuration_of(const Row& row);

/// Whether the parameter says what the work is, and not how it is done, as pool, chunk and hosts
/// do.
bool is_of_work(const Parameter& parameter);

/// Likewise without what differs between ways of doing the same work: the mode and every parameter
/// that is not of the work.
Row work_of(const Row& row);

}  // namespace primebench
