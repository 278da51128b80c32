#!/usr/bin/env bash
# Installs what is missing to build primebench and to run its tests. Everything that a test
# can use but LibreOffice, which is large: without it, the recipe for it says NOT RUN.
# Arguments: further packages.
set -euo pipefail
"$(dirname "${BASH_SOURCE[0]}")/../examples/install_packages.sh" doctest-dev ccache clang lld \
  e2fsprogs iproute2 patch poppler-utils procps strace util-linux \
  bindfs chromium chromium-driver \
  fish groff-base man-db mandoc zsh csvkit miller python3 python3-pandas python3-yaml sqlite3 "$@"
