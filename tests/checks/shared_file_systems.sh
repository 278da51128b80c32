#!/usr/bin/env bash
# shared_file_systems.sh BUILD_DIR: the results store over FUSE, with bindfs in between. Says
# NOT RUN, with exit status 77, where there is none. Checked, through one mount and through
# two of the same directory, as two machines have it, with locks handed on: every row that was
# acknowledged is there once, under one header, also if the file system damages one. Shown,
# and not checked: what is lost if locks are not handed on. Nothing stays mounted.
set -euo pipefail
export LC_ALL=C.UTF-8

build=$(realpath "${1:?usage: shared_file_systems.sh BUILD_DIR}")
program=$build/src/primebench
append=$build/tests/append_rows
for tool in bindfs fusermount findmnt strace; do
  command -v $tool > /dev/null || { echo "NOT RUN: $tool is not installed"; exit 77; }
done
mounts=$(findmnt -rn | wc -l)
work=$(mktemp -d)
daemons=()
under=()  # A command that runs the file system.

unmount_all() {
  local place pid
  for place in one two; do
    mountpoint -q "$work/$place" && fusermount -u "$work/$place"
  done
  for pid in "${daemons[@]}"; do wait "$pid" || true; done
  daemons=()
}
trap 'unmount_all; rm -rf "$work"' EXIT
cd "$work"
mkdir source one two

# mount_as PLACE OPTION...: shows `source` at PLACE.
mount_as() {
  local place=$1
  shift
  "${under[@]}" bindfs -f "$@" source "$place" 2> bindfs.err &
  daemons+=($!)
  for _ in {1..100}; do
    mountpoint -q "$place" && return
    kill -0 "${daemons[-1]}" 2> /dev/null || break
    sleep 0.05
  done
  echo "NOT RUN: FUSE does not mount here: $(tail -n 1 bindfs.err)"
  exit 77
}

failed() { echo "FAILED: $*"; exit 1; }
trap 'echo "FAILED: line $LINENO, with status $?"' ERR

# lost NAME PLACE PLACE: 8 programs append 250 rows each, half of them through either place.
# Sets `missing` to how many acknowledged rows are not there, `twice`, and `headers`.
lost() {
  local name=$1 place writer pids=()
  rm -f source/s.csv stored.*
  for writer in 1 2 3 4 5 6 7 8; do
    place=$2
    [ $((writer % 2)) -eq 0 ] || place=$3
    "$append" "$place/s.csv" "w$writer" 250 > "stored.$writer" 2> "said.$writer" &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do wait "$pid" || failed "$name: $(cat said.*)"; done
  # The label is the second column; a row that is torn has not 54 cells and status ok.
  cat stored.* | sort > stored
  columns=$(head -n 1 source/s.csv | tr -cd , | wc -c)
  awk -F, -v last="$((columns + 1))" 'NF == last && $NF == "ok" { print $2 }' source/s.csv |
    sort > found
  missing=$(comm -23 stored found | wc -l)
  twice=$(uniq -d found | wc -l)
  headers=$(grep -c ^started_at source/s.csv)
  echo "$name: of $(wc -l < stored) rows acknowledged, $missing are missing or torn," \
    "$twice twice, $headers header"
}
none_lost() {
  lost "$@"
  [ "$missing $twice $headers" = "0 0 1" ] || exit 1
}

mount_as one --enable-lock-forwarding --multithreaded
mount_as two --enable-lock-forwarding --multithreaded

for run in first second; do
  "$program" --mode sequential --prime 17 --repeat 2 -o one/r.csv > out 2> err
  [ "$(grep -c "'one/r.csv' is on a shared file system (FUSE)" err)" -eq 1 ] ||
    failed "the $run run does not warn once: $(cat err)"
done
[ "$(wc -l < source/r.csv)" -eq 5 ] || failed "not a header and four rows"
"$build/tests/list_rows" source/r.csv > /dev/null || failed "the store cannot be read"
echo "a store is made and added to, with a warning each time"

none_lost "one mount" one one
none_lost "two mounts that hand locks on" one two
none_lost "a mount that hands locks on, and the directory itself" one source

mkdir one/tmp
TMPDIR=$work/one/tmp "$build/tests/store_proofs" --minimal \
  -tc='8 shell loops*,of 8 writers*' > proofs 2>&1 || {
  status=$?
  cat proofs
  echo "FAILED: the proofs ended with status $status"
  exit $status
}
grep -h 'MESSAGE: FUSE' proofs || grep -h -A1 'NOT RUN' proofs || failed "the proofs did not run over FUSE"
unmount_all

# Damages the second write to the store by the same thread of the file system.
under=(strace -f -qq -o strace.out -P "$PWD/source/s.csv" -e trace=pwrite64
  -e 'inject=pwrite64:poke_enter=@arg2=0000000000000000:when=2')
mount_as one --multithreaded
under=()
rm -f source/s.csv
"$append" one/s.csv w1 40 > stored.a 2> said.a || failed "$(cat said.a)"
grep -q INJECTED strace.out || failed "no write was damaged: $(cat strace.out)"
columns=$(head -n 1 source/s.csv | tr -cd , | wc -c)
awk -F, -v last="$((columns + 1))" 'NF == last && $1 ~ /^20/ { print $2 }' source/s.csv > found
cmp stored.a found || failed "a row that the file system damaged is missing"
echo "a row that the file system damages is written again"
unmount_all

mount_as one
mount_as two
lost "two mounts that keep locks to themselves, not checked" one two
unmount_all
[ "$(findmnt -rn | wc -l)" -eq "$mounts" ] || failed "a mount is left"
