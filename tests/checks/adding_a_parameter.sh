#!/usr/bin/env bash
# Follows docs/adding-a-parameter.md in a copy of the sources, then looks whether the parameter
# is there, and that it took four files of src/ at most.
set -euo pipefail
# shellcheck disable=SC1091 # It is checked by itself.
source "$(dirname "${BASH_SOURCE[0]}")/walk_through.sh"
follow docs/adding-a-parameter.md

touched=$({ diff -rq "${source_dir:?}/src" src || true; } | wc -l)
echo "files of src/ that were touched: $touched"
[ "$touched" -gt 0 ] && [ "$touched" -le 4 ]
column() {  # NAME: the cells of the rows, a line each
  awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; ++i) if ($i == name) at = i; next } { print $at }' results.csv
}
[ "$(column nice | sort -n | uniq -c | tr -s ' ' | tr '\n' ';')" = ' 4 0; 4 10; 4 19;' ]
grep -q 'nice 10' nice.txt
[ "$(head -c 4 nice.png | tail -c 3)" = PNG ]
# The effect: the measuring process runs with it.
build/release/src/primebench -q --no-store --mode sequential --nice 7 --prime 17 --io-delay 500ms --runs 1 >/dev/null &
for _ in {1..100}; do  # It has to be started first.
  niceness=$(ps -o ni= --ppid $! | tr -d ' ' || true)
  [ "$niceness" = 7 ] && break
  sleep 0.1
done
[ "$niceness" = 7 ]
wait
echo "ok: the walk-through leads to a parameter that is asked for, measured, stored, told and drawn"
