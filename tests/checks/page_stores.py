"""page_stores.py DIR: makes stores below DIR/pages from the row in DIR/made.csv: of 7, 40 and
500 configurations, a sweep, and one whose every text tries to become markup."""

import csv
import json
import os
import random
import sys

HOSTILE = [
    "<script>document.title='broken'</script>", '"><img src=x onerror=alert(1)>',
    "</svg><script>alert(2)</script>", "&#60;b&#62; &amp;", "'; x='", "\u202egnp.exe",
    "\u200f\u05e9\u05dc\u05d5\u05dd", "</title></style><style>*{display:none}</style>",
    "<!-- ", "]]>", "javascript:alert(1)", "{{7*7}}", "${x}", "`id`", "a\ufffdb", "%s%n",
    "\\u003cscript\\u003e", "</bdi></th>", "<a href='http://127.0.0.1:9/'>x</a>",
    "&lt;script&gt;"]

directory = sys.argv[1]
with open(os.path.join(directory, "made.csv"), newline="") as file:
    reader = csv.DictReader(file)
    COLUMNS = reader.fieldnames
    MADE = next(reader)
os.mkdir(os.path.join(directory, "pages"))
random.seed(7)


def store(name, configurations, rounds=6):
    with open(os.path.join(directory, "pages", name + ".csv"), "w", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for repetition in range(1, rounds + 1):
            for cells in configurations:
                wall = int(cells["wall_ns"] * random.gauss(1, 0.02))
                writer.writerow({**MADE, "label": "", "invocation": name, "pool": "", "traced": "false",
                                 "runs": 8, "io_delay_ns": 0, "io_waits": 0, "gil": "false",
                                 "task_time_ns": "", "cpus": 2, "cpus_allowed": 2,
                                 "cpu_quota_milli": "", "hosts": 1, **cells,
                                 "repetition": repetition, "wall_ns": wall, "startup_ns": 0,
                                 "run_ns": wall, "teardown_ns": 0})


MODES = [("sequential", ""), ("thread-pool", 2), ("threaded", ""), ("asyncio", ""),
         ("multiprocessing", ""), ("multiprocessing-pool", 2), ("process-pool-executor", 2)]
seven = [{"mode": mode, "pool": pool, "wall_ns": (80 - 7 * i) * 10**6}
         for i, (mode, pool) in enumerate(MODES)]
store("seven", seven)
store("forty", [{**one, "label": f"build-{i}"} for i in range(10) for one in seven[:4]])
store("five-hundred", [{**one, "label": f"build-{i}"} for i in range(125) for one in seven[:4]])
store("pools", [{"mode": "thread-pool", "pool": pool, "wall_ns": 10**8 // min(pool, 2)}
                for pool in range(1, 500)] + seven[:1])
store("sweep", [{**one, "prime": prime, "task_time_ns": time, "is_prime": "true",
                 "wall_ns": one["wall_ns"] * time // 10**5 + 50000 * (one["mode"] != "sequential")}
                for prime, time in [(13564517, 1000), (4081932119, 10000), (904929833287, 100000)]
                for one in seven])
store("hostile", [{**one, "label": label, "host": HOSTILE[0], "cpu_model": HOSTILE[1],
                   "os": HOSTILE[2]} for label in HOSTILE for one in
                  [seven[0], {"mode": HOSTILE[-1], "wall_ns": 10**7}]])
with open(os.path.join(directory, "pages", "hostile.title"), "w") as file:
    file.write("".join(HOSTILE[:5]))
with open(os.path.join(directory, "hostile.json"), "w") as file:
    # A mark that turns the direction of the text behind it becomes a replacement character.
    json.dump([text.replace("\u202e", "\ufffd") for text in HOSTILE], file)
