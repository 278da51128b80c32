#!/usr/bin/env bash
# The measured work is really done with either compiler and however hard it optimises.
# Argument: the source directory.
set -euo pipefail
cd "$1"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
sources=(tests/checks/work_is_done.cpp src/measure/timed_run.cpp src/modes/{mode,sequential}.cpp
  src/core/{error,fmt,sha256,statistics,text,utf8}.cpp src/sys/usage.cpp)
# The vector kernels alone are compiled for registers that not every machine has.
mapfile -t plain < <(printf '%s\n' src/workload/*.cpp | grep -v '/kernel_.')
sources+=("${plain[@]}")
vector=()
case $(uname -m) in
  x86_64) vector=("avx2:-mavx2 -mfma" "avx512:-mavx512f") ;;
  aarch64) vector=("neon:") ;;
esac
defines=(-DFMT_HEADER_ONLY -DFMT_CONSTEVAL= -DFMT_USE_CONSTEVAL=0)

ran=0
for compiler in g++ clang++; do
  if ! command -v "$compiler" >/dev/null; then
    echo "NOT RUN: $compiler is not installed"
    continue
  fi
  for flags in -O2 -O3 "-O3 -flto"; do
    # What clang leaves for link time needs a linker of its own kind.
    linker=()
    if [[ $compiler$flags == clang*-flto ]] && command -v ld.lld >/dev/null; then linker=(-fuse-ld=lld); fi
    objects=()
    for kernel in "${vector[@]}"; do
      # shellcheck disable=SC2086
      "$compiler" -std=c++20 $flags ${kernel#*:} -Isrc -c "src/workload/kernel_${kernel%%:*}.cpp" \
        -o "$out/${kernel%%:*}.o"
      objects+=("$out/${kernel%%:*}.o")
    done
    # shellcheck disable=SC2086
    if ! "$compiler" -std=c++20 $flags "${linker[@]}" -Isrc "${defines[@]}" "${sources[@]}" "${objects[@]}" \
      -o "$out/check" 2>"$out/log"; then
      grep -qE 'LLVMgold|plugin' "$out/log" || { cat "$out/log"; exit 1; }
      echo "NOT RUN: $compiler $flags: no linker for it, install lld"
      continue
    fi
    printf '%-8s %-10s ' "$compiler" "$flags"
    "$out/check"
    ran=$((ran + 1))
  done
done
[ "$ran" -gt 0 ] || exit 77
echo "ok: the work is done with $ran combinations of compiler and optimisation"
