#!/usr/bin/env bash
# From nothing to a chart: runs every mode ten times on the default prime, and leaves
# results.csv and results.png in the directory it is called from. Rows are added to a
# results.csv that is already there.
#
# In a source tree it installs what is missing and builds primebench first; elsewhere it
# runs the one that is installed. PRIMEBENCH names another.
set -euo pipefail
# shellcheck source=examples/find_primebench.sh
. "$(dirname "${BASH_SOURCE[0]}")/find_primebench.sh"

"$PRIMEBENCH" --mode all --repeat 10 --output results.csv
"$PRIMEBENCH" plot --input results.csv --output results.png
echo "The rows are in results.csv, the chart is in results.png."
