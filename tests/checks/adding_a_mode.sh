#!/usr/bin/env bash
# Follows docs/adding-a-mode.md in a copy of the sources, then looks whether the mode is there.
set -euo pipefail
# shellcheck disable=SC1091 # It is checked by itself.
source "$(dirname "${BASH_SOURCE[0]}")/walk_through.sh"
follow docs/adding-a-mode.md

primebench=build/release/src/primebench
"$primebench" --list-modes | grep -q '^strided  *threads '
[ "$(grep -c ',strided,.*,ok$' results.csv)" -eq 12 ]
echo "ok: the walk-through leads to a mode that is built, listed, measured and tested"
