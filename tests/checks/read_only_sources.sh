#!/usr/bin/env bash
# Whoever configures and installs needs not be able to write to the sources, only to the
# build directory. As root, since the sources are mounted read-only for it. Arguments: the
# sources, a build directory.
set -euo pipefail
source=$(cd "$1" && pwd)
build=$(cd "$2" && pwd)
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT

# read_only COMMAND...: in a namespace of mounts, of which nothing is left.
read_only() {
  # shellcheck disable=SC2016  # For the inner shell to expand.
  unshare --mount bash -euo pipefail -c '
    mount --bind "$1" "$1"
    mount --bind "$2" "$2"  # Stays as it is.
    mount -o remount,bind,ro "$1"
    shift 2
    cd /
    "$@"' bash "$source" "$build" "$@"
}
read_only true 2>/dev/null || { echo "NOT RUN: needs a namespace, and to mount in it"; exit 77; }
if read_only touch "$source/CMakeLists.txt" 2>/dev/null; then
  echo "the sources can still be written to: the check is broken"
  exit 1
fi

read_only cmake -S "$source" -B "$prefix/build" -DPRIMEBENCH_TESTS=OFF >"$prefix/log" ||
  { cat "$prefix/log"; exit 1; }
read_only cmake --install "$build" --prefix "$prefix/installed" >"$prefix/log" ||
  { cat "$prefix/log"; exit 1; }
"$prefix/installed/bin/primebench" --version >/dev/null
[ -s "$prefix/installed/share/man/man1/primebench.1" ]
echo "ok: configured and installed from read-only sources"
