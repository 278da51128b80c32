#!/usr/bin/env bash
# Installs what is missing, builds, and passes all tests. Arguments go to ctest.
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$source_dir/tests/install_packages.sh"

cd "$source_dir"
cmake --preset release -DPRIMEBENCH_TESTS=ON -DPRIMEBENCH_WERROR=ON
cmake --build --preset release
ctest --preset release --parallel "$(nproc)" "$@"
