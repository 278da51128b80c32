#!/usr/bin/env bash
# Includes go down or sideways: no file in src/ includes one of a higher layer. And two doors
# stay shut: modes and the measurement know nothing of numbers, and nobody but the palette
# and the list of modes asks for a mode's family.
set -euo pipefail
cd "$1/src"
layers=(core workload sys modes measure results analysis plot report cli programs)
grep -rHoE '#include "[a-z_]+/' --include='*.?pp' . | awk -F'[:/"]' -v order="${layers[*]}" '
  BEGIN { for (n = split(order, name, " "); n > 0; --n) rank[name[n]] = n }
  $2 == "main.cpp" { next }
  !($2 in rank) || !($(NF-1) in rank) || rank[$(NF-1)] > rank[$2] { print "goes up: " $0; bad = 1 }
  END { if (NR == 0) { print "no includes found"; bad = 1 } exit bad }'

if grep -rln '#include "programs/' --include='*.?pp' . | grep -v '^\./programs/'; then
  echo "programs of their own are no part of primebench: nothing else includes them"
  exit 1
fi
if grep -rn 'workload/primality\.hpp' modes measure; then
  echo "modes and the measurement know tasks and answers, not numbers"
  exit 1
fi
if grep -rn 'Family::' --include='*.?pp' . | grep -vE '^\./(modes/|plot/palette\.cpp)'; then
  echo "the family decides colour and heading only: ask for a trait"
  exit 1
fi
