"""Describes the machine, the versions, and how much else it had to do."""

import os
import pathlib
import platform
import subprocess
import sys
import time

from groups import UDL


def describe():
    """Returns the processor, its widest instructions and its caches as one line."""
    text = pathlib.Path("/proc/cpuinfo").read_text()
    pairs = (line.split(":", 1) for line in text.split("\n\n")[0].splitlines() if ":" in line)
    fields = {key.strip(): value.strip() for key, value in pairs}
    model = fields.get("model name", platform.processor() or platform.machine())
    family = f"family {fields.get('cpu family', '?')} model {fields.get('model', '?')}"
    flags = fields.get("flags", fields.get("Features", "")).split()
    wide = [f for f in ("avx2", "fma", "avx512f", "avx512_bf16", "amx_tile", "asimd") if f in flags]
    caches = [f"L{level} {size}" for level, size in sorted(data_caches().items())]
    processors = f"{len(os.sched_getaffinity(0))} processors"
    return f"{model} ({'; '.join([family, ', '.join(wide), ', '.join(caches)])}), {processors}, Linux {platform.release()}"


def data_caches():
    """Returns the sizes of the first processor's caches for data by their levels."""
    sizes = {}
    for cache in pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*"):
        try:
            if (cache / "type").read_text().strip() != "Instruction":
                sizes[(cache / "level").read_text().strip()] = (cache / "size").read_text().strip()
        except OSError:
            continue
    return sizes


def versions():
    """Returns the versions of what is ours as one line."""
    lines = output([str(UDL), "version"]).splitlines()
    if len(lines) < 3:
        return "udl of an unknown version"
    return f"udl {commit()} ({kernels(lines[-1])}), {lines[1].split()[0]}, Python {platform.python_version()}"


def commit():
    """Returns the commit that bin/udl was built from, as Go or else git knows it."""
    build = [line.split()[-1] for line in output(["go", "version", "-m", str(UDL)]).splitlines() if "vcs." in line]
    facts = dict(word.split("=", 1) for word in build)
    revision, changed = facts.get("vcs.revision", ""), facts.get("vcs.modified") == "true"
    if not revision:  # built with -buildvcs=false
        git = ["git", "-C", str(UDL.parent.parent)]
        revision = output([*git, "rev-parse", "HEAD"])
        changed = bool(output([*git, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results"]))
    return (revision[:12] or "of no known commit") + (" with changes" if changed else "")


def kernels(line):
    """Turns "gemm: avx512; philox: avx512" into "kernels for avx512"."""
    by_set = {}
    for kernel, _, instructions in (part.partition(": ") for part in line.split("; ")):
        by_set.setdefault(instructions, []).append(kernel)
    if len(by_set) == 1:
        return f"kernels for {next(iter(by_set))}"
    return "; ".join(f"{instructions}: {', '.join(names)}" for instructions, names in by_set.items())


def output(command):
    """Returns what a command prints, or nothing when it fails."""
    try:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def load(patience=60):
    """Returns the load average of the last minute. It waits so many seconds for it
    to fall to 1, as it does after a build, and warns when it has not."""
    began = time.monotonic()
    if os.getloadavg()[0] > 1:
        print(f"== the load average is {os.getloadavg()[0]:.2f}: waiting for it to fall to 1", flush=True)
    while (now := os.getloadavg()[0]) > 1:
        if time.monotonic() - began > patience:
            bar = "!" * 78
            print(f"{bar}\n!!! WARNING: the load average is {now:.2f}. This machine is busy:\n"
                  f"!!! the results will be worth little.\n{bar}", file=sys.stderr, flush=True)
            break
        time.sleep(2)
    return now


class Others:
    """Watches how many processors programs other than our children keep busy."""

    def __init__(self):
        self.before = self.now()

    @staticmethod
    def now():
        cpu = [int(n) / os.sysconf("SC_CLK_TCK") for n in pathlib.Path("/proc/stat").read_text().split("\n")[0].split()[1:9]]
        user, nice, system, _, _, irq, softirq, steal = cpu
        own = os.times()
        ours = own.user + own.system + own.children_user + own.children_system
        return user + nice + system + irq + softirq - ours, steal, time.monotonic()

    def busy(self):
        """Returns the processors kept busy by others, and those taken by the host."""
        then, now = self.before, self.now()
        wall = max(now[2] - then[2], 1e-9)
        return max(0.0, now[0] - then[0]) / wall, (now[1] - then[1]) / wall
