#!/usr/bin/env bash
# Cross-builds for aarch64 and runs the tests of units, of the store and of the modes under
# qemu: aarch64.sh [SUITE]. In a folder that debootstrap makes of SUITE, by default that of
# Debian 13, since it takes libraries of another architecture.
#
# Needs root and debootstrap, which it installs; without them: NOT RUN, status 77.
set -euo pipefail
suite=${1:-trixie}
[[ $suite =~ ^[a-z][a-z0-9-]*$ ]] || {
  echo "usage: aarch64.sh [SUITE]" >&2
  exit 2
}

# shellcheck source=tests/checks/debian_folder.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_folder.sh"

have_folder "$suite" "$suite-arm64"
status=0
in_folder /primebench/tests/checks/inside_aarch64.sh || status=$?
print_summary "aarch64 on $suite"
exit "$status"
