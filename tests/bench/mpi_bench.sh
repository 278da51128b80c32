#!/usr/bin/env bash
# mpi_bench.sh BUILD_DIR [ROUNDS]: the mode mpi beside a master and two workers by hand with the same
# window, on this machine, in turn: lines of what, tasks, and both medians in milliseconds from
# the first task to the last answer, with their ratio.
set -euo pipefail
build=$(cd "$1" && pwd)
rounds=${2:-7}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
launch=(mpirun --oversubscribe --bind-to none --mca plm isolated --mca pml ob1 --mca mpi_yield_when_idle 1)
[ "$(id -u)" -ne 0 ] || launch+=(--allow-run-as-root)

median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# compare WHAT NUMBER TASKS
compare() {
  local i
  rm -f ours.csv bare
  for ((i = 0; i < rounds; ++i)); do
    "$build/src/primebench" --mode mpi --pool 2 --prime "$2" --runs "$3" -o ours.csv -q --timeout 5m >/dev/null
    "${launch[@]}" -n 3 "$build/tests/bare_mpi" "$2" "$3" >>bare
  done
  awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == "run_ns") c = i; next } { print $c }' ours.csv >ours
  awk -v what="$1" -v tasks="$3" -v ours="$(median <ours)" -v bare="$(median <bare)" 'BEGIN {
    printf "mpi, %s\t%d tasks\t%.4g ms\t%.4g ms\t%.3f\n", what, tasks, ours / 1e6, bare / 1e6, ours / bare }'
}
compare "long" 268100884748175679 40
compare "a hundredth of it" 1000000000039 4000
compare "nothing but messages" 17 20000
