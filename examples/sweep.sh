#!/usr/bin/env bash
# A sweep over the size of a task as a plain shell loop: one call for each size and
# mode, all rows in one store, and a chart of the efficiency at the end. Usage:
#
#   examples/sweep.sh [STORE.csv [CHART.png]]      by default sweep.csv and sweep.png
#
# What is measured can be set in the environment:
#
#   PRIMES  numbers to check, small ones first     MODES   modes, sequential among them
#   RUNS    tasks in one measurement               REPEAT  repetitions
#
# primebench does the same in one call, which also interleaves the modes, with
# --mode A,B --prime N,M; see docs/sweeps.md.
# Builds primebench first, unless PRIMEBENCH names a binary to use.
set -euo pipefail

# shellcheck source=examples/find_primebench.sh
. "$(dirname "${BASH_SOURCE[0]}")/find_primebench.sh"

store=${1:-sweep.csv}
chart=${2:-sweep.png}
primes=${PRIMES:-1000003 100000007 10000000019 1000000000039 100000000000031}
modes=${MODES:-sequential threaded thread-pool asyncio multiprocessing multiprocessing-pool process-pool-executor}

for repetition in $(seq "${REPEAT:-3}"); do
  for prime in $primes; do
    for mode in $modes; do
      echo "round $repetition, prime $prime, $mode"
      "$PRIMEBENCH" --mode "$mode" --prime "$prime" --runs "${RUNS:-32}" -q -o "$store" >/dev/null
    done
  done
done

"$PRIMEBENCH" plot -i "$store" -o "$chart" --kind line --metric efficiency --x task
echo "The rows are in $store, the chart is in $chart."
