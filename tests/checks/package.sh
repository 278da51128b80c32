#!/usr/bin/env bash
# A Debian package is made, found good by lintian, installed on this machine, used, and
# removed without a trace. As root. Argument: a build directory.
set -euo pipefail
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR
build=$(cd "$1" && pwd)
checks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ "$(id -u)" -eq 0 ] || { echo "NOT RUN: installing a package takes root"; exit 77; }
if dpkg-query -W primebench >/dev/null 2>&1; then
  echo "NOT RUN: there is a package primebench on this machine; this would remove it"
  exit 77
fi
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

(cd "$build" && cpack -G DEB -B "$scratch" >"$scratch/log" 2>&1) || { cat "$scratch/log"; exit 1; }
package=$(ls "$scratch"/primebench_*.deb)
dpkg-deb --field "$package" Package Version Depends Recommends
for recommended in fonts-dejavu-core gnuplot; do  # The pictures; text charts need neither.
  dpkg-deb --field "$package" Recommends | grep -q "$recommended"
done
# It was never meant for an upload to Debian, where the first one closes a bug.
lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$package"

trap 'dpkg --purge primebench >/dev/null 2>&1; rm -rf "$scratch"' EXIT
dpkg -i "$package"
dpkg -L primebench | sort >"$scratch/files"
cd "$scratch"
unset PRIMEBENCH
[ "$(command -v primebench)" = /usr/bin/primebench ]
/usr/share/doc/primebench/examples/quickstart.sh
[ "$(head -c 4 results.png | tail -c 3)" = PNG ]
"$checks/installed_pages.sh" /usr/share/doc/primebench
zcat /usr/share/man/man1/primebench.1.gz >"$scratch/page"
grep -q "^\.SH NAME" "$scratch/page"
if command -v zsh >/dev/null; then
  [ "$(zsh -fc 'autoload -U compinit; compinit -uD; print $_comps[primebench]')" = _primebench ]
fi
if command -v fish >/dev/null; then
  # fish 4 adds flags that have the letters further behind.
  HOME=$scratch fish -c "complete -C 'primebench --mod'" | cut -f1 >"$scratch/flags"
  [ "$(head -n 1 "$scratch/flags")" = --mode ]
fi

dpkg --purge primebench
while IFS= read -r file; do
  case $file in
    *primebench*) [ ! -e "$file" ] || { echo "left behind: $file"; exit 1; } ;;
  esac
done <"$scratch/files"
echo "ok: ${package##*/} was installed, used and removed"
