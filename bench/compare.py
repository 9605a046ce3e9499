"""Compares `udl bench` with numpy, torch, JAX and scikit-learn on this machine.

    make bench                            everything, in about a quarter of an hour
    make bench ARGS="--only sgemm vae"    two groups; the others keep their results

Each round runs every contender once, on one thread and on two, in turn, so that a slow
moment of the machine hits all of them; the fastest round counts. A run of n threads may
use n processors. The table goes to bench/results/core.md, all rounds to core.json.
"""

import argparse
import datetime
import time

import machine
import table
from groups import GROUPS, UDL
from run import Slow, fail, make_venv, need, run


def arguments():
    """Reads the command line."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    p.add_argument("--passes", type=int, help="timed passes of each run (default 2, of the RBMs 1)")
    p.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="numbers of threads (default 1 2)")
    p.add_argument("--only", nargs="+", metavar="GROUP", default=list(GROUPS), help=f"some of {', '.join(GROUPS)}")
    args = p.parse_args()
    if min(args.rounds, *args.threads, *([] if args.passes is None else [args.passes])) < 1:
        p.error("rounds, passes and threads are at least 1")
    for name in args.only:
        if name not in GROUPS:
            p.error(f"no group is named {name}; there are {', '.join(GROUPS)}")
    return args


def measure(name, args, versions, load):
    """Runs the rounds of a group and returns what the table needs."""
    began, others, at = time.monotonic(), machine.Others(), datetime.datetime.now(datetime.timezone.utc)
    passes, built = args.passes or GROUPS[name].passes, UDL.stat().st_mtime
    seconds, gflop, tools = {}, {}, {}
    for r in range(args.rounds):
        for threads in args.threads:
            for contender, command in GROUPS[name].contenders.items():
                start = time.monotonic()
                lines = run(command, threads, passes)
                if missing := wanted(name, contender) - set(lines):
                    fail(f"{contender} has no result for {', '.join(sorted(missing))}")
                for work, line in lines.items():
                    seconds.setdefault((work, threads, contender), []).append(float(f"{line['seconds']:.5g}"))
                    gflop[work] = line.get("gflops", 0) * line["seconds"] or gflop.get(work, 0)
                    tools[contender] = line.get("tool", "")
                report(name, f"{r + 1}/{args.rounds}", threads, contender, lines, time.monotonic() - start)
    if UDL.stat().st_mtime != built:
        fail("bin/udl was built anew while it was measured")
    busy, host = others.busy()
    return {
        "begun": at.strftime("%Y-%m-%d %H:%M UTC"),
        "command": command_line(name, args),
        "versions": versions,
        "tools": {c: t for c, t in tools.items() if t},
        "rounds": args.rounds,
        "passes": passes,
        "minutes": round((time.monotonic() - began) / 60, 1),
        "load": round(load, 2),
        "others": round(busy, 2),
        "host": round(host, 2),
        "gflop": {w: float(f"{g:.6g}") for w, g in gflop.items()},
        "seconds": [{"name": w, "threads": t, "contender": c, "rounds": s} for (w, t, c), s in seconds.items()],
    }


def wanted(name, contender):
    """Returns the works that a contender must report."""
    works = {w for r in GROUPS[name].reaches for w in (*r.works, r.part) if w} or {name}
    parts = {r.part for r in GROUPS[name].reaches}
    return works if contender == "udl" else works - parts


def command_line(name, args):
    """Returns the command that measures a group as it was measured."""
    words = ["python3 bench/compare.py", "--only", name]
    for flag, value, usual in (("--rounds", args.rounds, 5), ("--passes", args.passes, None)):
        if value != usual:
            words += [flag, str(value)]
    if args.threads != [1, 2]:
        words += ["--threads", *map(str, args.threads)]
    return " ".join(words)


def report(group, turn, threads, contender, lines, took):
    """Prints a line of progress."""
    results = ", ".join(f"{w} {table.duration(line['seconds'])}" for w, line in lines.items())
    if len(lines) > 2:
        results = f"{len(lines)} works"
    print(f"{group:10} round {turn}  threads {threads}  {contender:12}  {results}  ({took:.1f} s)", flush=True)


def main():
    args = arguments()
    need(args.threads)
    make_venv()
    began, load, here, versions = time.monotonic(), machine.load(), machine.describe(), machine.versions()
    groups = table.load(here)
    for name in args.only:
        groups[name] = measure(name, args, versions, load)
        groups = {n: groups[n] for n in GROUPS if n in groups}
        table.store(here, groups)  # so that a failure later loses nothing
    print("\n" + table.as_markdown(here, groups))
    print(f"written to {table.TABLE.relative_to(table.RESULTS.parent.parent)} in {(time.monotonic() - began) / 60:.1f} minutes")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        fail("interrupted; the groups that were complete are written")
    except Slow as e:
        fail(e)
