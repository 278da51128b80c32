#!/usr/bin/env bash
# mandoc and man find nothing to complain about in the manual pages, and rendered for 80
# columns no line is longer. Arguments: a build directory. Exit status 77: a program is missing.
set -euo pipefail
cd "$1/docs/man"
rendered=$(mktemp)
trap 'rm -f "$rendered"' EXIT
missing=0
failures=0
for page in primebench.1 primebench-compare.1 primebench-plot.1 primebench-report.1; do
  if command -v mandoc >/dev/null; then
    mandoc -T lint "$page" || failures=1
  else
    echo "NOT RUN: mandoc is missing (Debian package mandoc)"
    missing=1
  fi
  if command -v man >/dev/null && command -v troff >/dev/null; then
    said=$(LC_ALL=C.UTF-8 MANROFFOPT='' MANWIDTH=80 man --warnings -E UTF-8 -l "$page" 2>&1 >"$rendered")
    [ -z "$said" ] || { echo "$page: $said"; failures=1; }
    [ "$(wc -l <"$rendered")" -gt 100 ] || { echo "$page: hardly a page"; failures=1; }
    if LC_ALL=C.UTF-8 grep -nE '.{81}' "$rendered"; then failures=1; fi
  else
    echo "NOT RUN: man or groff is missing (Debian packages man-db, groff)"
    missing=1
  fi
done
[ "$failures" -eq 0 ] || exit 1
[ "$missing" -eq 0 ] || exit 77
echo "ok: the manual pages are clean"
