#include "measure/cpu_model.hpp"

#include <doctest/doctest.h>

#include "measure/machine.hpp"

namespace primebench {
namespace {

constexpr std::string_view kBoardA = R"(processor	: 0
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd08
CPU revision	: 3

processor	: 1
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd08
CPU revision	: 3
)";

constexpr std::string_view kBoardB = R"(processor	: 0
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd0b
CPU revision	: 1

processor	: 1
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd0b
CPU revision	: 1
)";

constexpr std::string_view kTwoKinds = R"(processor	: 0
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd03
CPU revision	: 3

processor	: 1
BogoMIPS	: 108.00
Features	: fp asimd evtstrm crc32 cpuid
CPU implementer	: 0x41
CPU architecture: 8
CPU variant	: 0x0
CPU part	: 0xd08
CPU revision	: 3
)";

}  // namespace

TEST_CASE("an Arm processor is called by its cores") {
  CHECK(cpu_model(kBoardA, "", "aarch64") == "Cortex-A72");
  CHECK(cpu_model(kBoardB, "", "aarch64") == "Cortex-A76");
}

TEST_CASE("two kinds of cores are both named, once each, in their order") {
  CHECK(cpu_model(kTwoKinds, "", "aarch64") == "Cortex-A53 + Cortex-A72");
}

TEST_CASE("the board follows, without the zero byte that ends its file") {
  const std::string_view board{"Raspberry Pi 4 Model B Rev 1.4\0", 31};
  CHECK(cpu_model(kBoardA, board, "aarch64") == "Cortex-A72 (Raspberry Pi 4 Model B Rev 1.4)");
  CHECK(cpu_model("", board, "mips") == "mips (Raspberry Pi 4 Model B Rev 1.4)");
}

TEST_CASE("a core that is not known is told by its numbers") {
  CHECK(cpu_model("CPU implementer\t: 0x41\nCPU part\t: 0xfff\n", "", "aarch64") ==
        "Arm 0x41 part 0xfff");
  CHECK(cpu_model("CPU implementer\t: 0x7\nCPU part\t: 0x1\n", "", "aarch64") ==
        "Arm 0x07 part 0x001");
  CHECK(cpu_model("CPU implementer\t: Arm\nCPU part\t: 0x\n", "", "aarch64") == "aarch64");
}

TEST_CASE("cores go before what a 32-bit Arm kernel calls the model name") {
  CHECK(cpu_model("model name\t: ARMv7 Processor rev 4 (v7l)\nCPU implementer\t: 0x41\n"
                  "CPU part\t: 0xd03\n",
                  "", "armv7l") == "Cortex-A53");
}

TEST_CASE("elsewhere it is the model name, the microarchitecture, or the machine type") {
  CHECK(cpu_model("processor\t: 0\nmodel name\t: AMD EPYC 7B13\n", "", "x86_64") ==
        "AMD EPYC 7B13");
  CHECK(cpu_model("hart\t: 1\nuarch\t: sifive,u74-mc\n", "", "riscv64") == "sifive,u74-mc");
  CHECK(cpu_model("", "", "s390x") == "s390x");
  CHECK(cpu_model("model name", "", "x86_64") == "x86_64");
}

TEST_CASE("machine facts are harmless in a spreadsheet") {
  CHECK(recorded_text("AMD EPYC 7B13   64-Core") == "AMD EPYC 7B13 64-Core");
  CHECK(recorded_text("=cmd|'/c calc'!A1") == "_cmd__/c calc__A1");
  CHECK(recorded_text("+x") == "_+x");
  CHECK(recorded_text("a,b\"c\nd") == "a_b_c_d");
  CHECK(recorded_text("") == "unknown");
  CHECK(recorded_text("   ") == "unknown");
  CHECK(recorded_text("Cortex-A53 + Cortex-A72 (Board)") == "Cortex-A53 + Cortex-A72 (Board)");
}

TEST_CASE("this machine has facts") {
  const Machine machine = this_machine();
  CHECK(machine.cpus >= 1);
  CHECK(machine.cpus <= machine.cpus_allowed);
  CHECK(machine.os.starts_with("Linux "));
  CHECK(machine.version == PRIMEBENCH_VERSION);
}

}  // namespace primebench
