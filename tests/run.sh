#!/usr/bin/env bash
# Installs what is missing, builds, and passes all tests. Arguments go to ctest. Everything
# that a test can use is installed but LibreOffice, which is large: without it, the recipe
# for it says NOT RUN.
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$source_dir/examples/install_packages.sh" doctest-dev ccache clang lld \
  e2fsprogs patch procps strace util-linux \
  fish groff-base man-db mandoc zsh csvkit miller python3 python3-pandas sqlite3

cd "$source_dir"
cmake --preset release -DPRIMEBENCH_TESTS=ON -DPRIMEBENCH_WERROR=ON
cmake --build --preset release
ctest --preset release --parallel "$(nproc)" "$@"
