#include "modes/openmp_team.hpp"

#ifdef _OPENMP
#include <omp.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>

#endif

namespace primebench {

#ifdef _OPENMP

namespace {

/// What hide_settings() has taken out: at the end of the array where the system has put the
/// environment, behind the null.
char** hidden = nullptr;
std::size_t hidden_count = 0;

/// Takes every variable that begins with OMP_ or GOMP_ out of the environment: affinity, wait
/// policy, a limit on threads and more would make two runs of one command differ.
void hide_settings(int, char**, char** environment) {
  char** end = environment;
  while (*end != nullptr)
    ++end;
  const auto is_kept = [](const char* variable) {
    const std::string_view text = variable;
    return !text.starts_with("OMP_") && !text.starts_with("GOMP_");
  };
  char** const kept_end = std::partition(environment, end, is_kept);
  hidden_count = static_cast<std::size_t>(end - kept_end);
  hidden = kept_end + 1;
  std::copy_backward(kept_end, end, end + 1);
  *kept_end = nullptr;
}

// libgomp reads the environment in a constructor, from a shared library before any of the
// program's own. Only what stands in this section runs earlier.
[[gnu::section(".preinit_array"), gnu::used]] void (*const kHideSettings)(int, char**,
                                                                          char**) = hide_settings;

}  // namespace

/// The linker puts this in the place of dlopen() in a static program. libgomp would load plug-ins
/// for accelerators with it, which no mode uses and such a program cannot.
extern "C" void* __wrap_dlopen(const char*, int) { return nullptr; }  // NOLINT: the linker's name.

void give_openmp_settings_back() noexcept {
  for (; hidden_count > 0; --hidden_count)
    ::putenv(hidden[hidden_count - 1]);
}

std::optional<Obstacle> openmp_obstacle() { return std::nullopt; }

void OpenMpTeam::end() noexcept { omp_pause_resource_all(omp_pause_hard); }

#else

void give_openmp_settings_back() noexcept {}

std::optional<Obstacle> openmp_obstacle() {
  return Obstacle{.reason = PRIMEBENCH_NO_OPENMP, .package = PRIMEBENCH_OPENMP_PACKAGE};
}

#endif

}  // namespace primebench
