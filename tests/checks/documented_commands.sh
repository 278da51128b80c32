#!/usr/bin/env bash
# Runs the commands that the documentation shows: every block fenced as sh, in order,
# each document in an empty directory of its own, with primebench in PATH.
# Arguments: a build directory, then documents; by default all but the walk-throughs,
# which have checks of their own.
#
# Of a measurement with more than three rounds the plan of what is written is looked at
# (--dry-run), and three rounds are run: the rest would show once more that it runs, and took
# seven minutes. With ROUNDS=all everything runs as it is written.
#
# A block after a line <!-- not run: REASON --> is left out, and said to be; so is one
# after <!-- recipe: NAME -->, which spreadsheets.sh or ci_recipes.sh runs.
set -euo pipefail
shopt -s extglob
build=$(cd "$1" && pwd)
shift
real=$build/src/primebench
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
least=0
if [ $# -eq 0 ]; then
  least=1
  set -- README.md docs/!(adding-a-mode|adding-a-parameter).md examples/README.md
fi

# The commands of a document, and on standard error what is left out. A command in a block
# of no language is an error: nobody would notice that it is not run.
commands_of() {
  awk -v document="$1" '
    /^```/ && inside { inside = 0; next }
    /^```/ {
      inside = $0 == "```sh" ? (mark == "" ? 1 : 2) : 3
      plain = $0 == "```"
      if (inside == 1) print "# " document ":" FNR
      if (inside == 2) print document ":" FNR ": left out, " mark > "/dev/stderr"
      mark = ""
      next
    }
    inside == 1 { print }
    inside == 3 && plain && /^(primebench |sudo |cmake |\.\/)/ {
      print document ":" FNR ": a command in a block of no language" > "/dev/stderr"
      bad = 1
    }
    { mark = "" }
    /^<!-- (not run|recipe): .+ -->$/ { mark = substr($0, 6, length($0) - 9) }
    END { exit bad }' "$1"
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export HOME=$scratch
# What stands for primebench in the documents. Numbers from standard input could not be read twice.
mkdir "$scratch/bin"
cat > "$scratch/bin/primebench" << END
#!/usr/bin/env bash
few=("\$@")
[[ " \$* " == *" --numbers - "* || " \$* " == *" --dry-run "* ]] && exec "$real" "\$@"
for ((i = 0; i + 1 < \$#; ++i)); do
  if [[ \${few[i]} == --repeat && \${few[i + 1]} -gt 3 ]]; then
    few[i + 1]=3
    "$real" "\$@" --dry-run > /dev/null || exit
  fi
done
exec "$real" "\${few[@]}"
END
chmod +x "$scratch/bin/primebench"
if [ "${ROUNDS:-}" = all ]; then ln -sf "$real" "$scratch/bin/primebench"; fi
export PATH="$scratch/bin:$build/src:$PATH"
total=0
for document in "$@"; do
  begin=$SECONDS
  mkdir "$scratch/here"
  commands_of "$document" >"$scratch/commands"
  lines=$(grep -cv '^#' "$scratch/commands" || true)
  (cd "$scratch/here" && bash -euo pipefail "$scratch/commands") >"$scratch/log" 2>&1 || {
    cat "$scratch/commands" "$scratch/log"
    echo "FAILED: a command of $document" >&2
    exit 1
  }
  echo "ok: $lines lines of $document ($((SECONDS - begin)) s)"
  total=$((total + lines))
  rm -rf "$scratch/here"
done
[ "$total" -ge $least ] || { echo "there are no commands in $*" >&2; exit 1; }
