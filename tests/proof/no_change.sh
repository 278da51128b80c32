#!/usr/bin/env bash
# no_change.sh PRIMEBENCH [TIMES]: how often a difference is claimed where nothing changed.
# TIMES times (default 60) ten real calls of one command are made alternately as `old` and
# as `new`, each into a store of its own and, with that label, into a common one. Then
# `compare old.csv new.csv` and `compare --by label` are asked. Counts the times in which
# some configuration has a finding: with an error rate of 5 % for all configurations
# together, more than 1 in 10 of 60 times is less likely than 1 in 20. By hand, on a quiet
# machine: about a second each time. Exit status 1 if there are more.
set -euo pipefail

primebench=$(realpath "${1:?usage: $0 path/to/primebench [TIMES]}")
times=${2:-60}
command -v python3 >/dev/null || { echo "NOT RUN: python3 is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

call() {  # LABEL STORE
  "$primebench" --mode sequential,threaded,thread-pool,multiprocessing-pool --runs 16 \
    --task-time 100us --pool 2 --repeat 3 --label "$1" --quiet -o "$2" >/dev/null
}
# found JSON: how many configurations have a finding.
found() {
  python3 -c 'import json, sys
comparisons = json.load(open(sys.argv[1]))["comparisons"]
assert len(comparisons) == 4, comparisons
print(sum(c["finding"] != "no difference found" for c in comparisons))' "$1"
}

stores=0 labels=0
for ((i = 1; i <= times; i++)); do
  rm -f -- *.csv *.json
  for _ in {1..10}; do
    call new old.csv  # One label: the stores tell the sides apart.
    call new new.csv
    call old both.csv
    call new both.csv
  done
  "$primebench" compare old.csv new.csv --format json -o stores.json
  "$primebench" compare -i both.csv --by label old new --format json -o labels.json
  a=$(found stores.json)
  b=$(found labels.json)
  stores=$((stores + (a > 0)))
  labels=$((labels + (b > 0)))
done
echo "two stores: a finding in $stores of $times; two labels of one store: in $labels of $times"
test $((stores * 10)) -le "$times" && test $((labels * 10)) -le "$times"
