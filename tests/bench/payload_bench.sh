#!/usr/bin/env bash
# payload_bench.sh [BUILD_DIR]: how many bytes of payload each mode hands to its tasks per second, beside memcpy() of
# the same bytes by one thread in the same run. The tasks do next to nothing else. In MB/s, each way, and without a
# payload in microseconds per task; of modes that are programs without their start and end.
set -euo pipefail
build=${1:-build/release}
cmake --build "$build" --target primebench primebench-mode-tbb primebench-mode-mpi memcpy_bench >&2
build=$(cd "$build" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
sizes=(0:4000 1024:4000 65536:1000 1048576:100 16777216:10)
for size in "${sizes[@]}"; do
  "$build/src/primebench" --mode all,work-stealing,std-execution,mpi --prime 1009 --payload "${size%:*}" --runs "${size#*:}" --repeat 9 --memory never \
    -q -o rows.csv >/dev/null 2>&1
done
printf '%-22s%9s%9s%9s%9s%9s' MB/s 0,us/task 1KiB 64KiB 1MiB 16MiB
printf '\n%-22s%9s' memcpy -
for size in "${sizes[@]:1}"; do
  printf '%9s' "$("$build/tests/memcpy_bench" "${size%:*}" "${size#*:}")"
done
echo
awk -F, '
  NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
  { bytes = $at["payload_bytes"] + 0  # Empty: none.
    key = $at["mode"] SUBSEP bytes
    time = $at["mode"] ~ /^(work-stealing|std-execution|mpi)$/ ? "run_ns" : "wall_ns"
    rate[key, ++n[key]] = bytes ? bytes * $at["runs"] * 1e3 / $at[time] : $at[time] / $at["runs"] / 1e3
    if (!seen[$at["mode"]]++) modes[++count] = $at["mode"] }
  function median(key,   i, j, t, v) {
    for (i = 1; i <= n[key]; ++i) v[i] = rate[key, i]
    for (i = 2; i <= n[key]; ++i) for (j = i; j > 1 && v[j] < v[j - 1]; --j) { t = v[j]; v[j] = v[j - 1]; v[j - 1] = t }
    return v[int((n[key] + 1) / 2)]
  }
  END { split("0 1024 65536 1048576 16777216", size, " ")
    for (m = 1; m <= count; ++m) { printf "%-22s%9.2f", modes[m], median(modes[m] SUBSEP 0)
      for (s = 2; s <= 5; ++s) printf "%9.0f", median(modes[m] SUBSEP size[s]); print "" } }' rows.csv
