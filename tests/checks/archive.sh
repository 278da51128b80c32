#!/usr/bin/env bash
# The archive of `cpack -G TGZ` runs on a Linux that has nothing: it is unpacked into a
# folder that holds busybox alone, and there it measures and reports. As root, for chroot.
# Argument: a build directory.
set -euo pipefail
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR
build=$(cd "$1" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "NOT RUN: chroot takes root"; exit 77; }
busybox=$(command -v busybox) || { echo "NOT RUN: needs busybox-static"; exit 77; }
if grep -qE '^PRIMEBENCH_(STATIC:BOOL=OFF|SANITIZE:STRING=.+)' "$build/CMakeCache.txt"; then
  echo "NOT RUN: this build is not linked statically"
  exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

(cd "$build" && cpack -G TGZ -B "$scratch" >"$scratch/log" 2>&1) || { cat "$scratch/log"; exit 1; }
archive=$(ls "$scratch"/primebench-*.tar.gz)
name=${archive##*/}
name=${name%.tar.gz}
folder=$scratch/folder
mkdir -p "$folder"/{bin,tmp}
cp "$busybox" "$folder/bin/busybox"
cp "$archive" "$folder/tmp/archive.tar.gz"

chroot "$folder" /bin/busybox --install -s /bin
# in_folder CODE: run by the folder's shell, with the archive's program in PATH.
in_folder() { env -i PATH="/$name/bin:/bin" /usr/sbin/chroot "$folder" /bin/sh -euc "$1"; }
in_folder "tar xzf /tmp/archive.tar.gz"
[ -z "$(find "$folder" -mindepth 1 -maxdepth 1 ! -name bin ! -name tmp ! -name "$name")" ]
for file in bin/primebench share/man/man1/primebench.1 share/doc/primebench/{README.md,LICENSE}; do
  [ -s "$folder/$name/$file" ] || { echo "not in the archive: $file"; exit 1; }
done
in_folder "cd /tmp && primebench --mode all --prime 1009 --runs 8 --pool 2 --repeat 2 -o rows.csv"
modes=$(in_folder "primebench --list-modes" | sed -n '2,/^$/p' | grep -c .)
[ "$(wc -l <"$folder/tmp/rows.csv")" -eq $((1 + 2 * modes)) ]
in_folder "cd /tmp && primebench report rows.csv" >"$scratch/report"
grep -q '^sequential' "$scratch/report"
in_folder "cd /tmp && primebench report rows.csv --format html -o page.html"
grep -q '</html>' "$folder/tmp/page.html"

# A processor of the first generation: whatever needs a newer one was chosen at run time.
where=
emulator=$(command -v qemu-x86_64-static || command -v qemu-x86_64 || true)
if [ "$(uname -m)" = x86_64 ] && [ "$emulator" ]; then
  "$emulator" -cpu qemu64 "$folder/$name/bin/primebench" --no-store --quiet --mode sequential \
    --prime 1000003 --runs 2 >"$scratch/older" 2>&1 || { cat "$scratch/older"; exit 1; }
  grep -q '^sequential' "$scratch/older"
  where=" and on the oldest x86-64"
fi
echo "ok: $name measures and reports in $modes modes beside busybox alone$where"
