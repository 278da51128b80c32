#include "cli/flags.hpp"

// Values are never split here: a comma may be part of one.
#define CXXOPTS_VECTOR_DELIMITER '\0'
// std::regex recurses for every character: an argument of 100 KB ends the program.
#define CXXOPTS_NO_REGEX
#include <fmt/core.h>

#include <algorithm>
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
  if (!argument.starts_with('-') || argument == "-")
    throw UsageError("unexpected argument " + in_quotes(argument) + "; see primebench --help");

  const std::string flag = argument.substr(0, argument.find('='));
  std::string message = "unknown flag " + in_quotes(flag);
  std::vector<std::string_view> names;
  for (const FlagSpec& spec : specs)
    names.push_back(spec.name);
  const std::size_t dashes = flag.find_first_not_of('-');
  const std::string word = dashes == std::string::npos ? "" : flag.substr(dashes);
  const std::string_view near = closest_match(word, names);
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

/// The argument as the library understands it: it knows long names from two letters
/// on, so that --x is its -x.
std::string for_library(std::span<const FlagSpec> specs, const std::string& argument) {
  const std::size_t equals = std::min(argument.find('='), argument.size());
  for (const FlagSpec& spec : specs) {
    if (spec.name.size() == 1 && argument.substr(0, equals) == fmt::format("--{}", spec.name))
      return fmt::format("-{}{}", spec.name,
                         equals < argument.size() ? argument.substr(equals + 1) : "");
  }
  return argument;
}

/// The library would take "--quiet=no" for the flag without its value.
void reject_surplus_value(std::span<const FlagSpec> specs, const std::string& argument) {
  for (const FlagSpec& spec : specs) {
    if (spec.value.empty() && argument.starts_with(fmt::format("--{}=", spec.name)))
      throw UsageError(fmt::format("--{} takes no value", spec.name));
    if (spec.short_name != 0 && argument.starts_with(fmt::format("-{}=", spec.short_name)))
      throw UsageError(fmt::format("write --{0}=VALUE or -{1} VALUE, not -{1}=VALUE", spec.name,
                                   spec.short_name));
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
  std::vector<std::string> words;
  for (const std::string& argument : arguments) {
    reject_surplus_value(specs, argument);
    words.push_back(for_library(specs, argument));
  }
  std::vector<const char*> argv = {"primebench"};
  for (const std::string& word : words)
    argv.push_back(word.c_str());

  Flags flags;
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
  return flags;
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
