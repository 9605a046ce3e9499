"""What the peers share: the data, the command line and the measurement."""

import argparse
import json
import time

import numpy as np

ROWS, VISIBLE, HIDDEN, BATCH, RATE = 60_000, 784, 500, 100, 0.05


def arguments():
    """Threads to compute on and timed passes, of which the fastest counts."""
    p = argparse.ArgumentParser()
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--passes", type=int, default=1)
    return p.parse_args()


def bits():
    """Independent bits of which 15 % are set, the share of ink in MNIST."""
    rng = np.random.default_rng(0)
    return (rng.random((ROWS, VISIBLE), dtype=np.float32) < 0.15).astype(np.float32)


def measure(name, one_pass, args):
    """Runs once to warm up, then times the passes and prints the fastest."""
    one_pass()
    best = float("inf")
    for _ in range(args.passes):
        began = time.perf_counter()
        one_pass()
        best = min(best, time.perf_counter() - began)
    print(json.dumps({"name": name, "threads": args.threads, "seconds": best}))
