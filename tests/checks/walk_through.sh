# shellcheck shell=bash
# What the checks of walk-throughs share; to be sourced. follow PAGE makes a copy of the
# sources and goes there, writes the files of the page, applies its patches and runs its
# commands, in order. Sets source_dir and scratch, which goes at the end.
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR

follow() {  # PAGE
  command -v patch >/dev/null || { echo "NOT RUN: patch is missing (Debian package patch)"; exit 77; }
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  cd "$source_dir"
  mkdir "$scratch/copy" "$scratch/blocks"
  cp -r CMakeLists.txt CMakePresets.json LICENSE README.md src tests docs examples "$scratch/copy"

  # Blocks become files NUMBER.sh, NUMBER.diff or NUMBER.file; the last has its name in the first line.
  awk -v blocks="$scratch/blocks" '
    /^```/ && inside { inside = 0; close(out); next }
    /^```(sh|diff)$/ { inside = 1; out = sprintf("%s/%02d.%s", blocks, ++n, substr($0, 4)); next }
    /^```cpp$/ { inside = 1; out = sprintf("%s/%02d.file", blocks, ++n); print file > out; next }
    inside { print > out }
    /^<!-- file: .+ -->$/ { file = $3 }' "$1"

  cd "$scratch/copy"
  local block
  for block in "$scratch"/blocks/*; do
    echo "=== ${block##*/}"
    case $block in
      *.file) sed 1d "$block" >"$(head -n 1 "$block")" ;;
      *.diff) patch --strip=1 --no-backup-if-mismatch <"$block" ;;
      *.sh) bash -euxo pipefail "$block" ;;
    esac
  done
}
