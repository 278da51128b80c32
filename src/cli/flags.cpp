#include "cli/flags.hpp"

// Values are never split here: a comma may be part of one.
#define CXXOPTS_VECTOR_DELIMITER '\0'
// std::regex recurses for every character: an argument of 100 KB ends the program.
#define CXXOPTS_NO_REGEX
#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cxxopts.hpp>

#include "core/error.hpp"
#include "core/text.hpp"

namespace primebench {
namespace {

std::string library_name(const FlagSpec& spec) {
  return spec.short_name == 0 ? std::string(spec.name)
                              : fmt::format("{},{}", spec.short_name, spec.name);
}

cxxopts::Options make_parser(std::span<const FlagSpec> specs) {
  cxxopts::Options parser("primebench");
  for (const FlagSpec& spec : specs) {
    auto add = parser.add_options(std::string(spec.group));
    if (spec.value.empty())
      add(library_name(spec), std::string(spec.help));
    else
      add(library_name(spec), std::string(spec.help), cxxopts::value<std::string>(),
          std::string(spec.value));
  }
  parser.allow_unrecognised_options();  // So that the message about them is ours.
  return parser;
}

[[noreturn]] void reject(std::span<const FlagSpec> specs, const std::string& argument) {
  const std::string flag = argument.substr(0, argument.find('='));
  std::string message = "unknown flag " + in_quotes(flag);
  std::vector<std::string_view> names;
  for (const FlagSpec& spec : specs)
    names.push_back(spec.name);
  const std::size_t dashes = flag.find_first_not_of('-');
  const std::string word = dashes == std::string::npos ? "" : flag.substr(dashes);
  // What other tools call the size of a pool.
  constexpr std::array<std::string_view, 4> kPools = {"workers", "threads", "jobs", "j"};
  const bool pool = std::find(kPools.begin(), kPools.end(), word) != kPools.end() &&
                    std::find(names.begin(), names.end(), "pool") != names.end();
  const std::string_view near = pool ? "pool" : closest_match(word, names);
  if (!near.empty())
    message += fmt::format("; did you mean --{}?", near);
  else
    message += "; see --help";
  throw UsageError(message);
}

/// The library's message, with plain quotes instead of its typographic ones.
std::string plain(std::string text) {
  for (const std::string_view quote : {"\u2018", "\u2019"}) {
    for (std::size_t at = text.find(quote); at != std::string::npos; at = text.find(quote))
      text.replace(at, quote.size(), "'");
  }
  return text;
}

const FlagSpec* find_long(std::span<const FlagSpec> specs, std::string_view name) {
  const auto found = std::find_if(specs.begin(), specs.end(),
                                  [&](const FlagSpec& spec) { return spec.name == name; });
  return found == specs.end() ? nullptr : &*found;
}

const FlagSpec* find_short(std::span<const FlagSpec> specs, char letter) {
  const auto found = std::find_if(specs.begin(), specs.end(), [&](const FlagSpec& spec) {
    return spec.short_name == letter || (spec.name.size() == 1 && spec.name.front() == letter);
  });
  return found == specs.end() ? nullptr : &*found;
}

/// Arguments with one spelling for everything, so that the library need not guess where a
/// value begins: it knows no -fVALUE, and would take a value that begins with a dash for
/// a flag.
class Spelling {
 public:
  Spelling(std::span<const FlagSpec> specs, std::span<const std::string> arguments)
      : specs_(specs), rest_(arguments) {
    while (!rest_.empty()) {
      const std::string argument = rest_.front();
      rest_ = rest_.subspan(1);
      if (argument == "--") {
        operands.insert(operands.end(), rest_.begin(), rest_.end());
        return;
      }
      if (argument.starts_with("--"))
        add_long(argument);
      else if (argument.starts_with("-") && argument != "-")
        add_letters(argument);
      else
        operands.push_back(argument);
    }
  }

  std::vector<std::string> words;  ///< "--flag", "--flag=VALUE", or "-f" and "VALUE"
  std::vector<std::string> operands;

 private:
  void add_long(const std::string& argument) {
    const std::size_t equals = std::min(argument.find('='), argument.size());
    const FlagSpec* const spec = find_long(specs_, argument.substr(2, equals - 2));
    if (spec == nullptr)
      reject(specs_, argument);
    const bool attached = equals < argument.size();
    if (spec->value.empty()) {
      if (attached)
        throw UsageError(fmt::format("--{} takes no value", spec->name));
      words.push_back(argument);
    } else {
      add(*spec, attached ? argument.substr(equals + 1) : next_value(*spec));
    }
  }

  void add_letters(const std::string& argument) {
    const std::string word = argument.substr(1, argument.find('=') - 1);
    if (word.size() > 1 && find_long(specs_, word) != nullptr)
      throw UsageError(fmt::format("unknown flag '-{0}'; write --{0}, with two dashes", word));
    for (std::size_t i = 1; i < argument.size(); ++i) {
      const FlagSpec* const spec = find_short(specs_, argument[i]);
      if (spec == nullptr)  // Of "-j4" the letter is what is unknown.
        reject(specs_, i == 1 ? argument.substr(0, 2) : argument);
      const std::string attached = argument.substr(i + 1);
      if (!spec->value.empty()) {
        if (attached.starts_with('='))
          throw UsageError(fmt::format("write --{0}=VALUE or -{1} VALUE, not -{1}=VALUE",
                                       spec->name, argument[i]));
        add(*spec, attached.empty() ? next_value(*spec) : attached);
        return;
      }
      if (attached.starts_with('='))
        throw UsageError(fmt::format("-{} takes no value", argument[i]));
      words.push_back(fmt::format("--{}", spec->name));
    }
  }

  std::string next_value(const FlagSpec& spec) {
    if (rest_.empty())
      throw UsageError(fmt::format("--{} needs a value ({}); see --help", spec.name, spec.value));
    std::string value = rest_.front();
    rest_ = rest_.subspan(1);
    return value;
  }

  void add(const FlagSpec& spec, const std::string& value) {
    if (spec.name.size() > 1) {
      words.push_back(fmt::format("--{}={}", spec.name, value));
      return;
    }
    // The library knows long names from two letters on, and takes what follows a letter at once
    // for more letters. The next word it takes for the value, whatever that begins with.
    words.push_back(fmt::format("-{}", spec.name));
    words.push_back(value);
  }

  std::span<const FlagSpec> specs_;
  std::span<const std::string> rest_;
};

void require_once(std::span<const FlagSpec> specs, const Flags& flags) {
  for (const FlagSpec& spec : specs) {
    if (!spec.adds_up && flags.values(spec.name).size() > 1)
      throw UsageError(fmt::format("--{} was given twice; give it once", spec.name));
  }
}

}  // namespace

std::optional<std::string> Flags::value(std::string_view name) const {
  const std::vector<std::string> all = values(name);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

std::vector<std::string> Flags::values(std::string_view name) const {
  std::vector<std::string> found;
  const auto [first, last] = given_.equal_range(name);
  std::transform(first, last, std::back_inserter(found),
                 [](const auto& entry) { return entry.second; });
  return found;
}

Flags parse_flags(std::span<const FlagSpec> specs, std::span<const std::string> arguments) {
  const Spelling spelling(specs, arguments);
  std::vector<const char*> argv = {"primebench"};
  for (const std::string& word : spelling.words)
    argv.push_back(word.c_str());

  Flags flags;
  flags.operands_ = spelling.operands;
  try {
    cxxopts::Options parser = make_parser(specs);
    const auto result = parser.parse(static_cast<int>(argv.size()), argv.data());
    if (!result.unmatched().empty())
      reject(specs, result.unmatched().front());
    for (const cxxopts::KeyValue& given : result.arguments())
      flags.given_.emplace(given.key(), given.value());
  } catch (const cxxopts::exceptions::exception& error) {
    // The library's border: its exceptions become ours, main() knows only those.
    throw UsageError(plain(error.what()) + "; see --help");
  }
  require_once(specs, flags);
  return flags;
}

void reject_operands(const Flags& flags) {
  if (!flags.operands().empty())
    throw UsageError("unexpected argument " + in_quotes(flags.operands().front()) + "; see --help");
}

std::string describe_flags(std::span<const FlagSpec> specs) {
  constexpr std::size_t kNameWidth = 22;
  std::string text;
  std::string_view group;
  for (const FlagSpec& spec : specs) {
    if (spec.group != group) {
      text += fmt::format("{}{}:\n", text.empty() ? "" : "\n", spec.group);
      group = spec.group;
    }
    const std::string short_name =
        spec.short_name == 0 ? "    " : fmt::format("-{}, ", spec.short_name);
    const std::string name = fmt::format("--{} {}", spec.name, spec.value);
    text += fmt::format("  {}{:<{}} {}\n", short_name, name, kNameWidth, spec.help);
  }
  return text;
}

}  // namespace primebench
