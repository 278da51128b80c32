#!/usr/bin/env bash
# A build without the libraries of single modes is complete: those modes are listed with the
# package that they lack, asking for one is an error that says the same, and `all` are the
# others. The libraries are kept from CMake, wherever they are installed. Argument: a build
# directory, whose compiler is taken.
set -euo pipefail
trap 'echo "FAILED, line $LINENO: $BASH_COMMAND" >&2' ERR
build=$(cd "$1" && pwd)
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
scratch=$(mktemp -d "$build.without.XXXXXX")  # As deep as that one: ccache knows most of it then.
trap 'rm -rf "$scratch"' EXIT
unset PRIMEBENCH_MODES

compiler=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$build/CMakeCache.txt")
cmake -S "$source_dir" -B "$scratch" -G Ninja -DCMAKE_BUILD_TYPE=Release \
  -DCMAKE_CXX_COMPILER="$compiler" -DPRIMEBENCH_TESTS=OFF -DPRIMEBENCH_WERROR=ON \
  -DCMAKE_DISABLE_FIND_PACKAGE_OpenMP=ON -DCMAKE_DISABLE_FIND_PACKAGE_TBB=ON \
  -DCMAKE_DISABLE_FIND_PACKAGE_MPI=ON \
  -DBOOST_fiber_LIBRARY=OFF -DBOOST_context_LIBRARY=OFF >"$scratch/log" 2>&1 ||
  { cat "$scratch/log"; exit 1; }
cmake --build "$scratch" --parallel 2 --target primebench >"$scratch/log" 2>&1 ||
  { tail -n 50 "$scratch/log"; exit 1; }
primebench=$scratch/src/primebench
cd "$scratch"

# MODE PACKAGE, as the documents have them.
lacking='openmp g++
openmp-tasks g++
fibers libboost-fiber-dev
work-stealing libtbb-dev
std-execution libtbb-dev
mpi libopenmpi-dev'

# A reason that does not fit into the line goes on below.
"$primebench" --list-modes | sed -E ':more; $!{N; b more}; s/\n +/ /g' >list
sed -n '/cannot run here$/,$p' list >missing
while read -r mode package; do
  reason=$(sed -n "s/^$mode  *//p" missing)
  case $reason in
    *"; install the Debian package $package") ;;
    *) echo "--list-modes says of $mode: '$reason'"; exit 1 ;;
  esac
  if sed '/cannot run here$/,$d' list | grep -q "^$mode "; then
    echo "$mode is listed among those that can run"
    exit 1
  fi
  status=0
  "$primebench" --mode "sequential,$mode" --prime 17 --no-store >out 2>err || status=$?
  [ $status -eq 2 ] || { echo "--mode $mode ends with status $status"; exit 1; }
  grep -qF "$mode cannot run here: $reason" err || { cat err; exit 1; }
  [ "$(wc -l <err)" -eq 1 ] || { cat err; exit 1; }
done <<<"$lacking"
[ "$(($(wc -l <missing) - 1))" -eq "$(wc -l <<<"$lacking")" ] || { cat missing; exit 1; }

# The name of a missing program stands for its modes, and is refused for the same reason.
status=0
"$primebench" --mode all,tbb --prime 17 --no-store >out 2>err || status=$?
[ $status -eq 2 ]
grep -qF 'tbb cannot run here: no oneTBB built in; install the Debian package libtbb-dev' err

"$primebench" --mode all --prime 17 --runs 4 -q -o rows.csv >out
modes=$(sed -n '2,/^$/p' list | grep -c .)
[ "$(wc -l <rows.csv)" -eq $((1 + modes)) ]
grep -q ',multiprocessing-spawn,' rows.csv
if grep -qE ',(openmp|openmp-tasks|fibers|work-stealing|std-execution),' rows.csv; then exit 1; fi
echo "ok: without four libraries six modes say what they lack, and the other $modes are measured"
