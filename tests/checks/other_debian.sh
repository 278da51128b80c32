#!/usr/bin/env bash
# The two commands on another Debian: other_debian.sh SUITE [gcc|clang|both]
#
# In a folder that debootstrap makes: the quickstart, tests/run.sh with the suite's newest
# g++, and the same tests in a build with its newest clang++. Prints the compilers'
# versions and what ctest says, and ends with 0 if all of it passed. CTEST_ARGUMENTS are
# handed to both runs of ctest.
#
# The folder and what was compiled are kept in PRIMEBENCH_DEBIAN_CACHE, by default
# ~/.cache/primebench, so that the next run is quick. The mirror is the one that apt uses
# here. What is mounted is mounted in a namespace that ends with this script.
#
# Needs root and debootstrap, which it installs; without them: NOT RUN, status 77.
set -euo pipefail

usage() { echo "usage: other_debian.sh SUITE [gcc|clang|both]" >&2; exit 2; }
suite=${1-}
compilers=${2:-both}
[[ $suite =~ ^[a-z][a-z0-9-]*$ ]] || usage
[[ $compilers =~ ^(gcc|clang|both)$ ]] || usage

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${PRIMEBENCH_DEBIAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/primebench}
root=$cache/$suite
log=$root.log

not_run() {
  echo "NOT RUN: $suite: $1"
  exit 77
}

make_root() {
  local mirror script=()
  # shellcheck disable=SC2016  # For apt to replace.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
  [[ $mirror ]] || not_run "apt knows no Debian mirror; run apt-get update"
  # A debootstrap that is older than the suite does not know its name yet.
  [[ -e /usr/share/debootstrap/scripts/$suite ]] || script=(/usr/share/debootstrap/scripts/sid)
  rm -rf --one-file-system "$root"
  debootstrap --variant=minbase "$suite" "$root" "$mirror" "${script[@]}" >"$log" 2>&1 || {
    tail -n 3 "$log" >&2
    echo "other_debian.sh: debootstrap cannot make $root; see $log" >&2
    exit 1
  }
  # The rest of apt's way to the mirror: a proxy, an archive whose date is past.
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' \
    >"$root/etc/apt/apt.conf.d/90host" || true
  touch "$root/complete"
}

# Whether the folder was finished, and no installation in it was cut short.
usable() {
  local audit
  [[ -e $root/complete ]] && audit=$(chroot "$root" dpkg --audit 2>&1) && [[ -z $audit ]]
}

# Runs a command in the folder. It is in a namespace of processes and one of mounts: when it
# ends, or this script is killed, nothing of it is left.
enter() {
  # shellcheck disable=SC2016  # For the inner shell to expand.
  unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
    root=$1 ccache=$2
    shift 2
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs shm "$root/dev/shm"
    mount -t tmpfs run "$root/run"
    mkdir -p "$ccache" "$root/var/cache/ccache"
    mount --bind "$ccache" "$root/var/cache/ccache"
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
      ${http_proxy:+"http_proxy=$http_proxy"} CTEST_ARGUMENTS="${CTEST_ARGUMENTS-}" \
      CCACHE_DIR=/var/cache/ccache "$@"
  ' bash "$root" "$cache/ccache" "$@"
}

# The sources as they are here, without what is built or ignored.
copy_sources() {
  rm -rf --one-file-system "$root/primebench"
  mkdir "$root/primebench"
  (cd "$source_dir" && git ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from - --ignore-failed-read) |
    tar --extract --directory "$root/primebench" --no-same-owner
}

[[ $(id -u) -eq 0 ]] || not_run "needs root"
command -v debootstrap >/dev/null || "$source_dir/examples/install_packages.sh" debootstrap ||
  not_run "needs debootstrap"
mkdir -p "$cache"
exec 9>"$root.lock"
flock 9
usable || make_root
copy_sources

status=0
enter /primebench/tests/checks/inside_debian.sh "$compilers" 9>&- 2>&1 | tee "$log" || status=$?
printf '\n%s, in %d s:\n' "$suite" "$SECONDS"
grep -E '^Tests with|tests passed|^[[:space:]]+[0-9]+ - .* \((Skipped|Failed|Timeout|Not Run)\)' \
  "$log" || true
exit "$status"
