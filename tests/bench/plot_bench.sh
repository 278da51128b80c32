#!/usr/bin/env bash
# Measures `primebench plot` against its budgets: a store of 10^6 rows in at most
# 1.5 s and 200 MB, and 1000 rows in at most 1.5 times what gnuplot alone needs for
# the same picture; and `report` of 10^6 rows likewise, and beside `plot`. Exit status 3 if a budget is missed, another one if it could not measure.
#
# Usage: tests/bench/plot_bench.sh path/to/primebench

set -euo pipefail

primebench=$(realpath "${1:?usage: $0 path/to/primebench}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# Seconds that the fastest of five runs took.
fastest() {
  local best=999 start end
  for _ in 1 2 3 4 5; do
    start=$EPOCHREALTIME
    "$@" >/dev/null
    end=$EPOCHREALTIME
    best=$(awk -v b="$best" -v s="$start" -v e="$end" 'BEGIN { d = e - s; print d < b ? d : b }')
  done
  echo "$best"
}

# KiB of memory that a command had at most; the kernel keeps the highest value, the
# last reading before its end is taken.
peak() {
  local now most=0
  "$@" >/dev/null &
  while now=$(awk '/^VmHWM/ { print $2 }' "/proc/$!/status" 2>/dev/null) && [[ -n $now ]]; do
    most=$now
    sleep 0.005
  done
  wait $!
  echo "$most"
}

# A measurement of each mode, repeated with other times to so many rows.
rows() {
  awk -F, -v OFS=, -v n="$1" '
    NR == 1 { print; next }
    { line[NR - 2] = $0; m = NR - 1; width = NF }
    END {
      for (i = 0; i < n; i++) {
        split(line[i % m], cell, ",")
        cell[11] = int(i / m) + 1
        cell[13] += (i * 7919) % 100000
        out = cell[1]
        for (c = 2; c <= width; c++) out = out OFS cell[c]
        print out
      }
    }' seed.csv
}
"$primebench" --mode all --prime 1000003 --output seed.csv --quiet >/dev/null 2>&1
rows 1000 >thousand.csv
rows 1000000 >million.csv

# What gnuplot is sent for that picture: its standard input, kept by a stub.
mkdir stub
printf '#!/bin/sh\ncat > "%s/script.gp"\nexit 1\n' "$work" >stub/gnuplot
chmod +x stub/gnuplot
if PATH="$work/stub:$PATH" "$primebench" plot -i thousand.csv -o none.png 2>/dev/null; then
  echo "plot took a gnuplot that draws nothing for a success" >&2
  exit 1
fi
alone() { gnuplot -d - <script.gp >"$work/alone.png"; }

million=$(fastest "$primebench" plot -q -i million.csv -o million.png)
thousand=$(fastest "$primebench" plot -q -i thousand.csv -o thousand.png)
gnuplot -d - <script.gp >alone.png
cmp thousand.png alone.png
gnuplot_alone=$(fastest alone)
memory=$(peak "$primebench" plot -q -i million.csv -o million.png)
report() { "$primebench" report million.csv --format "$1" 2>/dev/null; }
table=$(fastest report table)
json=$(fastest report json)
report_memory=$(peak "$primebench" report million.csv 2>/dev/null)

awk -v m="$million" -v t="$thousand" -v g="$gnuplot_alone" -v r="$memory" -v table="$table" \
  -v json="$json" -v rm="$report_memory" 'BEGIN {
  printf "10^6 rows: %.2f s (budget 1.5), %.0f MB (budget 200)\n", m, r * 1024 / 1e6
  printf "1000 rows: %.3f s, gnuplot alone %.3f s, ratio %.2f (budget 1.5)\n", t, g, t / g
  slowest = table > json ? table : json
  printf "report of 10^6 rows: table %.2f s, JSON %.2f s (budget 1.5), %.0f MB (budget 200), %.2f times plot (budget 1)\n",
    table, json, rm * 1024 / 1e6, slowest / m
  if (slowest > 1.5 || rm * 1024 / 1e6 > 200 || slowest > m) exit 3
  exit m <= 1.5 && r * 1024 / 1e6 <= 200 && t / g <= 1.5 ? 0 : 3
}'
