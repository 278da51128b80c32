#include "modes/openmp_team.hpp"

#ifdef _OPENMP
#include <omp.h>

#include <string_view>

#endif

namespace primebench {

#ifdef _OPENMP

namespace {

/// Takes every variable that begins with OMP_ or GOMP_ out of the environment: affinity, wait
/// policy, a limit on threads and more would make two runs of one command differ.
void hide_settings(int, char**, char** environment) {
  char** kept = environment;
  for (char** variable = environment; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    if (!text.starts_with("OMP_") && !text.starts_with("GOMP_"))
      *kept++ = *variable;
  }
  *kept = nullptr;
}

// libgomp reads the environment in a constructor, from a shared library before any of the
// program's own. Only what stands in this section runs earlier.
[[gnu::section(".preinit_array"), gnu::used]] void (*const kHideSettings)(int, char**,
                                                                          char**) = hide_settings;

}  // namespace

/// The linker puts this in the place of dlopen() in a static program. libgomp would load plug-ins
/// for accelerators with it, which no mode uses and such a program cannot.
extern "C" void* __wrap_dlopen(const char*, int) { return nullptr; }  // NOLINT: the linker's name.

std::optional<Obstacle> openmp_obstacle() { return std::nullopt; }

void OpenMpTeam::end() noexcept { omp_pause_resource_all(omp_pause_hard); }

#else

std::optional<Obstacle> openmp_obstacle() {
  return Obstacle{.reason = PRIMEBENCH_NO_OPENMP, .package = PRIMEBENCH_OPENMP_PACKAGE};
}

#endif

}  // namespace primebench
