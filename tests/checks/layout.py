#!/usr/bin/env python3
"""Draws charts of many kinds and sizes and measures the texts in them without the program's help.

usage: layout.py PRIMEBENCH

pdftotext (of poppler-utils) says where each word lies in a PDF. No two words may overlap and none
may leave the page. Prints how many charts were drawn and what was found; exits 1 if anything was.
"""

import csv
import itertools
import os
import re
import subprocess
import sys
import tempfile

SIZES = ["480x270", "640x360", "960x540", "1920x1080", "3840x2160"]
MODES = ["sequential", "threaded", "thread-pool", "std-async", "asio-thread-pool", "openmp",
         "openmp-tasks", "asyncio", "asyncio-pool", "asyncio-offload", "fibers", "multiprocessing",
         "multiprocessing-spawn", "multiprocessing-pool", "process-pool-executor"]
POOLS = ["thread-pool", "asio-thread-pool", "openmp", "openmp-tasks", "asyncio-pool",
         "asyncio-offload", "fibers", "multiprocessing-pool", "process-pool-executor"]
PROGRAMS = [f"program-with-a-long-name-{i}" for i in range(24 - len(MODES))]
LONG = "release-2026.01.31-gcc-12.2.0-O3-march-native-lto-thin-pgo-"
WORD = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">'
                  r'(.*?)</word>')
FONTS = "/usr/share/fonts/truetype/dejavu"  # These alone: machines differ in the others.
MARGIN = 500  # Around the page, in points.


def stores(program):
    """Name -> rows: a measured row, changed into stores that are hard to draw."""
    subprocess.run([program, "--mode", "sequential", "--prime", "17", "-q", "-o", "seed.csv"],
                   check=True)
    with open("seed.csv", newline="", encoding="utf-8") as file:
        seed = next(csv.DictReader(file))

    count = itertools.count(1)

    def row(mode, wall, **changes):
        changed = dict(seed, mode=mode, wall_ns=str(wall), run_ns=str(wall), cpus="8",
                       user_ns=str(next(count)))
        if mode in POOLS:
            changed["pool"] = "4"
        changed.update({name: str(value) for name, value in changes.items()})
        return changed

    walls = [900_000 * (i * i + 1) for i in range(40)]
    return {
        "modes": [row(mode, walls[i] * (10 + n)) for i, mode in enumerate(MODES)
                  for n in range(3)],
        "rounds": [row(mode, 1_000_000 + 9_000 * i + 7_919 * (i + 3 * n) % 30_000, repetition=n + 1)
                   for n in range(10) for i, mode in enumerate(MODES + PROGRAMS)],
        "one": [row("sequential", 1)],
        "labels": [row("thread-pool", walls[i], label=LONG + chr(97 + i)) for i in range(6)],
        "hosts": [row(mode, walls[i], host=host, cpu_model="A CPU with a long name of " + host)
                  for host in ("laptop", "a-very-long-name-of-a-server-17.example.internal")
                  for i, mode in enumerate(MODES)],
        "pools": [row("thread-pool", walls[i], pool=2 ** i, label=label) for i in range(8)
                  for label in ("", LONG + "a", LONG + "b")],
        # DejaVu has none of these characters, and what replaces them is wider than most letters.
        "characters": [row("thread-pool", walls[i], pool=pool, label="日本語🚀" * 9 + chr(0x4e00 + i),
                           host="ไทย" * 20) for i in range(4) for pool in (1, 2)],
        "tasks": [row(mode, size * (i + 2) * 8, task_time_ns=size, prime=prime, runs=8)
                  for size, prime in ((1000, 1009), (10000, 1000003), (10 ** 6, 100000007))
                  for i, mode in enumerate(MODES[:13])],  # More than 40 bars are refused.
        "primes": [row(mode, walls[i], prime=2 ** 64 - less) for i, less in enumerate((59, 83, 95))
                   for mode in MODES[:5]],
        "mixes": [row("thread-pool", walls[i] + n, mix=mix, label=f"l{n}")
                  for i, mix in enumerate(("equal", "uniform", "bimodal:0.1"))
                  for n in range(12)],
        "tiny and huge": [row(mode, int(10 ** (1 + 1.2 * i))) for i, mode in enumerate(MODES)],
    }


def traces():
    """Name -> text: timelines that are hard to draw."""
    head = "task,worker,start_ns,end_ns,waits,lock_waits,measured\n"
    facts = ("mode=thread-pool;pool={};runs={};prime=834238027356431;io_delay_ns=5000000;"
             "io_waits=4;gil=true;label=" + LONG + ";cpu_model=A CPU with a long name;host=laptop")

    def trace(tasks, workers, pool, length):
        lines = []
        for task in range(tasks):
            start = task // workers * 1000 + 7 * task % 900
            waits = f"0+{length // 4}" if length > 100 else ""
            locked = f"{length // 4}+{length // 5}" if length > 100 else ""
            measured = facts.format(pool, tasks) if task == 0 else ""
            lines.append(f"{task},{task % workers},{start},{start + length},{waits},{locked},"
                         f"{measured}\n")
        return head + "".join(lines)

    return {
        "one task": trace(1, 1, 1, 50),
        "four workers": trace(40, 4, 4, 900),
        "idle workers": trace(4, 4, 64, 900),
        "hundred workers": trace(500, 100, 128, 900),
        "overlapping": trace(30, 2, 2, 20000),
        "all together": trace(400, 400, 400, 900),
        "short tasks": trace(300, 300, 300, 5),
        "many tasks": trace(50000, 8, 12, 400),
    }


def widened(path):
    """A copy of the PDF on a larger page: pdftotext leaves out what lies beyond the page."""
    with open(path, "rb") as file:
        pdf = file.read()
    page = re.search(rb"/MediaBox \[ 0 0 ([\d.]+) ([\d.]+) \]", pdf)
    width, height = map(float, page.groups())
    larger = b"/MediaBox [ -%d -%d %d %d ]" % (MARGIN, MARGIN, width + MARGIN, height + MARGIN)
    with open("wide.pdf", "wb") as file:
        file.write(pdf.replace(page.group(), larger))
    return "wide.pdf", width, height


def words_of(path):
    wide, width, height = widened(path)
    text = subprocess.run(["pdftotext", "-q", "-bbox", wide, "-"], check=True,
                          capture_output=True, text=True).stdout
    words = []
    for x0, y0, x1, y1, word in WORD.findall(text):
        box = [float(edge) - MARGIN for edge in (x0, y0, x1, y1)]
        # The boxes are as high as the font's tallest letters, which none of ours has.
        air = 0.16 * min(box[2] - box[0], box[3] - box[1])
        words.append(([box[0] + air, box[1] + air, box[2] - air, box[3] - air], word))
    return width, height, words


def faults(path):
    width, height, words = words_of(path)
    found = [] if words else ["no text at all"]
    for box, word in words:
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height:
            found.append(f"outside: {word}")
    for (a, one), (b, other) in itertools.combinations(words, 2):
        if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
            found.append(f"overlap: {one} and {other}")
    return found


def is_fine(program, source, way, size):
    subprocess.run([program, "plot", source, "-o", "a.pdf", "--size", size, *way], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = faults("a.pdf")
    for fault in found:
        print(f"{source} {' '.join(way)} {size}: {fault}")
    return len(found)


def ways_for(name):
    ways = [[], ["--log"], ["--metric", "memory", "--log"], ["--metric", "throughput"],
            ["--sort", "value", "--title", "a long title " * 12]]
    if name in ("modes", "hosts", "tasks"):  # They have rows of the baseline.
        ways.append(["--metric", "speedup"])
    if name in ("pools", "characters", "tasks"):
        along = "task" if name == "tasks" else "pool"
        ways += [["--kind", "line", "--x", along], ["--kind", "line", "--x", along, "--log"]]
    if name == "primes":
        ways.append(["--kind", "line", "--x", "prime"])
    if name in ("modes", "rounds"):
        ways += [["--kind", "ranks"], ["--kind", "ranks", "--title", "a long title " * 12]]
    if name in ("one", "modes", "hosts", "tasks"):
        ways += [["--kind", "breakdown"],
                 ["--kind", "breakdown", "--sort", "value", "--title", "a long title " * 12]]
    if name == "tasks":
        ways.append(["--kind", "line", "--x", "task", "--metric", "efficiency"])
    return ways


def main():
    program = os.path.abspath(sys.argv[1])
    os.chdir(tempfile.mkdtemp(prefix="layout."))
    with open("fonts.conf", "w", encoding="utf-8") as file:
        file.write(f"<?xml version='1.0'?><fontconfig><dir>{FONTS}</dir><cachedir>cache</cachedir>"
                   "</fontconfig>")
    os.environ["FONTCONFIG_FILE"] = os.path.abspath("fonts.conf")
    charts = 0
    bad = 0
    for name, rows in stores(program).items():
        store = name.replace(" ", "-") + ".csv"
        with open(store, "w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
        for way, size in itertools.product(ways_for(name), SIZES):
            bad += is_fine(program, store, way, size)
            charts += 1
    for name, text in traces().items():
        source = name.replace(" ", "-") + ".csv"
        with open(source, "w", encoding="utf-8") as file:
            file.write(text)
        for way, size in itertools.product([[], ["--title", "a long title " * 12]], SIZES):
            bad += is_fine(program, source, ["--kind", "timeline", *way], size)
            charts += 1
    print(f"{charts} charts drawn, {bad} texts overlap or leave the picture")
    return 1 if bad or charts == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
