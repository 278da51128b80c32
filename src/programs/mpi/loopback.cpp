#include "programs/mpi/loopback.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "sys/system_file.hpp"

namespace primebench::mpi {
namespace {

constexpr const char* kVariable = "OMPI_MCA_btl_tcp_if_include";

}  // namespace

bool confines_to_loopback(std::string_view settings) {
  constexpr std::string_view kName = "btl_tcp_if_include=";
  bool confined = false;
  while (!settings.empty()) {
    const std::size_t end = std::min(settings.find('\n'), settings.size());
    std::string line(settings.substr(0, std::min(end, settings.find('#'))));
    std::erase_if(line, [](char c) { return c == ' ' || c == '\t' || c == '\r'; });
    if (line.starts_with(kName))
      confined = line.substr(kName.size()) == "lo";
    settings.remove_prefix(std::min(end + 1, settings.size()));
  }
  return confined;
}

void use_all_interfaces() {
  if (std::getenv(kVariable) != nullptr)
    return;
  std::string settings = system_file("/etc/openmpi/openmpi-mca-params.conf").value_or("") + "\n";
  if (const char* const home = std::getenv("HOME"))
    settings += system_file(std::string(home) + "/.openmpi/mca-params.conf").value_or("");
  if (confines_to_loopback(settings))
    ::setenv(kVariable, "", 1);
}

}  // namespace primebench::mpi
