#!/usr/bin/env bash
# The dividing kernels are compiled with flags that not every machine understands. So their
# object files must offer no function but the kernel itself: a linker that found an inline
# function in several files might keep theirs for all. Argument: a build directory.
set -euo pipefail
library=$1/src/libprimebench_lib.a
case $(uname -m) in
  x86_64) kernels=(avx2 avx512) ;;
  *) echo "NOT RUN: no kernel has flags of its own on $(uname -m)"; exit 77 ;;
esac
for kernel in "${kernels[@]}"; do
  # T: a function for everybody; W: one that several files may have; i: chosen at start.
  functions=$(nm "$library" 2>/dev/null |
    awk -v file="kernel_$kernel.cpp.o:" '/:$/ { here = $0 == file } here && $2 ~ /^[TWi]$/ { print $3 }' |
    c++filt)
  expected="primebench::find_divisor_$kernel(unsigned long, unsigned long, unsigned long)"
  if [[ $functions != "$expected" ]]; then
    printf 'kernel_%s.cpp should offer its kernel alone, and offers:\n%s\n' "$kernel" "${functions:-nothing}"
    exit 1
  fi
done
echo "ok: ${#kernels[@]} kernels, and each offers one function"
