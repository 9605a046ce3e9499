"""Runs contenders: the environment of the peers, limits, timeouts, clear failures."""

import hashlib
import json
import os
import signal
import subprocess
import sys

from groups import PEERS, PYTHON, UDL, VENV

TIMEOUT = 300  # seconds for one run of one contender; the longest takes about 30


class Slow(Exception):
    """A run took longer than it may."""


def fail(message):
    """Ends the program with a message."""
    sys.exit(f"bench: {message}")


def need(threads):
    """Checks what a comparison cannot do without."""
    if not hasattr(os, "sched_setaffinity"):
        fail("this needs Linux, where a program can be kept to some processors")
    if sys.version_info < (3, 11):
        fail(f"this needs Python 3.11 or newer, not {sys.version.split()[0]}")
    signal.signal(signal.SIGTERM, lambda *_: fail("terminated"))  # which ends the children, too
    have = len(os.sched_getaffinity(0))
    if max(threads) > have:
        fail(f"{max(threads)} threads need as many processors, and there are {have}; try --threads {have}")
    if not UDL.exists():
        fail("there is no bin/udl; make build makes it")


def make_venv():
    """Makes the peers' environment, unless it is there with these packages."""
    requirements = PEERS / "requirements.txt"
    wanted = hashlib.sha256(requirements.read_bytes()).hexdigest()
    stamp = VENV / "requirements.sha256"
    if stamp.exists() and stamp.read_text() == wanted and PYTHON.exists():
        return
    print("== .venv-bench: torch and JAX are several gigabytes", flush=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    try:
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
        # An older pip, as Python brings it along, fails on some of these packages.
        subprocess.run([*pip, "pip==26.3"], check=True)
        subprocess.run([*pip, "-r", requirements], check=True)
    except (OSError, subprocess.CalledProcessError) as e:
        fail(f"the peers' environment .venv-bench cannot be made: {e}")
    stamp.write_text(wanted)


def run(command, threads, passes, timeout=TIMEOUT):
    """Runs a contender on so many processors and returns its lines by their names."""
    processors = sorted(os.sched_getaffinity(0))[:threads]
    limits = {v: str(threads) for v in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")}
    command = [*command, "--threads", str(threads), "--passes", str(passes)]
    what = " ".join(os.path.relpath(c) if os.path.isabs(c) else c for c in command)
    try:
        done = subprocess.run(
            command,
            env=os.environ | limits | {"JAX_PLATFORMS": "cpu"},
            preexec_fn=lambda: os.sched_setaffinity(0, processors),
            capture_output=True,
            text=True,
            timeout=timeout,
        )
    except OSError as e:
        fail(f"{what} does not start: {e}")
    except subprocess.TimeoutExpired:
        raise Slow(f"{what} took more than {timeout} seconds") from None
    if done.returncode:
        end = f"was ended by signal {-done.returncode}" if done.returncode < 0 else f"failed with status {done.returncode}"
        fail(f"{what} {end}:\n{done.stderr[-2000:].strip()}")
    try:
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        return {line["name"]: line for line in lines if line["seconds"] > 0}
    except (ValueError, KeyError, TypeError):
        fail(f"{what} printed no results:\n{done.stdout[-2000:].strip()}")
