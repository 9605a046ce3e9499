"""What the peers share: the command line and the measurement, as `udl bench` does it.

A peer is called with the names of workloads, --threads and --passes. It prints one
JSON object a line: the name, the tool with its version, the threads and the seconds.
"""

import argparse
import json
import time

PASS_TIME = 0.1  # the least duration of a pass: shorter work is repeated


def arguments(*names):
    """Reads the command line; without a name on it, the first one is meant."""
    p = argparse.ArgumentParser()
    p.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    p.add_argument("--threads", type=int, default=1, help="threads to compute on")
    p.add_argument("--passes", type=int, default=1, help="timed passes, of which the fastest counts")
    args = p.parse_args()
    args.names = args.names or [names[0]]
    unknown = [n for n in args.names if n not in names]
    if unknown:
        p.error(f"no workload is named {unknown[0]}; there are {', '.join(names)}")
    return args


def measure(name, tool, args, *forms):
    """Times equivalent forms of the work and prints the fastest pass of the fastest form."""
    best = min(fastest(run, args.passes) for run in forms)
    print(json.dumps({"name": name, "tool": tool, "threads": args.threads, "seconds": best}), flush=True)


def fastest(run, passes):
    """Returns the seconds of one run in the fastest pass, after a warm-up."""
    runs = repetitions(run)
    return min(timed(run, runs) for _ in range(passes)) / runs


def repetitions(run):
    """Returns how many runs make a pass; the runs to find out also warm up."""
    if timed(run, 1) > 5 * PASS_TIME:
        return 1
    runs = 1
    while (seconds := timed(run, runs)) < PASS_TIME:
        runs = int(runs * min(10, 1.2 * PASS_TIME / max(seconds, 1e-9))) + 1
    return runs


def timed(run, runs):
    """Returns the seconds of so many runs."""
    began = time.perf_counter()
    for _ in range(runs):
        run()
    return time.perf_counter() - began
