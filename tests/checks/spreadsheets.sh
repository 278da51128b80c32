#!/bin/bash
# spreadsheets.sh BUILD_DIR: executes the recipes of docs/spreadsheets.md as they stand
# there and compares the values with those that were stored. A tool that is missing is
# said to be; then the exit status is 77, which CTest shows as skipped.
set -uo pipefail
export LC_ALL=C.UTF-8

tools=$(cd "${1:?usage: spreadsheets.sh BUILD_DIR}" && pwd)/tests
page=$(cd "$(dirname "$0")/../.." && pwd)/docs/spreadsheets.md
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
failures=0
missing=0

recipe() {  # NAME: the code block after its mark
  sed -n "/^<!-- recipe: $1 -->\$/,/^\`\`\`\$/p" "$page" | sed '1,2d;$d'
}

run_recipe() {  # NAME [SED_SCRIPT]
  local script
  script=$(recipe "$1" | sed "${2:-}")
  [ -n "$script" ] || { echo "no recipe $1 in $page"; return 1; }
  HOME=$work bash -euc "$script" 2>> "$work/errors"
}

have() {  # COMMAND PACKAGE
  command -v "$1" > /dev/null && return
  echo "NOT RUN: $1 is missing (Debian package $2)"
  missing=1
  return 1
}

expect() {  # NAME WANTED GOT
  if [ "$2" = "$3" ]; then
    echo "ok: $1"
  else
    printf 'FAILED: %s\nwanted:\n%s\ngot:\n%s\n' "$1" "$2" "$3"
    failures=$((failures + 1))
  fi
}

# Two rows of the longest prime below 2^64, with wall times of a few milliseconds.
"$tools/append_rows" made.csv s 2 > /dev/null || exit 1
{
  head -n 1 made.csv
  awk -F, -v OFS=, 'NR > 1 { $2 = "s"; $13 = 1234560 + NR; $18 = 5; print }' made.csv
} > results.csv
prime=18446744073709551557
stored=$("$tools/list_rows" results.csv)

if have mlr miller; then
  expect miller "thread-pool $prime 2 1234563 1234562" "$(run_recipe miller | tr -d ' ",' |
    awk -F: '/^mode|^prime|count|p50|min/ { printf "%s%s", sep, $2; sep = " " }')"
fi
if have sqlite3 sqlite3; then
  expect sqlite3 "thread-pool|$prime|2|1234562" "$(run_recipe sqlite3)"
fi
if have csvsql csvkit; then
  expect csvkit "thread-pool,$prime,2,1234562" "$(run_recipe csvkit | tail -n 1)"
fi
PATH=/usr/bin:$PATH  # Debian's python3, which sees Debian's packages.
if python3 -c 'import pandas' 2> /dev/null; then
  expect pandas "thread-pool,$prime,2,1234562" "$(run_recipe pandas | sed -n 2p)"
else
  echo "NOT RUN: pandas is missing (Debian package python3-pandas)"
  missing=1
fi
if have gnuplot gnuplot-nox; then
  expect gnuplot "2 rows, fastest 1.234562 ms" "$(run_recipe gnuplot)"
fi
if have soffice libreoffice-calc-nogui; then
  for language in 1033 1031; do
    run_recipe libreoffice "s/,1033'/,$language'/" > /dev/null
    run_recipe libreoffice-back > /dev/null
    expect "libreoffice, language $language" "$stored" "$("$tools/list_rows" back/results.csv 2>&1)"
    rm -rf results.ods back
  done
  # Without the recipe: the digits are lost, and the reader says so.
  HOME=$work soffice --headless --convert-to 'csv:Text - txt - csv (StarCalc):44,34,76,1' \
    --outdir lost results.csv > /dev/null 2>> errors
  said=$("$tools/list_rows" lost/results.csv 2>&1)
  hint="prime is '1.84467440737096E+019', not a whole number below 2^64 or empty; a spreadsheet has"
  expect "a spreadsheet's rounding is noticed" yes "$([[ $said == *"$hint"* ]] && echo yes)"
fi

[ "$failures" -eq 0 ] || { cat errors; exit 1; }
[ "$missing" -eq 0 ] || exit 77
