#!/usr/bin/env bash
# run.sh [BUILD_DIR]: what primebench costs beside the same work done barely, and whether
# that keeps the budgets, in one table. Both sides of a row run in turn; the figures are
# medians. Takes about four minutes on a quiet machine with two CPUs. A missed budget is
# shown and is not an error; a benchmark that does not run is one.
set -euo pipefail
export LC_ALL=C

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
build_dir=${1:-$source_dir/build/release}
"$source_dir/examples/install_packages.sh" \
  doctest-dev libconcurrentqueue-dev libbenchmark-dev hyperfine >&2
[ -e "$build_dir/CMakeCache.txt" ] ||
  cmake -S "$source_dir" -B "$build_dir" -G Ninja -DCMAKE_BUILD_TYPE=Release >&2
cmake -DPRIMEBENCH_TESTS=ON "$build_dir" >/dev/null
cmake --build "$build_dir" \
  --target primebench primebench-mode-idle dispatch_bench idle_bench kernel_bench log_bench \
  store_bench >&2
build_dir=$(cd "$build_dir" && pwd)
primebench=$build_dir/src/primebench
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Lines of fields separated by tabs: what, ours, bare, ratio, goal, met.
show() { awk -F'\t' '{ printf "%-56s %22s %12s %7s  %-14s %s\n", $1, $2, $3, $4, $5, $6 }'; }
heading() { printf '\n%s\n' "$1"; }

# row WHAT OURS BARE UNIT GOAL BOUND: the ratio is of the two; GOAL is at-most, at-least or none.
row() {
  awk -v what="$1" -v ours="$2" -v bare="$3" -v unit="$4" -v goal="$5" -v bound="$6" 'BEGIN {
    ratio = ours / bare
    if (goal == "at-least") ratio = bare / ours
    met = goal == "none" ? "" : (goal == "at-most" ? ratio <= bound : ratio >= bound) ? "yes" : "NO"
    text = goal == "none" ? "" : (goal == "at-most" ? "ratio <= " : "times >= ") bound
    printf "%s\t%.4g %s\t%.4g %s\t%.3f\t%s\t%s\n", what, ours, unit, bare, unit, ratio, text, met
  }' | show
}

# column NAME FILE: that column of a CSV file, without its name.
column() { awk -F, -v name="$1" 'NR == 1 { for (i = 1; i <= NF; i++) if ($i == name) c = i; next }
  { print $c }' "$2"; }
median() { sort -g | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }
# measured MODE COLUMN FILE: the median of a column over the mode's rows.
measured() {
  { head -n 1 "$3"; awk -F, -v mode="$1" '$3 == mode' "$3"; } >"$3.$1"
  column "$2" "$3.$1" | median
}

printf '%-56s %22s %12s %7s  %-14s %s\n' what ours bare ratio goal met

heading "One division"
"$build_dir/tests/kernel_bench" >kernels
show <kernels

heading "One task, time in the whole batch / tasks"
"$build_dir/tests/dispatch_bench" >dispatch
show <dispatch
if [ -e "$build_dir/libexec/primebench/primebench-mode-tbb" ]; then
  cmake --build "$build_dir" --target tbb_bench >&2
  "$build_dir/tests/tbb_bench" "$build_dir/libexec/primebench" | show
fi

heading "Speed-up over sequential, two workers, 32 tasks of about 15 ms"
modes=threaded,thread-pool,multiprocessing,multiprocessing-pool,process-pool-executor
"$primebench" --mode "sequential,$modes" --task-time 15ms --runs 32 --pool 2 \
  --repeat 9 --quiet --progress never -o speedup.csv >/dev/null
for mode in ${modes//,/ }; do
  row "$mode" "$(measured "$mode" wall_ns speedup.csv | awk '{ print $1 / 1e6 }')" \
    "$(measured sequential wall_ns speedup.csv | awk '{ print $1 / 1e6 }')" ms at-least 1.95
done

# What the machine grants: two halves of the batch at once, which share nothing.
prime=$(column prime speedup.csv | head -n 1)
half() {
  "$primebench" --mode sequential --prime "$prime" --runs 16 --quiet --progress never -o - |
    column run_ns /dev/stdin
}
for _ in {1..9}; do
  half >one & half >two
  wait $!
  sort -g one two | tail -n 1 >>halves
done
row "two sequential halves at once" "$(median <halves | awk '{ print $1 / 1e6 }')" \
  "$(measured sequential run_ns speedup.csv | awk '{ print $1 / 1e6 }')" ms none 0

heading "The whole command: one tiny measurement and its row; an empty C++ program"
echo 'int main() {}' >empty.cpp
# As people build one: with the C++ library, which every program that does something has.
echo '#include <iostream>' | cat - empty.cpp >with_iostream.cpp
"${CXX:-c++}" -O2 with_iostream.cpp -o empty
hyperfine -N --warmup 10 --runs 200 --export-csv command.csv ./empty \
  "$primebench --mode sequential --runs 1 --prime 17 --quiet -o r.csv" >/dev/null 2>&1
mapfile -t times < <(column median command.csv | awk '{ print $1 * 1e3 }')
row "command" "${times[1]}" "${times[0]}" ms at-most 3.2

heading "A program that is a mode and does nothing"
PRIMEBENCH_MODES=$build_dir/tests/idle "$primebench" --mode idle --runs 1 --prime 17 --repeat 200 \
  --quiet --progress never -o idle.csv >/dev/null
for part in startup_ns run_ns teardown_ns; do
  printf '%s\t%s us\n' "$part" "$(measured idle "$part" idle.csv | awk '{ print $1 / 1e3 }')" | show
done

if [ -e "$build_dir/libexec/primebench/primebench-mode-mpi" ]; then
  heading "The mode mpi; a master and two workers by hand, same window (goal: ratio <= 1.05)"
  cmake --build "$build_dir" --target bare_mpi >&2
  "$source_dir/tests/bench/mpi_bench.sh" "$build_dir"
fi

heading "Growth: ten times the tasks, per task"
grow() {  # MODE FEW MANY COLUMN UNIT SCALE FLAGS...
  local mode=$1 few=$2 many=$3 what=$4 unit=$5 scale=$6
  shift 6
  "$primebench" --mode "$mode" --runs "$few,$many" --prime 17 --pool 2 --repeat 3 --quiet \
    --progress never "$@" -o "grow-$mode.csv" >/dev/null
  local a b
  a=$(awk -F, -v n="$few" 'NR == 1 || $5 == n' "grow-$mode.csv" >few.csv; column "$what" few.csv | median)
  b=$(awk -F, -v n="$many" 'NR == 1 || $5 == n' "grow-$mode.csv" >many.csv; column "$what" many.csv | median)
  row "$mode, $many tasks beside $few: $what" \
    "$(awk -v x="$b" -v n="$many" -v s="$scale" 'BEGIN { print x / n / s }')" \
    "$(awk -v x="$a" -v n="$few" -v s="$scale" 'BEGIN { print x / n / s }')" "$unit" none 0
}
grow sequential 1000000 10000000 run_ns ns 1
grow thread-pool 1000000 10000000 run_ns ns 1
grow multiprocessing-pool 1000000 10000000 run_ns ns 1
grow process-pool-executor 100000 1000000 run_ns ns 1
grow threaded 2000 20000 run_ns us 1000 --io-delay 10ms
grow asyncio 100000 1000000 max_rss_bytes bytes 1 --io-delay 100ms

heading "The store: an append to 10^6 rows; to none"
bench=$build_dir/tests/store_bench
"$bench" make full.csv 1000000
sync full.csv
for _ in {1..9}; do
  "$bench" append full.csv 100 >>full
  rm -f none.csv
  "$bench" append none.csv 100 >>none
done
row "append" "$(median <full | awk '{ print $1 / 1000 }')" \
  "$(median <none | awk '{ print $1 / 1000 }')" us at-most 1.1

heading "The chart"
"$source_dir/tests/bench/plot_bench.sh" "$primebench" || [ $? -eq 3 ]  # 3: a missed budget.

heading "What threads use that have nothing to do"
"$build_dir/tests/idle_bench"

heading "What the task log costs (goal: ratio <= 1.01)"
"$build_dir/tests/log_bench" 10

printf '\n%d s in all\n' "$SECONDS"
