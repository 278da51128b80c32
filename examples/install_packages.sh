#!/usr/bin/env bash
# Installs the Debian packages that primebench is built from and runs with, as far as
# they are missing. Arguments: further packages. As root, or with sudo. Whoever has
# installed primebench itself as a package needs none of them.
set -euo pipefail

packages=(
  g++ cmake ninja-build
  libasio-dev libcxxopts-dev libfccp-dev libgnuplot-iostream-dev libspdlog-dev
  nlohmann-json3-dev libboost-iostreams-dev libboost-filesystem-dev
  libboost-fiber-dev libboost-context-dev libtbb-dev
  libopenmpi-dev openmpi-bin
  gnuplot-nox fonts-dejavu-core
  "$@"
)

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) || state=none
  [[ $state == ii* ]] || missing+=("$package")
done
[ ${#missing[@]} -gt 0 ] || exit 0

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  command -v sudo >/dev/null || {
    echo "install_packages.sh: as root, run: apt-get install ${missing[*]}" >&2
    exit 1
  }
  as_root=(sudo)
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install -y -q --no-install-recommends "${missing[@]}"
