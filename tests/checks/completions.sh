#!/usr/bin/env bash
# The completions offer what the program knows. Arguments: a build directory. bash's is
# called as bash calls it; fish's by fish, and zsh's is parsed by zsh, if they are there.
# Exit status 77: one of them is not.
set -euo pipefail
build=$(cd "$1" && pwd)
export PATH="$build/src:$PATH"
completions=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../docs/completions" && pwd)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
export HOME=$scratch
touch results.csv "two words.csv"
failures=0
missing=0

expect() {  # WHAT WANTED GOT, each candidate on a line, in any order
  local wanted got
  wanted=$(sort <<<"$2")
  got=$(sort <<<"$3")
  [ "$wanted" = "$got" ] && return
  printf 'FAILED: %s\nwanted:\n%s\ngot:\n%s\n' "$1" "$wanted" "$got"
  failures=$((failures + 1))
}

lines() { printf '%s\n' "$@"; }
flags() {  # [plot]: the flags that --help explains
  primebench "$@" --help | sed -n 's/^  \(-.,\|   \) \(--[a-z-]*\).*/\1 \2/p' | tr -s ' ,' '\n' | grep .
}
modes=$(primebench --list-modes | sed -n '2,/^$/s/ .*//p' | grep .)
kernels=$(primebench --list-modes | sed -n '/^kernel/,/^$/s/ .*//p' | sed 1d | grep .)

# shellcheck source=/dev/null
source "$completions/primebench.bash"
# What bash offers at the end of these words; it takes = for a word of its own.
in_bash() {
  COMP_WORDS=(primebench "$@")
  COMP_CWORD=$#
  COMPREPLY=()
  _primebench
  [ ${#COMPREPLY[@]} -eq 0 ] || lines "${COMPREPLY[@]}"
}

expect "the function is bound" "complete -F _primebench primebench" "$(complete -p primebench)"
expect "a flag" --mode "$(in_bash --mo)"
expect "all flags" "$(flags | grep -e --)" "$(in_bash --)"
expect "short and long flags" "$(flags)" "$(in_bash --runs 8 -)"
expect "all flags of plot" "$(flags plot)" "$(in_bash plot -)"
expect "all flags of report" "$(flags report)" "$(in_bash report -)"
expect "all flags of compare" "$(flags compare)" "$(in_bash compare -)"
expect "the commands" "$(lines compare plot report)" "$(in_bash '' | grep -v ^-)"
expect "files of report" "$(lines results.csv "two words.csv")" "$(in_bash report '')"
expect "formats of report" "$(lines table markdown csv json html)" "$(in_bash report --format '')"
expect "formats of compare" "$(lines table markdown json)" "$(in_bash compare --format '')"
expect "times" "$(lines startup system stolen)" "$(in_bash report --metric s)"
expect "columns of --by" "$(lines io_delay_ns io_waits)" "$(in_bash compare --by io)"
expect "the command" plot "$(in_bash p)"
expect "modes" "$(lines "$modes" all)" "$(in_bash --mode '')"
expect "modes, after =" "$(grep ^multi <<<"$modes")" "$(in_bash --mode = multi)"
expect "modes, nothing after =" "$(lines "$modes" all)" "$(in_bash --mode =)"
expect "a list" "$(lines asyncio,thread-pool asyncio,threaded)" "$(in_bash -m asyncio,thr)"
expect "each mode once" "threaded,thread-pool" "$(in_bash -m threaded,thr)"
expect "kernels" "$(lines auto "$kernels")" "$(in_bash --kernel '')"
expect "files" "$(lines results.csv "two words.csv")" "$(in_bash plot -i '')"
expect "files, after =" "two words.csv" "$(in_bash --output = tw)"
expect "metrics" "$(lines speedup startup stolen switches system)" "$(in_bash plot --metric s)"
expect "kinds" "$(lines bar line breakdown ranks timeline)" "$(in_bash plot --kind '')"
expect "columns" "$(lines io_delay_ns= io_waits=)" "$(in_bash plot --where io)"
expect "modes of a condition" "threaded,sequential" "$(in_bash plot --where mode = threaded,seq)"
expect "truth of a condition" true "$(in_bash plot --where gil = t)"
expect "mixes" "$(lines equal exponential)" "$(in_bash --mix e)"
expect "a mix of two words" bimodal:0.1 "$(in_bash --mix = bi)"
expect "orders" "$(lines random ascending descending)" "$(in_bash --order '')"
expect "no flag for a value" "" "$(in_bash --chunk '')$(in_bash --payload '')"
expect "a number" "" "$(in_bash --prime '')"
expect "nothing fits" "" "$(in_bash --mode banana)"

in_fish() {  # LINE
  fish --no-config -c "source $completions/primebench.fish; complete -C '$1'" | cut -f1
}
if command -v fish >/dev/null; then
  fish -n "$completions/primebench.fish"
  expect "fish: all flags" "$(flags | grep -e --)" "$(in_fish 'primebench --' | grep -e --)"
  expect "fish: all flags of plot" "$(flags plot | grep -e --)" "$(in_fish 'primebench plot --')"
  expect "fish: the command" plot "$(in_fish 'primebench p')"
  expect "fish: modes" "$(lines "$modes" all)" "$(in_fish 'primebench --mode ')"
  expect "fish: a list" "$(lines asyncio,threaded asyncio,thread-pool)" \
    "$(in_fish 'primebench -m asyncio,thr')"
  expect "fish: kernels" "$(lines auto "$kernels")" "$(in_fish 'primebench --kernel=' | cut -d= -f2)"
  expect "fish: a condition" "mode=sequential" "$(in_fish 'primebench plot --where mode=seq')"
else
  echo "NOT RUN: fish is missing (Debian package fish)"
  missing=1
fi
if command -v zsh >/dev/null; then
  zsh -n "$completions/_primebench"
else
  echo "NOT RUN: zsh is missing (Debian package zsh)"
  missing=1
fi

[ "$failures" -eq 0 ] || exit 1
echo "ok: the completions offer what the program knows"
[ "$missing" -eq 0 ] || exit 77
