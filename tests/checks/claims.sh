#!/usr/bin/env bash
# Sentences that name a winner are made in analysis/ and by the writers of report/ alone.
set -euo pipefail
cd "$1/src"
literals=$(grep -rnoE '"([^"\\]|\\.)*"' --include='*.?pp' .)
claims=$(grep -iE ':.*\b(fastest|slowest|least|leads?)\b' <<<"$literals" |
  grep -viE '\bat least\b|\bleast \{\}')
if [[ -z $claims ]]; then
  echo "found no sentence that names a winner: the search is broken"
  exit 1
fi
stray=$(grep -vE '^\./(analysis|report)/' <<<"$claims") || exit 0
echo "$stray"
echo "a winner is named outside of analysis/ and report/: ask possibly_best()"
exit 1
