#!/usr/bin/env bash
# twins.sh [CALLS]: whether a verdict tells apart what is alike. Builds a primebench whose
# table has four modes twice, under two names, and makes CALLS calls (default 60) of 20
# rounds. For each pair of twins a sign test at 5 % compares the rounds of each call: it
# may tell them apart in at most 7 of 60 calls. And it counts the calls whose verdict shuts
# out one of the two truly fastest configurations, which are those with the least median
# over all calls: at most 6 of 60. By hand, on a quiet machine: about two minutes after
# the build. Exit status 1 if there are more.
set -euo pipefail

calls=${1:-60}
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
command -v python3 >/dev/null || { echo "NOT RUN: python3 is missing"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r "$source_dir"/{CMakeLists.txt,CMakePresets.json,LICENSE,README.md,src,tests,docs,examples} "$work"
cd "$work"
python3 - src/modes/table.cpp <<'PATCH'
import sys
path = sys.argv[1]
text = open(path).read()
twins = ["sequential", "threaded", "thread_pool", "multiprocessing_pool"]
made = """
ModeSpec twin_of(const ModeSpec& mode, std::string_view name) {
  ModeSpec twin = mode;
  twin.name = name;
  twin.alias = "";
  return twin;
}
"""
for twin in twins:
    made += f'const ModeSpec {twin}_twin = twin_of({twin}, "{twin.replace("_", "-")}-twin");\n'
anchor = "constexpr auto kModes"
assert anchor in text
text = text.replace(anchor, made + "\n" + anchor, 1)
end = text.index("});", text.index(anchor))
text = text[:end] + "".join(f"    &{twin}_twin,\n" for twin in twins) + text[end:]
open(path, "w").write(text)
PATCH
cmake --preset release -DPRIMEBENCH_TESTS=OFF >/dev/null
cmake --build --preset release >/dev/null
primebench=$work/build/release/src/primebench

twins=sequential,threaded,thread-pool,multiprocessing-pool
all=$twins,${twins//,/-twin,}-twin
for ((i = 1; i <= calls; i++)); do
  "$primebench" --mode "$all" --runs 16 --task-time 100us --pool 2 --repeat 20 --quiet \
    -o twins.csv >/dev/null
  "$primebench" report twins.csv --last --format json -o "call-$i.json" 2>/dev/null
done
python3 - "$calls" <<'COUNT'
import collections, csv, glob, json, statistics, sys
from math import comb

calls = int(sys.argv[1])
rounds = collections.defaultdict(dict)
pooled = collections.defaultdict(list)
for row in csv.DictReader(open("twins.csv")):
    rounds[row["invocation"], row["repetition"]][row["mode"]] = int(row["wall_ns"])
    pooled[row["mode"].removesuffix("-twin")].append(int(row["wall_ns"]))

def told_apart(slower, of):
    extreme = min(slower, of - slower)
    return 2 * sum(comb(of, k) for k in range(extreme + 1)) / 2**of <= 0.05

bad = 0
for mode in sorted(pooled):
    told = 0
    for call in {call for call, _ in rounds}:
        pairs = [(r[mode], r[mode + "-twin"]) for (c, _), r in rounds.items() if c == call]
        unequal = [a > b for a, b in pairs if a != b]
        told += told_apart(sum(unequal), len(unequal))
    bad += told * 60 > 7 * calls
    print(f"{mode}: its twin is told apart in {told} of {calls} calls")
fastest = min(pooled, key=lambda mode: statistics.median(pooled[mode]))
shut_out = 0
for path in glob.glob("call-*.json"):
    (group,) = json.load(open(path))["groups"]
    shut_out += any(not c["possibly_best"] for c in group["configurations"]
                    if c["mode"] in (fastest, fastest + "-twin"))
print(f"truly fastest: {fastest}; it or its twin is shut out in {shut_out} of {calls} calls")
sys.exit(bad > 0 or shut_out * 60 > 6 * calls)
COUNT
