#!/usr/bin/env bash
# `cmake --install` puts everything where Unix programs look for it, and the examples run
# from there, without the sources. Argument: a build directory.
set -euo pipefail
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR
build=$(cd "$1" && pwd)
checks=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
prefix=$(mktemp -d)
trap 'rm -rf "$prefix"' EXIT
cmake --install "$build" --prefix "$prefix" >/dev/null

share=$prefix/share
for file in bin/primebench libexec/primebench/primebench-mode-python share/man/man1/primebench.1 share/man/man1/primebench-compare.1 share/man/man1/primebench-plot.1 share/man/man1/primebench-report.1 \
  share/bash-completion/completions/primebench share/zsh/site-functions/_primebench \
  share/fish/vendor_completions.d/primebench.fish \
  share/doc/primebench/{README.md,LICENSE,docs/README.md,docs/images/layers.svg}; do
  [ -s "$prefix/$file" ] || { echo "not installed: $file"; exit 1; }
done
stray=$(find "$prefix" -type f ! -path "$prefix/bin/primebench" ! -path "$prefix/libexec/primebench/primebench-mode-*" ! -path "$share/man/man1/*.1" \
  ! -path "$share/doc/primebench/*" ! -path "$share/*/completions/primebench" \
  ! -path "$share/zsh/*" ! -path "$share/fish/*")
[ -z "$stray" ] || { echo "installed, but why? $stray"; exit 1; }
if grep -l '@[A-Z_]*@' "$share"/man/man1/*; then exit 1; fi
"$checks/installed_pages.sh" "$share/doc/primebench"

export PATH="$prefix/bin:$PATH"
unset PRIMEBENCH
version=$(primebench --version | head -n 1)
grep -q "\"$version\"" "$share/man/man1/primebench.1" || { echo "the manual is not of $version"; exit 1; }
mkdir "$prefix/elsewhere"
cd "$prefix/elsewhere"
"$share/doc/primebench/examples/quickstart.sh" >/dev/null
modes=$(primebench --list-modes | sed -n '2,/^$/p' | grep -c .)
[ "$(wc -l <results.csv)" -eq $((1 + 10 * modes)) ]
primebench --list-modes | grep -q '^python-threaded  '
primebench --mode python-threaded --prime 1009 -q -o python.csv >/dev/null
[ "$(wc -l <python.csv)" -eq 2 ]
if [ -e "$build/libexec/primebench/primebench-mode-tbb" ]; then
  primebench --mode tbb --prime 1009 -q -o tbb.csv >/dev/null
  [ "$(wc -l <tbb.csv)" -eq 3 ]
fi
[ "$(head -c 4 results.png | tail -c 3)" = PNG ]
echo "ok: $version works from its prefix"
