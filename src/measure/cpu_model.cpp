#include "measure/cpu_model.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <optional>
#include <vector>

namespace primebench {
namespace {

/// The two numbers of the register MIDR_EL1 that tell a kind of core.
struct Core {
  unsigned implementer = 0;
  unsigned part = 0;
  std::string_view name;

  friend bool operator==(const Core& a, const Core& b) {
    return a.implementer == b.implementer && a.part == b.part;
  }
};

// From the manuals of the cores and the kernel's arch/arm64/include/asm/cputype.h. What a
// seller calls a processor (Graviton, Altra, Grace) these numbers do not tell: Graviton2
// and Altra are both of Neoverse-N1.
constexpr std::array kCores = {
    Core{0x41, 0xc05, "Cortex-A5"},        Core{0x41, 0xc07, "Cortex-A7"},
    Core{0x41, 0xc08, "Cortex-A8"},        Core{0x41, 0xc09, "Cortex-A9"},
    Core{0x41, 0xc0e, "Cortex-A17"},       Core{0x41, 0xc0f, "Cortex-A15"},
    Core{0x41, 0xb76, "ARM1176"},          Core{0x41, 0xd03, "Cortex-A53"},
    Core{0x41, 0xd04, "Cortex-A35"},       Core{0x41, 0xd05, "Cortex-A55"},
    Core{0x41, 0xd07, "Cortex-A57"},       Core{0x41, 0xd08, "Cortex-A72"},
    Core{0x41, 0xd09, "Cortex-A73"},       Core{0x41, 0xd0a, "Cortex-A75"},
    Core{0x41, 0xd0b, "Cortex-A76"},       Core{0x41, 0xd0c, "Neoverse-N1"},
    Core{0x41, 0xd0d, "Cortex-A77"},       Core{0x41, 0xd40, "Neoverse-V1"},
    Core{0x41, 0xd41, "Cortex-A78"},       Core{0x41, 0xd44, "Cortex-X1"},
    Core{0x41, 0xd46, "Cortex-A510"},      Core{0x41, 0xd47, "Cortex-A710"},
    Core{0x41, 0xd48, "Cortex-X2"},        Core{0x41, 0xd49, "Neoverse-N2"},
    Core{0x41, 0xd4a, "Neoverse-E1"},      Core{0x41, 0xd4b, "Cortex-A78C"},
    Core{0x41, 0xd4d, "Cortex-A715"},      Core{0x41, 0xd4e, "Cortex-X3"},
    Core{0x41, 0xd4f, "Neoverse-V2"},      Core{0x41, 0xd80, "Cortex-A520"},
    Core{0x41, 0xd81, "Cortex-A720"},      Core{0x41, 0xd82, "Cortex-X4"},
    Core{0x41, 0xd84, "Neoverse-V3"},      Core{0x41, 0xd8e, "Neoverse-N3"},
    Core{0x42, 0x516, "ThunderX2"},        Core{0x43, 0x0a1, "ThunderX"},
    Core{0x43, 0x0af, "ThunderX2"},        Core{0x46, 0x001, "A64FX"},
    Core{0x48, 0xd01, "TaiShan-v110"},     Core{0x4e, 0x003, "Denver 2"},
    Core{0x4e, 0x004, "Carmel"},           Core{0x51, 0x001, "Oryon"},
    Core{0x61, 0x022, "Apple Icestorm"},   Core{0x61, 0x023, "Apple Firestorm"},
    Core{0x61, 0x024, "Apple Icestorm"},   Core{0x61, 0x025, "Apple Firestorm"},
    Core{0x61, 0x028, "Apple Icestorm"},   Core{0x61, 0x029, "Apple Firestorm"},
    Core{0x61, 0x032, "Apple Blizzard"},   Core{0x61, 0x033, "Apple Avalanche"},
    Core{0x61, 0x034, "Apple Blizzard"},   Core{0x61, 0x035, "Apple Avalanche"},
    Core{0x61, 0x038, "Apple Blizzard"},   Core{0x61, 0x039, "Apple Avalanche"},
    Core{0x6d, 0xd49, "Azure Cobalt 100"}, Core{0xc0, 0xac3, "Ampere-1"},
    Core{0xc0, 0xac4, "Ampere-1a"},
};

struct Field {
  std::string_view name;
  std::string_view value;
};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank{" \t\r\n\0", 5};
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos)
    return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

/// Lines of "name : value".
std::vector<Field> fields_of(std::string_view cpuinfo) {
  std::vector<Field> fields;
  while (!cpuinfo.empty()) {
    const std::string_view line = cpuinfo.substr(0, cpuinfo.find('\n'));
    cpuinfo.remove_prefix(std::min(line.size() + 1, cpuinfo.size()));
    const std::size_t colon = line.find(':');
    if (colon != std::string_view::npos)
      fields.push_back({trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))});
  }
  return fields;
}

std::optional<unsigned> hexadecimal(std::string_view text) {
  if (!text.starts_with("0x"))
    return std::nullopt;
  unsigned value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data() + 2, end, value, 16);
  return parsed.ec == std::errc() && parsed.ptr == end ? std::optional(value) : std::nullopt;
}

std::string name_of(const Core& core) {
  const auto* const known = std::find(kCores.begin(), kCores.end(), core);
  if (known != kCores.end())
    return std::string(known->name);
  return fmt::format("Arm {:#04x} part {:#05x}", core.implementer, core.part);
}

/// The kinds of cores, joined by " + "; empty where there are no such numbers.
std::string arm_cores(const std::vector<Field>& fields) {
  std::vector<std::string> names;
  std::string all;
  std::optional<unsigned> implementer;
  for (const Field& field : fields) {
    if (field.name == "CPU implementer")
      implementer = hexadecimal(field.value);
    const auto part = field.name == "CPU part" ? hexadecimal(field.value) : std::nullopt;
    if (!implementer || !part)
      continue;
    const std::string name = name_of({*implementer, *part, {}});
    if (std::find(names.begin(), names.end(), name) != names.end())
      continue;
    all += (names.empty() ? "" : " + ") + name;
    names.push_back(name);
  }
  return all;
}

std::string_view value_of(const std::vector<Field>& fields, std::string_view name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? std::string_view() : found->value;
}

}  // namespace

std::string cpu_model(std::string_view cpuinfo, std::string_view board,
                      std::string_view machine_type) {
  const std::vector<Field> fields = fields_of(cpuinfo);
  // Before "model name", which on 32-bit Arm is the same for all: "ARMv7 Processor rev 3".
  std::string model = arm_cores(fields);
  for (const std::string_view name : {"model name", "Model Name", "uarch"}) {
    if (model.empty())
      model = value_of(fields, name);
  }
  if (model.empty())
    model = machine_type;
  board = trimmed(board);
  return board.empty() ? model : fmt::format("{} ({})", model, board);
}

}  // namespace primebench
