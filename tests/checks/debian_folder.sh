#!/usr/bin/env bash
# Sourced by the checks that need another Debian. The folder, made by debootstrap, is kept
# in PRIMEBENCH_DEBIAN_CACHE, by default ~/.cache/primebench, beside what ccache keeps, so
# that the next run is quick. The mirror is the one that apt uses here.
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cache=${PRIMEBENCH_DEBIAN_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/primebench}

inside=  # The process that has the namespaces.

not_run() {
  echo "NOT RUN: $1"
  exit 77
}

make_folder() {  # SUITE
  local mirror script=()
  # shellcheck disable=SC2016  # For apt to replace.
  mirror=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' 'Origin: Debian' 'Label: Debian' | sort -u | head -n 1)
  [[ $mirror ]] || not_run "apt knows no Debian mirror; run apt-get update"
  # A debootstrap that is older than the suite does not know its name yet.
  [[ -e /usr/share/debootstrap/scripts/$1 ]] || script=(/usr/share/debootstrap/scripts/sid)
  rm -rf --one-file-system "$folder"
  # That it cannot is of this machine and its network, and says nothing of the program.
  debootstrap --variant=minbase "$1" "$folder" "$mirror" "${script[@]}" >"$folder.log" 2>&1 || {
    tail -n 3 "$folder.log" >&2
    not_run "debootstrap cannot make $folder; see $folder.log"
  }
  # The rest of apt's way to the mirror: a proxy, an archive whose date is past.
  apt-config dump | grep -E '^Acquire::(http|https|Check|Retries)' \
    >"$folder/etc/apt/apt.conf.d/90host" || true
  # A folder that is lost is made again: no package needs to be on the disk before the next.
  echo force-unsafe-io >"$folder/etc/dpkg/dpkg.cfg.d/unsafe-io"
  # Hosts that tests make have a list of their own in the place of this one.
  echo "127.0.0.1 localhost" >"$folder/etc/hosts"
  touch "$folder/complete"
}

# Whether the folder was finished, and no installation in it was cut short.
usable() {
  local audit
  [[ -e $folder/complete ]] && audit=$(chroot "$folder" dpkg --audit 2>&1) && [[ -z $audit ]]
}

# Sets `folder` to one that has the sources in /primebench, as they are here, without what
# is built or ignored. Until the script ends no other one uses it.
have_folder() {  # SUITE NAME
  folder=$cache/$2
  [[ $(id -u) -eq 0 ]] || not_run "needs root"
  command -v debootstrap >/dev/null || "$source_dir/examples/install_packages.sh" debootstrap ||
    not_run "needs debootstrap"
  # shellcheck disable=SC2016  # For the inner shell to expand.
  unshare --mount --pid --fork bash -c 'mount -t tmpfs none /mnt && mount --rbind /dev /mnt' \
    2>/dev/null || not_run "needs namespaces of its own, and to mount in them"
  mkdir -p "$cache"
  exec 9>"$folder.lock"
  flock 9
  usable || make_folder "$1"
  rm -rf --one-file-system "$folder/primebench"
  mkdir "$folder/primebench"
  (cd "$source_dir" && git ls-files -z --cached --others --exclude-standard |
    tar --create --null --files-from - --ignore-failed-read) |
    tar --extract --directory "$folder/primebench" --no-same-owner
}

# Runs a command in the folder, and keeps what it writes in $folder.log. It is in a
# namespace of processes and one of mounts, of which nothing is left when it ends, or this
# script: unshare, which does not heed a Ctrl-C, is then killed, and the namespace with it.
in_folder() {  # COMMAND...
  local log tee status=0
  exec {log}> >(tee "$folder.log")
  tee=$!
  trap '[[ -z $inside ]] || kill -KILL "$inside"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  # shellcheck disable=SC2016  # For the inner shell to expand.
  unshare --mount --pid --fork --kill-child bash -euo pipefail -c '
    folder=$1 ccache=$2
    shift 2
    mount --bind "$folder" "$folder"  # What enters a namespace of a network remounts its root.
    mount -t proc proc "$folder/proc"
    mount --rbind /sys "$folder/sys"
    mount --rbind /dev "$folder/dev"
    mount -t tmpfs shm "$folder/dev/shm"
    mount -t tmpfs run "$folder/run"
    mkdir -p "$ccache" "$folder/var/cache/ccache"
    mount --bind "$ccache" "$folder/var/cache/ccache"
    # Rather than chroot, after which nobody may make a namespace of users.
    cd "$folder"
    pivot_root . .
    umount --lazy .
    cd /
    exec /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
      ${http_proxy:+"http_proxy=$http_proxy"} CTEST_ARGUMENTS="${CTEST_ARGUMENTS-}" \
      CCACHE_DIR=/var/cache/ccache "$@"
  ' bash "$folder" "$cache/ccache" "$@" 9>&- >&"$log" 2>&1 {log}>&- &
  inside=$!
  wait "$inside" || status=$?
  inside=
  exec {log}>&-
  wait "$tee"
  return "$status"
}

# What the log says of compilers and tests, and in the last line the most important of it.
print_summary() {  # NAME
  printf '\n%s, in %d s:\n' "$1" "$SECONDS"
  grep -E -e '^NOT RUN|^ok: primebench[-_]' -e '^[[:space:]]+[0-9]+ - .* \((Skipped|Failed|Timeout|Not Run)\)' \
    "$folder.log" || true
  awk -v name="$1" '
    /^Tests with/ {  # "g++-14 (Debian 14.2.0-19) 14.2.0", "Debian clang version 19.1.7 (3)"
      with = ($3 == "Debian" ? $4 : $3)
      for (i = 4; i <= NF; ++i) if ($i ~ /^[0-9]+\.[0-9.]+,?$/) { with = with " " $i; break }
      sub(/,$/, "", with)
    }
    /tests passed/ { done = done (done ? "; " : "") with ": " $0 }
    /^NOT RUN/ && !with { not_run = $0 }
    END { print not_run ? not_run : name ": " (done ? done : "no test has run") }' "$folder.log"
}
