#!/usr/bin/env bash
# Builds with a preset of CMakePresets.json, warnings as errors, and runs the tests but the long
# ones and those of durations: preset.sh PRESET [ARGUMENT OF CTEST]...
set -euo pipefail
preset=${1:?usage: preset.sh PRESET [ARGUMENT OF CTEST]...}
shift
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
cmake --preset "$preset" -DPRIMEBENCH_TESTS=ON -DPRIMEBENCH_WERROR=ON
cmake --build --preset "$preset"
ctest --preset "$preset" --parallel "$(nproc)" --label-exclude 'slow|timing' "$@"
