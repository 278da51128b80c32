#!/bin/bash
# run.sh SECONDS [BUILD_DIR]: builds the fuzz targets with clang++, ASan and UBSan and
# runs each for SECONDS from the seeds beside this file. What it learns stays in the
# build directory and is used again. Ends with status 1 at the first finding.
set -euo pipefail

seconds=${1:?usage: run.sh SECONDS [BUILD_DIR]}
source_dir=$(cd "$(dirname "$0")/../.." && pwd)
build_dir=${2:-$source_dir/build/fuzz}

cmake -S "$source_dir" -B "$build_dir" -G Ninja -DCMAKE_CXX_COMPILER=clang++ \
  -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_CXX_FLAGS_RELWITHDEBINFO="-O2 -g1 -DNDEBUG" \
  -DPRIMEBENCH_SANITIZE=address,undefined -DPRIMEBENCH_FUZZ=ON > "$build_dir.log" || { cat "$build_dir.log"; exit 1; }
cmake --build "$build_dir" --target fuzz_reader fuzz_arguments

for target in reader arguments; do
  corpus=$build_dir/corpus/$target
  mkdir -p "$corpus"
  echo "== fuzz_$target, $seconds s"
  "$build_dir/tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 \
    -max_len=4096 -dict="$source_dir/tests/fuzz/$target.dict" -print_final_stats=1 \
    -artifact_prefix="$build_dir/finding-$target-" \
    "$corpus" "$source_dir/tests/fuzz/seeds/$target" 2> "$build_dir/fuzz_$target.log" ||
    { tail -n 40 "$build_dir/fuzz_$target.log"; echo "FINDING: fuzz_$target"; exit 1; }
  grep -E 'stat::(number_of_executed_units|average_exec_per_sec|peak_rss_mb)' \
    "$build_dir/fuzz_$target.log"
done
