#!/usr/bin/env bash
# The two commands on another Debian: other_debian.sh SUITE [gcc|clang|both]
#
# In a folder that debootstrap makes: the quickstart, tests/run.sh with the suite's newest
# g++, and the same tests in a build with its newest clang++. Prints the compilers'
# versions and what ctest says, and ends with 0 if all of it passed. The folder and what
# was compiled are kept in PRIMEBENCH_DEBIAN_CACHE (default: ~/.cache/primebench), so that
# the next run is quick; the mirror is the one that apt uses here. Whatever is mounted is
# mounted in a namespace that ends with this script.
#
# Needs root; without it, without debootstrap or without a mirror: NOT RUN, status 77.
set -euo pipefail

suite=${1:?usage: other_debian.sh SUITE [gcc|clang|both]}
compilers=${2:-both}
[[ $suite =~ ^[a-z][a-z0-9-]*$ ]] || { echo "other_debian.sh: '$suite' is no suite" >&2; exit 2; }
case $compilers in
  gcc | clang | both) ;;
  *) echo "other_debian.sh: '$compilers' is none of gcc, clang, both" >&2; exit 2 ;;
esac

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${PRIMEBENCH_DEBIAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/primebench}
root=$cache/$suite

not_run() { echo "NOT RUN: $suite: $1"; exit 77; }

make_root() {
  local mirror script=()
  mirror=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
  [[ $mirror ]] || not_run "apt knows no Debian mirror; run apt-get update"
  # A debootstrap that is older than the suite does not know its name yet.
  [[ -e /usr/share/debootstrap/scripts/$suite ]] || script=(/usr/share/debootstrap/scripts/sid)
  rm -rf --one-file-system "$root"
  debootstrap --variant=minbase "$suite" "$root" "$mirror" "${script[@]}" >"$root.log" 2>&1 || {
    tail -n 3 "$root.log"
    echo "other_debian.sh: debootstrap cannot make $root; see $root.log" >&2
    exit 1
  }
  # Its way to the mirror as well: a proxy, an archive whose date is past.
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' \
    >"$root/etc/apt/apt.conf.d/90host" || true
  touch "$root/complete"
}

# Whether the folder was finished, and no installation in it was cut short.
usable() {
  [[ -e $root/complete ]] && audit=$(chroot "$root" dpkg --audit 2>&1) && [[ -z $audit ]]
}

# Runs the function `inside` in the folder, as the first process of a namespace.
enter() {
  # shellcheck disable=SC2016  # The inner shell expands them.
  unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
    root=$1 cache=$2 program=$3; shift 3
    mount -t proc proc "$root/proc"
    mount --rbind /sys "$root/sys"
    mount --rbind /dev "$root/dev"
    mount -t tmpfs shm "$root/dev/shm"
    mount -t tmpfs run "$root/run"
    mkdir -p "$cache" "$root/var/cache/ccache"
    mount --bind "$cache" "$root/var/cache/ccache"
    chroot "$root" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
      ${http_proxy:+"http_proxy=$http_proxy"} CCACHE_DIR=/var/cache/ccache \
      bash -euo pipefail -c "$program" bash "$@"
  ' bash "$root" "$cache/ccache" "$(declare -f inside); inside \"\$@\"" "$@"
}

# What happens in the folder, where the sources are in /primebench.
inside() {
  local compilers=$1 gcc clang installed
  newest() { apt-cache pkgnames "$1" | grep -E "^$2[0-9]+\$" | sort -V | tail -n 1; }
  step() { printf '\n--- %s (%d s so far)\n' "$1" "$SECONDS"; }
  cd /primebench
  step "Packages"
  apt-get -q update
  gcc=$(newest g++- 'g\+\+-')
  clang=$(newest clang- clang-)
  ./examples/install_packages.sh ccache "$gcc"

  if [[ $compilers != clang ]]; then
    step "Quickstart"
    mkdir -p /tmp/quickstart
    (cd /tmp/quickstart && rm -f results.* && /primebench/examples/quickstart.sh)
    installed=$(readlink -f /usr/bin/g++)
    [[ $installed == "$(readlink -f "/usr/bin/$gcc")" ]] || rm -rf build
    step "Tests with $("$gcc" --version | head -n 1)"
    CXX=$gcc ./tests/run.sh
  fi
  if [[ $compilers != gcc ]]; then
    ./examples/install_packages.sh "$clang" doctest-dev
    step "Tests with $("$clang" --version | head -n 1)"
    cmake --preset clang -DCMAKE_CXX_COMPILER="${clang/clang/clang++}" -DPRIMEBENCH_TESTS=ON \
      -DPRIMEBENCH_WERROR=ON
    cmake --build --preset clang
    ctest --preset clang --parallel "$(nproc)" --label-exclude 'slow|timing'
  fi
}

[[ $(id -u) -eq 0 ]] || not_run "needs root"
command -v debootstrap >/dev/null || "$source_dir/examples/install_packages.sh" debootstrap
command -v debootstrap >/dev/null || not_run "there is no debootstrap"
mkdir -p "$cache"
exec 9>"$root.lock"
flock 9
usable || make_root

rm -rf --one-file-system "$root/primebench"
mkdir "$root/primebench"
(cd "$source_dir" && git ls-files -z --cached --others --exclude-standard |
  tar --create --null --files-from - --ignore-failed-read) |
  tar --extract --directory "$root/primebench" --no-same-owner

log=$root.log
status=0
enter "$compilers" 9>&- 2>&1 | tee "$log" || status=$?
printf '\n%s\n' "$suite:"
grep -E '^--- Tests with|tests passed|^[[:space:]]+[0-9]+ - .*\((Skipped|Failed|Timeout|Not Run)\)' "$log" || true
exit "$status"
