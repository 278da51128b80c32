#!/usr/bin/env python3
"""How many workers one master feeds: the figure and the table of docs/clusters.md.

many_workers.py [--cost US] [--delay US] [--figure FILE.svg]

A simulation of what the mode mpi does: workers with a window of two tasks, a master that takes
one answer after another and sends the next task for each, which costs it --cost microseconds
(measured: see the page), and a network that takes --delay microseconds one way. With a tree,
every 32 workers have a master of their own, which gets four tasks for each of them in a message.
Prints CSV: the time of a task, workers, masters, and the part of the workers' time in which they
work. The figure needs gnuplot.
"""
import argparse
import heapq
import random
import subprocess

WINDOW = 2
TREE_FAN = 32
TREE_CHUNK = 4 * TREE_FAN


def efficiency(workers, task, cost, delay, rounds=60):
    """The part of their time that `workers` work, when each has `rounds` tasks in the mean.

    Times in microseconds; tasks differ by up to a tenth.
    """
    chance = random.Random(1)
    tasks = workers * rounds
    handed, done, worked, last = 0, 0, 0.0, 0.0
    free = [0.0] * workers  # When each worker has worked off what it has been sent.
    master = 0.0            # When the master is free again.
    answers = []            # When they arrive, and whose they are.

    def send(worker):
        nonlocal handed, worked
        handed += 1
        takes = task * chance.uniform(0.9, 1.1)
        worked += takes
        free[worker] = max(free[worker], master + delay) + takes
        heapq.heappush(answers, (free[worker] + delay, worker))

    for _ in range(WINDOW):
        for worker in range(workers):
            if handed < tasks:
                master += cost / 2  # There is no answer to take yet.
                send(worker)
    while done < tasks:
        arrived, worker = heapq.heappop(answers)
        master = max(master, arrived) + cost
        done += 1
        last = master
        if handed < tasks:
            send(worker)
    return worked / (workers * last)


def with_tree(workers, task, cost, delay):
    """Likewise with masters of 32 workers below the first, which takes a message for each chunk.

    For it, a master of 32 is a worker that takes a chunk's time; below, nothing has changed.
    """
    groups = max(1, workers // TREE_FAN)
    if groups == 1:
        return efficiency(workers, task, cost, delay)
    below = efficiency(TREE_FAN, task, cost, delay)
    chunk = task * TREE_CHUNK / TREE_FAN / below
    return below * efficiency(groups, chunk, cost, delay, rounds=15)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--cost", type=float, default=2.5)
    parser.add_argument("--delay", type=float, default=20)
    parser.add_argument("--most", type=int, default=16384)
    parser.add_argument("--figure")
    options = parser.parse_args()
    lines = []
    for task in (10, 100, 1000, 10000, 100000):
        for name, simulate in (("one", efficiency), ("tree", with_tree)):
            workers, points = 1, []
            while workers <= options.most:
                points.append((workers, simulate(workers, task, options.cost, options.delay)))
                workers *= 2
            lines.append((task, name, points))
    print("task_us,masters,workers,efficiency")
    for task, name, points in lines:
        for workers, value in points:
            print(f"{task},{name},{workers},{value:.3f}")
    if options.figure:
        draw(lines, options.figure)


def draw(lines, file):
    colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000"]
    words = {10: "10 µs", 100: "100 µs", 1000: "1 ms", 10000: "10 ms", 100000: "100 ms"}
    script = ["set terminal svg size 900,480 font 'DejaVu Sans,13' background '#ffffff'",
              f"set output '{file}'", "set logscale x 2", "set key outside right top",
              "set xlabel 'Workers'", "set ylabel 'Part of their time that workers work'",
              "set yrange [0:1.02]", "set grid back lc rgb '#dddddd'", "set border 3",
              "set tics nomirror",
              "set title 'One master (solid), or one for every 32 workers and one above (dashed)'"]
    plots, data = [], []
    for index, (task, name, points) in enumerate(lines):
        dash = 1 if name == "one" else 2
        title = f"title '{words[task]} a task'" if name == "one" else "notitle"
        plots.append(f"'-' with linespoints lw 2 pt 7 ps 0.4 dt {dash} "
                     f"lc rgb '{colours[index // 2]}' {title}")
        data += [f"{workers} {value}" for workers, value in points] + ["e"]
    text = "\n".join(script + ["plot " + ", ".join(plots)] + data)
    subprocess.run(["gnuplot"], input=text.encode(), check=True)


if __name__ == "__main__":
    main()
