"""Measures how much slower training becomes when other programs keep the machine busy.

    make build && python3 bench/competitors.py

Each round runs every contender alone and then beside as many endless loops as it has
threads, all of them kept to the same processors. A fair share of n processors for n
threads and n loops is one half, a slowdown of 2; threads that spin while they wait, or
wait for each other, do worse. The table goes to bench/results/competitors.md.

A run is two epochs, one to warm up. One that reaches the limit is ended and counts as
endless, and the contender is not run again like that.
"""

import argparse
import contextlib
import datetime
import math
import os
import statistics
import subprocess
import sys
import time

import machine
import table
from groups import GROUPS, RESULTS, udl
from run import Slow, fail, make_venv, need, run

WORKS = ("rbm", "deep-ae")
CONTENDERS = ("udl", "torch")

# A loop ends by itself when this program is gone, or after so many seconds.
LOOP = """
import os, sys, time
parent, end = os.getppid(), time.monotonic() + float(sys.argv[1])
while os.getppid() == parent and time.monotonic() < end:
    for _ in range(1_000_000):
        pass
"""


@contextlib.contextmanager
def loops(number, processors, seconds=600):
    """Keeps processors busy while the block runs."""
    limit = lambda: os.sched_setaffinity(0, processors)
    started = []
    try:
        for _ in range(number):
            started.append(subprocess.Popen([sys.executable, "-c", LOOP, str(seconds)], preexec_fn=limit))
        time.sleep(0.5)  # Python starts
        yield
        if any(p.poll() is not None for p in started):
            fail("a busy loop ended before the measurement")
    finally:
        for p in started:
            p.kill()
        for p in started:
            p.wait()


def measure(args):
    """Returns the seconds by work, contender and whether loops ran beside it."""
    seconds = {}
    for r in range(args.rounds):
        for work in args.only:
            for contender in CONTENDERS:
                for beside in (0, args.threads):
                    times = seconds.setdefault((work, contender, beside > 0), [])
                    if math.inf not in times:
                        times.append(one(work, contender, beside, args))
                        print(f"{work:8} round {r + 1}/{args.rounds}  {contender:6} beside {beside} loops  {shown(times[-1], args)}", flush=True)
    return seconds


def one(work, contender, beside, args):
    """Returns the seconds of one epoch beside so many loops, infinity at the limit."""
    processors = sorted(os.sched_getaffinity(0))[: args.threads]
    with loops(beside, processors) if beside else contextlib.nullcontext():
        try:
            command = udl(work) if contender == "udl" else GROUPS[work].contenders[contender]
            return run(command, args.threads, 1, args.limit)[work]["seconds"]
        except Slow:
            return math.inf


def as_markdown(args, seconds, load, minutes):
    """Formats the table."""
    lines = [
        "# Beside busy programs",
        "",
        f"One epoch on {args.threads} threads, alone and beside {args.threads} endless loops on the same {args.threads} processors; the median",
        f"of {args.rounds} interleaved rounds, in brackets the fastest and the slowest. A slowdown in proportion is 2.00.",
        "`python3 bench/competitors.py` measures it again.",
        "",
        f"Machine: {machine.describe()}. {machine.versions()}. {datetime.date.today()}, {minutes:.1f} minutes, load average before {load:.2f}.",
        "",
        "| work | contender | alone | beside loops | slowdown |",
        "|---|---|---:|---:|---:|",
    ]
    for work in args.only:
        for contender in CONTENDERS:
            alone, beside = (seconds[work, contender, b] for b in (False, True))
            lines.append(f"| {work} | {contender} | {spread(alone, args)} | {spread(beside, args)} | **{slowdown(alone, beside, args)}** |")
    return "\n".join(lines) + "\n"


def slowdown(alone, beside, args):
    """Formats the ratio of the medians, or its bound where the limit was reached."""
    if math.inf in alone:
        return "?"
    if math.inf in beside:
        return f"> {args.limit / 3 / statistics.median(alone):.0f}"  # two epochs and the start
    return f"{statistics.median(beside) / statistics.median(alone):.2f}"


def spread(seconds, args):
    """Formats the median and the range."""
    if math.inf in seconds:
        return shown(math.inf, args)
    return f"{shown(statistics.median(seconds), args)} ({min(seconds):.3g}–{max(seconds):.3g})"


def shown(seconds, args):
    """Formats a time."""
    return f"ended after {args.limit} s" if seconds == math.inf else table.duration(seconds)


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    p.add_argument("--threads", type=int, default=2, help="threads, and loops beside them (default 2)")
    p.add_argument("--limit", type=int, default=120, help="seconds that a run may take (default 120)")
    p.add_argument("--only", nargs="+", choices=WORKS, default=list(WORKS), help="some of the works")
    args = p.parse_args()
    if min(args.rounds, args.threads, args.limit) < 1:
        p.error("rounds, threads and the limit are at least 1")
    need([args.threads])
    make_venv()
    load, began = machine.load(), time.monotonic()
    text = as_markdown(args, measure(args), load, (time.monotonic() - began) / 60)
    table.replace(RESULTS / "competitors.md", text)
    print("\n" + text + "\nwritten to bench/results/competitors.md")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        fail("interrupted; nothing is written")
