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

cache=()
if command -v ccache >/dev/null; then cache=(ccache); fi
compile() {  # FLAGS SOURCE: its object in $out; called side by side
  local flags=$1 source=$2 kernel
  for kernel in "${vector[@]}"; do
    if [[ $source == *kernel_${kernel%%:*}.cpp ]]; then flags+=" ${kernel#*:}"; fi
  done
  # shellcheck disable=SC2086
  "${cache[@]}" "$compiler" -std=c++20 $flags -Isrc "${defines[@]}" -c "$source" \
    -o "$out/objects/${source//\//-}.o"
}
for kernel in "${vector[@]}"; do sources+=("src/workload/kernel_${kernel%%:*}.cpp"); done

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
    rm -rf "$out/objects"
    mkdir "$out/objects"
    running=0
    for source in "${sources[@]}"; do
      if [ "$running" -eq "$(nproc)" ]; then
        wait -n
        running=$((running - 1))
      fi
      compile "$flags" "$source" &
      running=$((running + 1))
    done
    while [ "$running" -gt 0 ]; do
      wait -n
      running=$((running - 1))
    done
    # shellcheck disable=SC2086
    if ! "$compiler" -std=c++20 $flags "${linker[@]}" "$out"/objects/*.o -o "$out/check" 2>"$out/log"; then
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
