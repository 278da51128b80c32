#!/usr/bin/env bash
# Measures and draws every picture of docs/charts.md and docs/sweeps.md on this
# machine, in some minutes. Usage: examples/gallery.sh [DIRECTORY [REPETITIONS]], by
# default ./gallery and 9. The directory gets the pictures and the stores and traces that
# they were drawn from. Nothing in it is replaced: one that has a file of these names is
# refused.
#
# In a source tree it builds primebench first; elsewhere it runs the one that is
# installed. PRIMEBENCH names another.
set -euo pipefail
# shellcheck source=examples/find_primebench.sh
. "$(dirname "${BASH_SOURCE[0]}")/find_primebench.sh"

directory=${1:-gallery}
repeat=${2:-9}
primebench() { "$PRIMEBENCH" "$@"; }

# shellcheck disable=SC2013 # Names without blanks.
for name in $(grep -oE -e '(-o|--trace) [a-z-]+\.(csv|png|txt)' "${BASH_SOURCE[0]}" | cut -d' ' -f2); do
  if [ -e "$directory/$name" ] || [ -L "$directory/$name" ]; then
    echo "gallery.sh: $directory has a file $name already: name another directory" >&2
    exit 1
  fi
done
mkdir -p "$directory"
directory=$(cd "$directory" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

primebench --mode all --runs 16 --repeat "$repeat" -q -o cpu.csv
primebench plot -i cpu.csv -o bars.png
primebench plot -i cpu.csv -o cpu-time.png --metric cpu --sort value
primebench plot -i cpu.csv -o bars-small.png --size 640x360

primebench --mode all --runs 24 --prime 17 --io-delay 5ms --pool 4 --repeat "$repeat" -q -o io.csv
primebench plot -i io.csv -o waits.png --title "24 tasks that only wait"
primebench plot -i io.csv -o speedup.png --metric speedup
primebench plot -i io.csv -o breakdown.png --kind breakdown
primebench plot -i io.csv -o ranks.png --kind ranks

pools=sequential,thread-pool,multiprocessing-pool,process-pool-executor
primebench --mode "$pools" --runs 16 --pool 1,2,4,8 --repeat "$repeat" -q -o pools.csv
primebench plot -i pools.csv -o clusters.png
primebench plot -i pools.csv -o pools.png --kind line --metric speedup

for size in 1009:4000 1000003:4000 100000007:2000 10000000019:400 1000000000039:64 834238027356431:16; do
  primebench --mode all --prime "${size%:*}" --runs "${size#*:}" --repeat "$repeat" -q -o sizes.csv
done
primebench plot -i sizes.csv -o sizes.png --kind line --x task --metric efficiency --size 640x360
primebench plot -i sizes.csv -o throughput.png --kind line --x task --metric throughput --size 720x405

primebench --mode all --task-time 1us,3us,10us,30us,100us,300us,1ms,3ms,10ms --runs 256 \
  --repeat "$repeat" -q -o crossover.csv
primebench plot -i crossover.csv -o crossover.png --kind line --x task --metric efficiency

primebench --mode sequential,thread-pool,multiprocessing-pool,process-pool-executor --runs 32 --task-time 1ms \
  --mix equal,uniform,exponential,pareto:1.5 --order ascending --repeat "$repeat" -q -o mix.csv
primebench plot -i mix.csv -o mix.png --kind line --x mix --metric efficiency

primebench --mode sequential,thread-pool,asyncio,multiprocessing-pool,process-pool-executor --prime 1009 --runs 64 \
  --payload 1KiB,8KiB,64KiB,512KiB,2MiB --repeat "$repeat" -q -o payload.csv
primebench plot -i payload.csv -o payload.png --kind line --x payload --metric data-rate

primebench --mode thread-pool --runs 24 --pool 4 --trace trace.csv -q -o trace-results.csv
primebench plot -i trace.csv -o timeline.png --kind timeline
primebench --mode asyncio --runs 12 --io-delay 20ms --trace waits.csv -q -o trace-results.csv
primebench plot -i waits.csv -o event-loop.png --kind timeline
primebench --mode thread-pool --task-time 10ms --runs 12 --pool 4 --gil --io-delay 5ms --trace gil.csv -q -o trace-results.csv
primebench plot -i gil.csv -o lock.png --kind timeline

primebench plot -i io.csv -o bars.txt

cp -n ./* "$directory"
