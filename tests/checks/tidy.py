#!/usr/bin/env python3
"""Runs clang-tidy over the program's own sources, as many at a time as there are CPUs.

usage: tidy.py BUILD_DIRECTORY

The directory has a compile_commands.json. A file without findings is not looked at again until
something changes: its text, its headers, the flags, the checks or clang-tidy itself. What is known
is kept in ~/.cache/primebench/tidy, as ccache keeps objects. Exits 1 if anything is found.
"""

import hashlib
import json
import os
import pathlib
import shlex
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

# See src/CMakeLists.txt: clang 14 has coroutines, but does not say so.
COROUTINES = ["-D__cpp_impl_coroutine=201902L", "-DASIO_HAS_CO_AWAIT=1"]
CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache")
DAYS_KEPT = 60


def output_of(command, directory="."):
    """Standard output as bytes; None if the command fails."""
    done = subprocess.run(command, cwd=directory, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          check=False)
    return done.stdout if done.returncode == 0 else None


def flags_of(entry):
    """What the compiler is told, but for the names of the input and the output."""
    words = shlex.split(entry["command"])[1:]
    flags = []
    while words:
        word = words.pop(0)
        if word in ("-o", "-c"):
            words.pop(0)
        elif word != entry["file"]:
            flags.append(word)
    return flags


def key_of(entry, source, rules):
    """Of all that decides what clang-tidy finds, wherever the sources lie; None if unknown."""
    flags = flags_of(entry)
    text = output_of(["clang++", "-E", "-P", "-C", "-w", *flags, *COROUTINES, entry["file"]],
                     entry["directory"])
    if text is None:
        return None
    place = (str(source) + "/").encode()
    told = [word for word in (rules, " ".join(flags).encode(), text)]
    return hashlib.sha256(b"\0".join(word.replace(place, b"") for word in told)).hexdigest()


def findings_in(entry, source, build, rules):
    """What clang-tidy says of one file; empty if it finds nothing."""
    known = CACHE / "primebench" / "tidy"
    key = key_of(entry, source, rules)
    if key and (known / key).exists():
        (known / key).touch()
        return ""
    extra = [f"--extra-arg={word}" for word in COROUTINES]
    done = subprocess.run(["clang-tidy", "-p", build, "--quiet", *extra, entry["file"]],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0 or done.stdout.strip():
        return done.stdout + done.stderr
    if key:
        known.mkdir(parents=True, exist_ok=True)
        (known / key).touch()
    return ""


def forget_old():
    for file in (CACHE / "primebench" / "tidy").glob("*"):
        if file.stat().st_mtime < time.time() - DAYS_KEPT * 86400:
            file.unlink(missing_ok=True)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: tidy.py BUILD_DIRECTORY")
    build = sys.argv[1]
    source = pathlib.Path(__file__).resolve().parents[2]
    with open(pathlib.Path(build) / "compile_commands.json", encoding="utf-8") as file:
        entries = {entry["file"]: entry for entry in json.load(file)}
    listed = output_of(["git", "ls-files", "src/*.cpp"], source).decode().split()
    own = [entries[str(source / name)] for name in listed if str(source / name) in entries]
    rules = output_of(["clang-tidy", "--version"]) + (source / ".clang-tidy").read_bytes()
    found = False
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as threads:
        for text in threads.map(lambda entry: findings_in(entry, source, build, rules), own):
            if text:
                found = True
                print(text, flush=True)
    if found or not own:
        sys.exit("clang-tidy: there are findings" if found else "clang-tidy: there are no sources")
    forget_old()
    print(f"clang-tidy: no findings in {len(own)} files")


main()
