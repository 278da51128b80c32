#!/usr/bin/env bash
# Nothing has changed, so at most 6 of 60 comparisons may find a change. By hand, on a quiet
# machine: same_program_twice.sh PRIMEBENCH [TIMES]. Each time ten calls of one command, by
# turns under the labels old and new, go through compare and report. Fails if more than a tenth
# of the comparisons claim a difference, or if one could not be made.
set -euo pipefail
program=$(realpath "$1")
times=${2:-60}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
claimed=0
for ((i = 1; i <= times; ++i)); do
  store=$folder/$i.csv
  for ((call = 0; call < 5; ++call)); do
    for label in old new; do
      "$program" --mode sequential,thread-pool --runs 16 -r 8 --label "$label" -o "$store" \
        >"$folder/out" 2>&1 || { cat "$folder/out"; exit 1; }
    done
  done
  "$program" report "$store" >"$folder/report"
  "$program" compare -i "$store" --by label old new >"$folder/compare"
  if grep -qE '\b(faster|slower)\b' "$folder/compare"; then
    claimed=$((claimed + 1))
    cat "$folder/compare"
  fi
done
echo "$claimed of $times comparisons claim a difference"
((claimed * 10 <= times))
