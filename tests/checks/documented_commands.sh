#!/usr/bin/env bash
# Runs every block marked `sh` of the given documents, in order, each document in a
# scratch directory of its own with primebench in PATH. Arguments: a build directory,
# documents. The two commands that build everything are left to their own checks.
set -euo pipefail
build=$(cd "$1" && pwd)
shift
export PATH="$build/src:$PATH"

for document in "$@"; do
  scratch=$(mktemp -d)
  awk '/^```sh$/ { inside = 1; next }
       /^```$/ { inside = 0 }
       inside && !/^\.\/(examples|tests)\// { print }' "$document" >"$scratch/.commands"
  echo "Running $(grep -c . "$scratch/.commands") lines of $document"
  (cd "$scratch" && bash -euxo pipefail .commands)
  rm -rf "$scratch"
done
echo "All documented commands ran."
