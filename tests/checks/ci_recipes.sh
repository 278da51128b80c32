#!/usr/bin/env bash
# Runs the shell parts of the recipes of docs/ci.md: with the primebench of a build directory
# (the argument) that compares, and a stand-in for the one that measures, so that old and new
# are alike or not. What builds, comments and tells the day is a stand-in too.
set -euo pipefail
build=$(cd "$1" && pwd)
page=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../docs" && pwd)/ci.md
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

fail() {
  echo "FAILED: $*" >&2
  exit 1
}

block() {  # NAME: the fenced block behind that recipe's mark
  awk -v mark="<!-- recipe: $1 -->" '
    $0 == mark { wanted = 1 }
    /^```/ && inside { exit }
    inside { print }
    /^```/ && wanted { inside = 1 }' "$page"
}

# Every "run: |" or "- |" of a YAML block becomes a file, without its indentation.
shell_parts() {  # NAME
  block "$1" | awk -v stem="$scratch/$1" '
    { match($0, /^ */); depth = RLENGTH }
    inside && NF > 0 && depth < indent { inside = 0 }
    inside { print substr($0, indent + 1) >file; next }
    /(run:|-) \|$/ { inside = 1; file = sprintf("%s.%d.sh", stem, ++count); indent = depth + 2 }'
}

# A store of one call, from which all others are made.
mkdir "$scratch/bin"
(cd "$scratch" && "$build/src/primebench" -q -m sequential,threaded -n 2 -p 11 -o seed.csv >/dev/null)
cat >"$scratch/measure" <<'EOF'
#!/usr/bin/env bash
# primebench: compares for real; a call appends rows that take $FACTOR times as long.
set -euo pipefail
[ "$1" = compare ] && exec "$REAL" "$@"
while [ $# -gt 0 ]; do [ "$1" = -o ] && store=$2; shift; done
[[ $0 == *new* || ${WEEK:-1} -eq 2 ]] || FACTOR=1
calls=$(($(cat "$SCRATCH/calls" 2>/dev/null || echo 0) + 1))
echo "$calls" >"$SCRATCH/calls"
[ -e "$store" ] || head -1 "$SCRATCH/seed.csv" >"$store"
awk -F, -v OFS=, -v factor="$FACTOR" -v call="$calls" '
  NR == 1 { for (i = 1; i <= NF; ++i) at[$i] = i; next }
  { $at["wall_ns"] = int(5e7 * factor * (1 + call * 7 % 11 / 1000))
    $at["invocation"] = sprintf("call-%04d", call); print }' "$SCRATCH/seed.csv" >>"$store"
EOF
cat >"$scratch/bin/cmake" <<'EOF'
#!/usr/bin/env bash
[ "$1" = --build ] || { mkdir -p "$4/src" && cp "$SCRATCH/measure" "$4/src/primebench"; }
EOF
# shellcheck disable=SC2016 # These expand when they run.
{
  printf '#!/bin/sh\n[ "$1 $2" = "worktree add" ] && mkdir -p "$4"\nexit 0\n' >"$scratch/bin/git"
  printf '#!/bin/sh\necho "$@" >"$SCRATCH/comment"\n' >"$scratch/bin/gh"
  printf '#!/bin/sh\necho "$DAY"\n' >"$scratch/bin/date"
}
cp "$scratch/measure" "$scratch/bin/primebench"
chmod +x "$scratch/measure" "$scratch"/bin/*
export PATH="$scratch/bin:$PATH" REAL="$build/src/primebench" SCRATCH="$scratch"
export GITHUB_STEP_SUMMARY="$scratch/summary" GITHUB_REPOSITORY=some/where PULL_REQUEST=7
export CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main

# Runs the parts of a recipe in an empty directory; prints the status of the last.
run_parts() {  # NAME FACTOR
  export FACTOR=$2
  rm -rf "$scratch/here" "$scratch/calls"
  mkdir -p "$scratch/here/old" "$scratch/here/new"
  local part status=0
  for part in "$scratch/$1".*.sh; do
    (cd "$scratch/here" && bash -eo pipefail "$part") >"$scratch/log" 2>&1 || {
      status=$?
      break
    }
  done
  echo "$status"
}

for recipe in github gitlab; do
  shell_parts "$recipe"
  ls "$scratch/$recipe".*.sh >/dev/null || fail "$recipe has no shell part"
  status=$(run_parts "$recipe" 1)
  [ "$status" -eq 0 ] || { cat "$scratch/log" >&2; fail "$recipe, nothing changed: status $status"; }
  grep -q '^| threaded | 10 and 10 |.*| no difference found |$' "$scratch/here/comparison.md" ||
    fail "$recipe: $(cat "$scratch/here/comparison.md")"
  status=$(run_parts "$recipe" 1.2)
  [ "$status" -eq 3 ] || { cat "$scratch/log" >&2; fail "$recipe, slower: status $status"; }
  grep -q '| \*\*slower\*\* |$' "$scratch/here/comparison.md" || fail "$recipe: not told"
  echo "ok: $recipe"
done
[ "$(find "$scratch" -name 'github.*.sh' | wc -l)" -eq 3 ] || fail "the GitHub recipe has three steps of shell"
grep -q 'slower' "$scratch/summary" || fail "the summary of the job has no table"
grep -q 'pr comment 7 --repo some/where' "$scratch/comment" || fail "nobody commented"

block cron >"$scratch/cron.sh"
two_weeks() {  # FACTOR of the second week
  export HOME="$scratch/home" FACTOR=$1 DAY WEEK
  rm -rf "$HOME" "$scratch/calls"
  mkdir -p "$HOME/primebench"
  for WEEK in 1 2; do
    for DAY in 1 2 3 4 5 6 7; do
      sh "$scratch/cron.sh" || echo "status $?"
    done
  done
}
printed=$(two_weeks 1)
[ -z "$printed" ] || fail "cron, nothing changed, printed: $printed"
printed=$(two_weeks 1.2)
grep -q 'slower' <<<"$printed" || fail "cron, slower, printed: $printed"
grep -q '^status 3$' <<<"$printed" || fail "cron, slower, printed: $printed"
[ -e "$scratch/home/primebench/last-week.csv" ] || fail "cron keeps no week"
echo "ok: cron"

if python3 -c 'import yaml' 2>/dev/null; then
  for recipe in github gitlab; do
    block "$recipe" | python3 -c 'import sys, yaml; yaml.safe_load(sys.stdin)' || fail "$recipe is no YAML"
  done
else
  echo "NOT RUN: whether the recipes are YAML; python3-yaml is missing"
  exit 77
fi
