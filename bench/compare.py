"""Compares `udl bench rbm` with torch, JAX and scikit-learn on this machine.

    make bench        (or: python3 bench/compare.py [--rounds N])

Each round runs every contender once, on one thread and on two, in turn, so that
a slow moment of the machine hits all of them; the fastest round counts. A run of
n threads may use n processors. The table goes to bench/results/rbm.md.
"""

import argparse
import datetime
import hashlib
import json
import os
import pathlib
import platform
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = ROOT / "bench" / "peers"
VENV = ROOT / ".venv-bench"
PYTHON = VENV / "bin" / "python"
CONTENDERS = {
    "udl": [ROOT / "bin" / "udl", "bench", "rbm", "--json"],
    "torch": [PYTHON, PEERS / "rbm_torch.py"],
    "JAX": [PYTHON, PEERS / "rbm_jax.py"],
    "scikit-learn": [PYTHON, PEERS / "rbm_sklearn.py"],
}


def make_venv():
    """Makes the peers' environment, unless it is there with these packages."""
    wanted = hashlib.sha256((PEERS / "requirements.txt").read_bytes()).hexdigest()
    stamp = VENV / "requirements.sha256"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("== .venv-bench: torch and JAX are several gigabytes", flush=True)
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    # An older pip, as Python brings it along, fails on some of these packages.
    subprocess.run([*pip, "pip==26.3"], check=True)
    subprocess.run([*pip, "-r", PEERS / "requirements.txt"], check=True)
    stamp.write_text(wanted)


def measure(name, threads, passes):
    """Runs one contender and returns its line."""
    limit = lambda: os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    command = [*map(str, CONTENDERS[name]), "--threads", str(threads), "--passes", str(passes)]
    out = subprocess.run(command, check=True, preexec_fn=limit, stdout=subprocess.PIPE, text=True)
    return json.loads(out.stdout.splitlines()[-1])


def machine():
    """Describes the processor and its widest instructions."""
    text = pathlib.Path("/proc/cpuinfo").read_text()
    pairs = (line.split(":", 1) for line in text.split("\n\n")[0].splitlines() if ":" in line)
    fields = {key.strip(): value.strip() for key, value in pairs}
    model = fields.get("model name", platform.processor())
    family = f"family {fields.get('cpu family', '?')} model {fields.get('model', '?')}"
    flags = fields.get("flags", "").split()
    wide = [f for f in ("avx2", "fma", "avx512f", "avx512_bf16") if f in flags]
    return f"{model} ({family}; {', '.join(wide)}), {len(os.sched_getaffinity(0))} processors, {platform.system()}"


def table(best, rounds, minutes):
    """Formats the results."""
    peers = [n for n in CONTENDERS if n != "udl"]
    go = subprocess.run(["go", "version"], stdout=subprocess.PIPE, text=True).stdout.split()[2]
    lines = [
        "# One CD-1 epoch of a 784-500 RBM",
        "",
        "60,000 rows of random bits (15 % set) in batches of 100, float32; seconds, the minimum of "
        f"{rounds} interleaved rounds (`make bench`, {minutes:.0f} minutes), all seeds 0. scikit-learn's model is PCD-1.",
        "",
        f"Machine: {machine()}. {go}, Python {platform.python_version()}. {datetime.date.today()}.",
        "",
        "| threads | udl | " + " | ".join(best[n, 1]["name"] for n in peers) + " | udl / best peer |",
        "|---:|---:|" + "---:|" * (len(peers) + 1),
    ]
    for threads in (1, 2):
        times = {n: best[n, threads]["seconds"] for n in CONTENDERS}
        ratio = times["udl"] / min(times[n] for n in peers)
        cells = [f"{times[n]:.3f}" for n in CONTENDERS]
        lines.append(f"| {threads} | " + " | ".join(cells) + f" | **{ratio:.2f}** |")
    return "\n".join(lines) + "\n"


def main():
    if not hasattr(os, "sched_setaffinity"):
        sys.exit("bench: this needs Linux, where a program can be kept to some processors")
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--rounds", type=int, default=5, help="interleaved rounds (default 5)")
    p.add_argument("--passes", type=int, default=2, help="timed passes of each run (default 2)")
    args = p.parse_args()
    make_venv()
    best, began = {}, time.monotonic()
    for r in range(args.rounds):
        for threads in (1, 2):
            for name in CONTENDERS:
                line = measure(name, threads, args.passes)
                print(f"round {r + 1}  {threads} threads  {name:12}  {line['seconds']:.3f} s", flush=True)
                key = name, threads
                if key not in best or line["seconds"] < best[key]["seconds"]:
                    best[key] = line
    text = table(best, args.rounds, (time.monotonic() - began) / 60)
    target = ROOT / "bench" / "results" / "rbm.md"
    target.parent.mkdir(exist_ok=True)
    beside = target.with_suffix(".part")
    beside.write_text(text)
    beside.replace(target)
    print("\n" + text + f"\nwritten to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
