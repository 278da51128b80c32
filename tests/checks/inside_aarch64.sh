#!/usr/bin/env bash
# What aarch64.sh runs in its folder.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
read -ra ctest_arguments <<<"${CTEST_ARGUMENTS-}"

dpkg --add-architecture arm64
apt-get -q -o APT::Update::Error-Mode=any update || {
  echo "NOT RUN: the folder's apt gets no lists of packages"
  exit 77
}
# From these packages only headers and static libraries are wanted, not gnuplot.
apt-get install -y -q --no-install-recommends cmake ninja-build ccache g++-aarch64-linux-gnu \
  qemu-user-static libasio-dev libfccp-dev libcxxopts-dev nlohmann-json3-dev libspdlog-dev:arm64 \
  libboost-iostreams-dev:arm64 libboost-filesystem-dev:arm64 libboost-fiber-dev:arm64 \
  libboost-context-dev:arm64 doctest-dev gnuplot-nox libgnuplot-iostream-dev
qemu=$(command -v qemu-aarch64-static || command -v qemu-aarch64)

printf '\nTests with %s, %s\n' "$(aarch64-linux-gnu-g++ --version | head -n 1)" \
  "$("$qemu" --version | head -n 1)"
cmake --preset release -DPRIMEBENCH_TESTS=ON -DPRIMEBENCH_WERROR=ON -DPRIMEBENCH_TEST_FLAGS=-O1 \
  -DCMAKE_SYSTEM_NAME=Linux -DCMAKE_SYSTEM_PROCESSOR=aarch64 \
  -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ \
  -DCMAKE_CROSSCOMPILING_EMULATOR="$qemu"
cmake --build --preset release --target unit_tests mode_tests primebench
# So that what starts a program can start one for aarch64 the kernel is told of the emulator, in a
# namespace of users: nobody else is concerned. Since Linux 6.7 each has a list of its own.
# shellcheck disable=SC2016  # For the inner shell to expand.
tell_kernel='mount -t binfmt_misc none /mnt && printf %s "$0" >/mnt/register && exec "$@"'
magic='\x7fELF\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00'
mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
knowing=(unshare --user --map-root-user --mount
  sh -c "$tell_kernel" ":primebench:M::$magic:$mask:$qemu:OF")
tests='unit|modes'
"${knowing[@]}" true || {
  echo "NOT RUN: tests of modes: the kernel cannot be told of the emulator"
  tests=unit
  knowing=()
}
# qemu does not pass on MADV_DONTFORK, which one test is about, and has page faults and work of its
# own, which two others would count.
echo "NOT RUN: memory that is kept from children: qemu keeps none from them"
echo "NOT RUN: page faults of processes, and what next to nothing uses: qemu adds its own"
"${knowing[@]}" ctest --preset release --parallel "$(nproc)" --tests-regex "^($tests)\." \
  --exclude-regex 'memory that is kept from children|page faults of processes|next to nothing' \
  --label-exclude 'slow|timing' "${ctest_arguments[@]}"
"$qemu" build/release/src/primebench --version
