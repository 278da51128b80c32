#!/usr/bin/env bash
# Measures and draws the three lessons of the Python original, without an interpreter
# lock and with one; docs/key-learnings.md explains the charts. Takes about 20 seconds
# and leaves key_learnings_{cpu,io}.csv and key_learnings_{1,2,3}.png in the current
# directory, in place of those of an earlier run.
#
# From the environment: REPEAT, the repetitions (9); PRIME, the number that every task
# checks; TASKS, how many tasks divide (8) and WAITING, how many wait as well (4);
# DELAY, the length of a wait, such as 250ms, by default 1.6 times the time that a task
# divides, as in the original. Builds primebench first, unless PRIMEBENCH names a
# binary to use.
set -euo pipefail

# shellcheck source=examples/find_primebench.sh
. "$(dirname "${BASH_SOURCE[0]}")/find_primebench.sh"

repeat=${REPEAT:-9}
prime=${PRIME:-834238027356431}
tasks=${TASKS:-8}
waiting=${WAITING:-4}

cpu=key_learnings_cpu.csv
io=key_learnings_io.csv
rm -f "$cpu" "$io"

# Measures the same twice: first without an interpreter lock, then with one.
measure() {
  local what=$1
  shift
  printf '\n%s, no interpreter lock:\n' "$what"
  "$PRIMEBENCH" --prime "$prime" --repeat "$repeat" --warmup 1 "$@"
  printf '\n%s, with an interpreter lock:\n' "$what"
  "$PRIMEBENCH" --prime "$prime" --repeat "$repeat" --warmup 1 --gil "$@"
}

draw() { "$PRIMEBENCH" plot --size 720x405 --input "$1" --output "$2" --title "$3" --where "mode=$4"; }

# 1.6 times the time of one task, in whole milliseconds unless it is very short.
wait_like_the_original() {
  "$PRIMEBENCH" --mode sequential --prime "$prime" --runs "$tasks" --repeat 5 -q --output - |
    awk -F, -v tasks="$tasks" '
      NR == 1 { for (i = 1; i <= NF; ++i) if ($i == "wall_ns") wall = i; next }
      NR == 2 || $wall < least { least = $wall }
      END {
        wait_us = 1.6 * least / tasks / 1000
        if (wait_us < 2000) printf "%dus\n", wait_us + 1
        else printf "%dms\n", wait_us / 1000 + 0.5
      }'
}

measure "Tasks that divide" --runs "$tasks" --output "$cpu" \
  --mode sequential,threaded,asyncio,multiprocessing-pool
delay=${DELAY:-$(wait_like_the_original)}
measure "Tasks that also wait, 4 times $delay" --runs "$waiting" --pool 2 --io-delay "$delay" \
  --output "$io" --mode sequential,asyncio,multiprocessing-pool

draw "$cpu" key_learnings_1.png "Lesson 1, dividing: threads, coroutines and a plain loop" \
  sequential,threaded,asyncio
draw "$cpu" key_learnings_2.png "Lesson 2, dividing: threads and processes" \
  threaded,multiprocessing-pool
draw "$io" key_learnings_3.png "Lesson 3, waiting: one event loop and two processes" \
  asyncio,multiprocessing-pool
printf '\nThe rows are in %s and %s, the charts in key_learnings_{1,2,3}.png.\n' "$cpu" "$io"
