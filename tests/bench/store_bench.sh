#!/bin/bash
# store_bench.sh BUILD_DIR [ROWS]: what storing and reading cost, as ratios measured side
# by side: an append to a store of ROWS rows and to an empty one, taking turns; reading
# the same file with primebench and with other tools. Times of reading are CPU times
# (user + system), the smallest of three, so that other work on the machine matters
# little. Tools: miller, sqlite3, python3; those that are missing are said to be.
set -euo pipefail
export LC_ALL=C

bench=$(cd "${1:?usage: store_bench.sh BUILD_DIR [ROWS]}" && pwd)/tests/store_bench
rows=${2:-1000000}

# append_ratio DIRECTORY: medians over 15 turns of 100 appends to either store.
append_ratio() {
  local dir full=() empty=()
  dir=$(mktemp -d "$1/store-bench.XXXXXX")
  "$bench" make "$dir/full.csv" "$rows"
  sync "$dir/full.csv"  # Or the first appends would wait for all of it.
  for _ in {1..15}; do
    full+=("$("$bench" append "$dir/full.csv" 100)")
    rm -f "$dir/empty.csv"
    empty+=("$("$bench" append "$dir/empty.csv" 100)")
  done
  rm -r "$dir"
  local a b
  a=$(printf '%s\n' "${full[@]}" | sort -n | sed -n 8p)
  b=$(printf '%s\n' "${empty[@]}" | sort -n | sed -n 8p)
  awk -v a="$a" -v b="$b" -v where="$1 ($(stat -f -c %T "$1"))" -v rows="$rows" 'BEGIN {
    printf "%-34s %10.1f us %10.1f us   %.2f\n", where, a / 1000, b / 1000, a / b }'
}

# cpu_ms COMMAND…: the CPU time it took, in milliseconds, the smallest of three.
cpu_ms() {
  local TIMEFORMAT='%U %S'
  for _ in 1 2 3; do
    { time "$@" > /dev/null 2>&1; } 2>&1
  done | awk '{ print int(($1 + $2) * 1000) }' | sort -n | head -n 1
}

reading() {  # NAME MILLISECONDS
  awk -v name="$1" -v ms="$2" -v base="$base" -v bytes="$(stat -c %s "$file")" 'BEGIN {
    printf "%-34s %10d ms %8.0f MB/s   %.2f\n", name, ms, bytes / ms / 1000, ms / base }'
}

printf '%-34s %13s %13s   %s\n' "append, median time" "$rows rows" "no rows" "ratio"
append_ratio "${TMPDIR:-/tmp}"
append_ratio /dev/shm

file=$(mktemp /dev/shm/store-bench.XXXXXX)
trap 'rm -f "$file"' EXIT
"$bench" make "$file" "$rows"
printf '\n%-34s %13s %13s   %s\n' "reading $rows rows" "CPU time" "speed" "ratio"
base=$(cpu_ms "$bench" read "$file")
reading "primebench, every cell checked" "$base"
if command -v python3 > /dev/null; then
  reading "python3 csv.reader" "$(cpu_ms python3 -c '
import csv, sys
with open(sys.argv[1], newline="") as stream:
    for row in csv.reader(stream):
        pass' "$file")"
else echo "NOT RUN: python3 is missing"; fi
if command -v mlr > /dev/null; then
  reading "mlr --icsv count" "$(cpu_ms mlr --icsv --ojson count "$file")"
else echo "NOT RUN: miller is missing"; fi
if command -v sqlite3 > /dev/null; then
  reading "sqlite3 .import" "$(cpu_ms sqlite3 :memory: '.mode csv' ".import $file r")"
else echo "NOT RUN: sqlite3 is missing"; fi
