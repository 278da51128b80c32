#!/usr/bin/env bash
# Sourced by the scripts beside it: sets PRIMEBENCH, unless it is set, to the program
# that they run. In a source tree that is one just built, after missing packages were
# installed; elsewhere it is the installed one.
if [[ -z ${PRIMEBENCH:-} ]]; then
  source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
  if [[ -e $source_dir/CMakePresets.json ]]; then
    "$source_dir/examples/install_packages.sh"
    # A build that is there already keeps its options, such as that of the tests.
    [[ -e $source_dir/build/release/build.ninja ]] ||
      (cd "$source_dir" && cmake --preset release -DPRIMEBENCH_TESTS=OFF >/dev/null)
    cmake --build "$source_dir/build/release" --target primebench
    PRIMEBENCH=$source_dir/build/release/src/primebench
  elif ! PRIMEBENCH=$(command -v primebench); then
    echo "${0##*/}: there is no primebench in PATH; set PRIMEBENCH to the program" >&2
    exit 1
  fi
fi
PRIMEBENCH=$(realpath "$PRIMEBENCH")
