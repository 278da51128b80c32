#!/usr/bin/env bash
# The two commands on another Debian: other_debian.sh SUITE [gcc|clang|both]
#
# In a folder that debootstrap makes: the quickstart, tests/run.sh with the suite's newest
# g++, and the same tests in a build with its newest clang++. Prints the compilers'
# versions and what ctest says, and ends with 0 if all of it passed. CTEST_ARGUMENTS are
# handed to both runs of ctest.
#
# Needs root and debootstrap, which it installs; without them: NOT RUN, status 77.
set -euo pipefail

usage() {
  echo "usage: other_debian.sh SUITE [gcc|clang|both]" >&2
  exit 2
}
suite=${1-}
compilers=${2:-both}
[[ $suite =~ ^[a-z][a-z0-9-]*$ ]] || usage
[[ $compilers =~ ^(gcc|clang|both)$ ]] || usage

# shellcheck source=tests/checks/debian_folder.sh
. "$(dirname "${BASH_SOURCE[0]}")/debian_folder.sh"

have_folder "$suite" "$suite"
status=0
in_folder /primebench/tests/checks/inside_debian.sh "$compilers" || status=$?
print_summary "$suite"
exit "$status"
