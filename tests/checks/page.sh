#!/bin/bash
# page.sh BUILD_DIR: a browser opens pages of reports and looks at them as readers do. What
# is missing is said; then the exit status is 77, which CTest shows as skipped.
set -uo pipefail
export LC_ALL=C.UTF-8

tools=$(cd "${1:?usage: page.sh BUILD_DIR}" && pwd)/tests
here=$(cd "$(dirname "$0")" && pwd)
for tool in chromium chromedriver python3; do
  command -v "$tool" > /dev/null && continue
  echo "NOT RUN: $tool is missing (Debian packages chromium, chromium-driver and python3)"
  exit 77
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$tools/append_rows" "$work/made.csv" s 1 > /dev/null || exit 1
python3 "$here/page_stores.py" "$work" || exit 1
for store in "$work"/pages/*.csv; do
  "$tools/write_page" "$store" "$(cat "${store%.csv}.title" 2> /dev/null)" > "${store%.csv}.html" || exit 1
done
python3 "$here/page.py" "$work" "$here/page.js"
