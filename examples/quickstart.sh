#!/usr/bin/env bash
# From nothing to a chart: installs what is missing, builds primebench, runs every
# mode once on the default prime, and leaves results.csv and results.png in the
# directory it is called from. Rows are added to a results.csv that is already there.
set -euo pipefail

source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
"$source_dir/examples/install_packages.sh"

(cd "$source_dir" && cmake --preset release -DPRIMEBENCH_TESTS=OFF >/dev/null)
cmake --build "$source_dir/build/release" --target primebench
primebench=$source_dir/build/release/src/primebench

"$primebench" --mode all --output results.csv
"$primebench" plot --input results.csv --output results.png
echo "The rows are in results.csv, the chart is in results.png."
