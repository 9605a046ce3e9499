#!/usr/bin/env python3
"""Measures Jupyter kernels side by side, in turns, as jupyter_client sees them.

    make test                                    # makes .venv, with the kernel in it
    .venv/bin/python -m ipykernel install --sys-prefix
    .venv/bin/python bench/kernel.py udl python3 --rounds 3

Every figure is taken by the client over TCP on the loopback. In each round the kernels
take turns; of the rounds the best counts, since noise only adds.
"""

import argparse
import json
import socket
import statistics
import sys
import time

import psutil
from jupyter_client.manager import KernelManager

TIMEOUT = 60

# What the kernels are asked to do, in their languages.
CODE = {
    "go": {
        "prepare": 'import ("context"; "fmt"; "strings"; "github.com/udl-go/lab/udl/display")\nbig := strings.Repeat("x", 1_000_000)',
        "trivial": "1 + 1",
        "complete": "fmt.Pr",
        "lines": "for i := range 100_000 { fmt.Println(i) }",
        "show": "display.Show(context.Background(), display.Text(big))",
        "loop": 'fmt.Println("begun")\nfor {}',
    },
    "python": {
        "prepare": "import os\nfrom IPython.display import display\nbig = 'x' * 1_000_000",
        "trivial": "1 + 1",
        "complete": "os.pa",
        "lines": "for i in range(100_000): print(i)",
        "show": "display({'text/plain': big}, raw=True)",
        "loop": "print('begun', flush=True)\nwhile True: pass",
    },
}


class Kernel:
    """A kernel and its client."""

    def __init__(self, name):
        begun = time.perf_counter()
        self.manager = KernelManager(kernel_name=name)
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.listening()  # a client that connects before waits long until it tries again
        self.client.start_channels()
        while True:
            request = self.client.kernel_info()
            try:
                reply = self.client.get_shell_msg(timeout=2)
            except Exception:  # noqa: BLE001 queue.Empty and zmq's own
                continue
            if reply["parent_header"].get("msg_id") == request:
                break
        self.started = time.perf_counter() - begun
        self.client.wait_for_ready(timeout=TIMEOUT)
        language = reply["content"]["language_info"]["name"]
        self.code = CODE[language]

    def listening(self):
        """Waits until the kernel listens on all its ports."""
        m = self.manager
        for port in (m.shell_port, m.iopub_port, m.stdin_port, m.control_port, m.hb_port):
            while True:
                with socket.socket() as s:
                    if s.connect_ex((m.ip, port)) == 0:
                        break
                time.sleep(0.001)

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def memory(self):
        """Proportional memory of all the kernel's processes, in MB."""
        root = psutil.Process(self.manager.provisioner.pid)
        return sum(p.memory_full_info().pss for p in [root, *root.children(recursive=True)]) / 1e6

    def run(self, code, seen=None):
        """Runs a cell until its reply and its idle; returns seconds, lines, messages."""
        begun = time.perf_counter()
        request = self.client.execute(code)
        lines = messages = 0
        while True:
            m = self.client.get_iopub_msg(timeout=TIMEOUT)
            if m["parent_header"].get("msg_id") != request:
                continue
            if m["msg_type"] == "stream":
                lines += m["content"]["text"].count("\n")
                messages += 1
                if seen:
                    begun = seen()
            if m["msg_type"] == "status" and m["content"]["execution_state"] == "idle":
                break
        while self.client.get_shell_msg(timeout=TIMEOUT)["parent_header"].get("msg_id") != request:
            pass
        return time.perf_counter() - begun, lines, messages

    def complete(self):
        begun = time.perf_counter()
        self.client.complete(self.code["complete"], reply=True, timeout=TIMEOUT)
        return time.perf_counter() - begun

    def interrupt(self):
        def stop():
            time.sleep(0.2)  # it is in its loop then
            now = time.perf_counter()
            self.manager.interrupt_kernel()
            return now

        return self.run(self.code["loop"], stop)[0]


def measure(name, cells):
    """Measures one kernel once: names of figures and their values, less is better."""
    figures = {"start to kernel_info, s": statistics.median(start(name) for _ in range(3))}
    k = Kernel(name)
    try:
        time.sleep(1)
        figures["memory at the start (PSS), MB"] = k.memory()
        k.run(k.code["prepare"])
        figures["completion, the first, ms"] = 1e3 * k.complete()
        figures["completion, median of 100, ms"] = 1e3 * statistics.median(k.complete() for _ in range(100))
        for _ in range(30):
            k.run(k.code["trivial"])
        took = sorted(1e3 * k.run(k.code["trivial"])[0] for _ in range(cells))
        figures[f"trivial cell, median of {cells}, ms"] = statistics.median(took)
        figures["trivial cell, 99th percentile, ms"] = took[int(0.99 * (cells - 1))]
        seconds, lines, messages = k.run(k.code["lines"])
        if lines != 100_000:
            sys.exit(f"{name}: {100_000 - lines} of 100000 lines are lost")
        figures["100,000 lines, s"] = seconds
        figures["100,000 lines, messages"] = messages
        figures["1 MB display, median of 30, ms"] = 1e3 * statistics.median(k.run(k.code["show"])[0] for _ in range(30))
        figures["interrupt of a loop, median of 7, ms"] = 1e3 * statistics.median(k.interrupt() for _ in range(7))
    finally:
        k.close()
    return figures


def start(name):
    k = Kernel(name)
    k.close()
    return k.started


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("kernels", nargs="+", help="names of installed kernels; ratios are to the last")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cells", type=int, default=500)
    parser.add_argument("--json", help="write all rounds here")
    o = parser.parse_args()
    rounds = {name: [] for name in o.kernels}
    for i in range(o.rounds):
        for name in o.kernels:
            print(f"round {i + 1} of {o.rounds}: {name}", file=sys.stderr, flush=True)
            rounds[name].append(measure(name, o.cells))
    if o.json:
        with open(o.json, "w") as f:
            json.dump(rounds, f, indent=1)
    best = {name: {key: min(r[key] for r in all_rounds) for key in all_rounds[0]} for name, all_rounds in rounds.items()}
    peer = best[o.kernels[-1]]
    print("| best of", o.rounds, "| " + " | ".join(o.kernels) + " | ratio |\n" + "|---" * (len(o.kernels) + 2) + "|")
    for key in peer:
        values = [best[name][key] for name in o.kernels]
        print(f"| {key} | " + " | ".join(f"{v:.3g}" for v in values) + f" | {values[0] / peer[key]:.2f} |")


if __name__ == "__main__":
    main()
