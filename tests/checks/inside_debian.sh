#!/usr/bin/env bash
# What other_debian.sh runs in its folder: inside_debian.sh gcc|clang|both
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
compilers=$1
read -ra ctest_arguments <<<"${CTEST_ARGUMENTS-}"

# The newest compiler of the suite, which need not be its default: newest g++
newest() {
  apt-cache pkgnames "$1-" | grep -E "^${1//+/\\+}-[0-9]+\$" | sort --version-sort | tail -n 1
}

apt-get -q -o APT::Update::Error-Mode=any update || {
  echo "NOT RUN: the folder's apt gets no lists of packages"
  exit 77
}
gcc=$(newest g++)

if [[ $compilers != clang ]]; then
  ./examples/install_packages.sh ccache "$gcc"
  # The quickstart keeps the options of a build that is there: so its warnings are errors,
  # and the tests need not compile the same again, if its compiler is also the newest.
  cmake --preset release -DPRIMEBENCH_TESTS=OFF -DPRIMEBENCH_WERROR=ON -DPRIMEBENCH_TEST_FLAGS=-O1
  mkdir -p /tmp/quickstart
  rm -f /tmp/quickstart/results.*
  (cd /tmp/quickstart && /primebench/examples/quickstart.sh)
  if [[ $(realpath "$(command -v g++)") != "$(realpath "$(command -v "$gcc")")" ]]; then
    rm -rf build
  fi
  printf '\nTests with %s\n' "$("$gcc" --version | head -n 1)"
  CXX=$gcc ./tests/run.sh "${ctest_arguments[@]}"
  ./tests/install_packages.sh busybox-static dpkg-dev file lintian
  ./tests/checks/package.sh build/release
  ./tests/checks/archive.sh build/release
fi

if [[ $compilers != gcc ]]; then
  clang=$(newest clang)
  ./tests/install_packages.sh "$clang"
  printf '\nTests with %s\n' "$("$clang" --version | head -n 1)"
  cmake --preset clang -DCMAKE_CXX_COMPILER="${clang/clang/clang++}" -DPRIMEBENCH_TESTS=ON \
    -DPRIMEBENCH_WERROR=ON -DPRIMEBENCH_TEST_FLAGS=-O1
  cmake --build --preset clang
  ctest --preset clang --parallel "$(nproc)" --label-exclude 'slow|timing' "${ctest_arguments[@]}"
fi
