#!/usr/bin/env bash
# instructions.sh [BUILD_DIR] [--record]: counts, with callgrind, the instructions of one
# division and of one tiny task in each mode, and compares them with instruction_counts.txt.
# Such counts are the same on every machine, so a slow-down shows where times could not:
# they hold for the release build and the compiler that the file names. A count is the
# difference of two batches, so that start and end cancel out.
set -euo pipefail
export LC_ALL=C

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
recorded=$source_dir/tests/bench/instruction_counts.txt
build_dir=$source_dir/build/release
record=
for argument in "$@"; do
  if [ "$argument" = --record ]; then record=yes; else build_dir=$argument; fi
done
"$source_dir/examples/install_packages.sh" doctest-dev valgrind >&2
[ -e "$build_dir/CMakeCache.txt" ] ||
  cmake -S "$source_dir" -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Release >&2
cmake -DPRIMEBENCH_TESTS=ON "$build_dir" >/dev/null
cmake --build "$build_dir" --target primebench count_bench >&2
bench=$(cd "$build_dir" && pwd)/tests/count_bench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

compiler=$("$build_dir/src/primebench" --version |
  awk -F': +' '$1 == "compiler" { c = $2 } $1 == "build type" { b = $2 } END { print b ", " c }')
if [ -z "$record" ] && ! grep -qxF "# $compiler" "$recorded"; then
  echo "Not compared: the counts are for $(sed -n 's/^# //p' "$recorded" | tail -n 1), this is $compiler"
  exit 0
fi

# count ARGUMENTS…: instructions of a run, in all its processes. Where each task is a
# process, only in the first, because a forked process starts with its parent's count.
count() {
  rm -f "$work"/*
  valgrind --tool=callgrind --callgrind-out-file="$work/out.%p" "$bench" "$@" \
    >/dev/null 2>"$work/messages" || { cat "$work/messages" >&2; return 1; }
  local files=("$work"/out.*)
  [ "$1" != multiprocessing ] || mapfile -t files < <(printf '%s\n' "${files[@]}" | sort -V | head -n 1)
  awk '/^totals:/ { sum += $2 } END { print sum }' "${files[@]}"
}

# Instructions between two batches, per task: the median of three differences.
per_task() {  # MODE FEW MANY
  local few many
  for _ in 1 2 3; do
    few=$(count "$1" "$2" 17 scalar)
    many=$(count "$1" "$3" 17 scalar)
    echo $(((many - few) / ($3 - $2)))
  done | sort -n | sed -n 2p
}
per_thousand_divisors() {  # KERNEL
  local few many
  few=$(count sequential 1 1000000007 "$1")
  many=$(count sequential 1 1000000000039 "$1")
  echo $(((many - few) * 1000 / (999999 - 31622)))
}

{
  echo "divide-1000-scalar $(per_thousand_divisors scalar) 3"
  if grep -qw fma /proc/cpuinfo; then echo "divide-1000-avx2 $(per_thousand_divisors avx2) 3"; fi
  echo "sequential $(per_task sequential 10000 30000) 5"
  echo "asyncio $(per_task asyncio 10000 30000) 5"
  echo "thread-pool $(per_task thread-pool 10000 30000) 15"
  echo "threaded $(per_task threaded 100 300) 15"
  echo "multiprocessing $(per_task multiprocessing 100 300) 15"
  echo "multiprocessing-pool $(per_task multiprocessing-pool 10000 30000) 5"
  echo "process-pool-executor $(per_task process-pool-executor 10000 30000) 15"
} >"$work.counts"
trap 'rm -rf "$work" "$work.counts"' EXIT

if [ -n "$record" ]; then
  {
    echo "# What is counted, instructions, tolerance in per cent. See instructions.sh."
    echo "# $compiler"
    cat "$work.counts"
  } >"$recorded"
  cat "$recorded"
  exit 0
fi

awk '
  FNR == NR { if ($1 != "#") { was[$1] = $2; tolerance[$1] = $3 }; next }
  {
    change = ($2 / was[$1] - 1) * 100
    bad = !($1 in was) || change > tolerance[$1] || change < -tolerance[$1]
    printf "%-24s %8d was %8d  %+6.1f %%%s\n", $1, $2, was[$1], change, bad ? "  BEYOND " tolerance[$1] " %" : ""
    if (bad) failed = 1
  }
  END { exit failed }' "$recorded" "$work.counts" || {
  cat >&2 <<MESSAGE

Instruction counts have changed by more than they vary. If a mode or kernel became slower
by mistake, mend it. If the change is meant (also for the better), record the new counts
with

    tests/bench/instructions.sh --record

and commit tests/bench/instruction_counts.txt together with the change.
MESSAGE
  exit 1
}
