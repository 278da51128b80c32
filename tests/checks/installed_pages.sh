#!/usr/bin/env bash
# Pages of an installation link only to what was installed with them. Argument: their
# directory, as in /usr/share/doc/primebench.
set -euo pipefail
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR
cd "$1"
pages=0
broken=0
while IFS= read -r page; do
  pages=$((pages + 1))
  while IFS= read -r target; do
    [ -e "$(dirname "$page")/$target" ] && continue
    echo "$1/$page: there is no $target"
    broken=1
  done < <(grep -oE '\]\([^):# ]+\.(md|png|svg|sh)|\]\([A-Z./]+\)' "$page" | tr -d '()]')
done < <(find . -name '*.md')
[ "$pages" -gt 10 ] || { echo "$1: there are hardly any pages"; exit 1; }
exit "$broken"
