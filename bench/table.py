"""Writes what was measured: every round as JSON, and one table with the ratios."""

import json
import statistics

from groups import GROUPS, RESULTS

JSON, TABLE = RESULTS / "core.json", RESULTS / "core.md"


def load(machine):
    """Returns the stored groups, if they were measured on this machine."""
    try:
        stored = json.loads(JSON.read_text())
    except (OSError, ValueError):
        return {}
    if stored.get("machine") != machine:
        print(f"== the results in {JSON.name} are from another machine and are dropped", flush=True)
        return {}
    return {name: stored["groups"][name] for name in GROUPS if name in stored["groups"]}


def store(machine, groups):
    """Writes both files; groups are as compare.py measures them."""
    numbers, text = as_json(machine, groups), as_markdown(machine, groups)
    json.loads(numbers)  # it is written by hand: better no file than one that cannot be read
    replace(JSON, numbers)
    replace(TABLE, text)


def replace(path, text):
    """Writes a file so that it is either the old or the new one."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_suffix(path.suffix + ".part")
    beside.write_text(text)
    beside.replace(path)


def as_json(machine, groups):
    """Formats the groups with a line for each work, threads and contender."""
    parts = []
    for name, group in groups.items():
        head = json.dumps({k: v for k, v in group.items() if k != "seconds"}, ensure_ascii=False)[1:-1]
        lines = ",\n    ".join(json.dumps(line) for line in group["seconds"])
        parts.append(f'  {json.dumps(name)}: {{{head}, "seconds": [\n    {lines}]}}')
    return f'{{"machine": {json.dumps(machine)}, "groups": {{\n' + ",\n".join(parts) + "}}\n"


def as_markdown(machine, groups):
    """Formats the table."""
    lines = [
        "# The numeric core beside its peers",
        "",
        "Seconds of one run, float32, all seeds 0. In each round every contender runs once, on its own, kept to as many",
        "processors as it has threads; it warms up and then counts the fastest of its passes. The times are the minimum of",
        "the rounds, the ratios those of the minima, beside them those of the medians. GFLOP/s count every product in full,",
        "also where zeros are skipped; beside them their share of the peak. `make bench` measures all this again.",
        "",
        f"Machine: {machine}.",
        "",
    ]
    contenders = list(dict.fromkeys(c for name in groups for c in GROUPS[name].contenders))
    peers = [c for c in contenders if c != "udl"]
    lines += [
        "| work | threads | " + " | ".join(["udl", "GFLOP/s", *peers]) + " | udl / best peer | of medians | to reach | |",
        "|---|---:|" + "---:|" * (len(peers) + 5) + "---|",
    ]
    for name, group in groups.items():
        lines += rows(GROUPS[name], group, peers)
    shared = shared_versions(groups)
    lines += ["", *([f"Measured: {shared}.", ""] if shared else [])]
    lines += [f"- **{name}**: {GROUPS[name].about}. {circumstances(group, shared)}" for name, group in groups.items()]
    return "\n".join(lines) + "\n"


def shared_versions(groups):
    """Returns the versions of what is ours, if they are the same for all groups."""
    versions = {group["versions"] for group in groups.values()}
    return versions.pop() if len(versions) == 1 else ""


def circumstances(group, shared):
    """Says when, how and with what a group was measured."""
    tools = ", ".join([*([] if shared else [group["versions"]]), *group["tools"].values()])
    return (
        f"Rounds: {group['rounds']}, passes: {group['passes']}, {group['minutes']:.1f} minutes from {group['begun']} on: "
        f"`{group['command']}`. {tools}. Load average before: {group['load']:.2f}; meanwhile other programs took "
        f"{group['others']:.2f} processors and the host {group['host']:.2f}."
    )


def rows(spec, group, peers):
    """Returns the rows of one group."""
    seconds = {(s["name"], s["threads"], s["contender"]): s["rounds"] for s in group["seconds"]}
    pairs = list(dict.fromkeys((s["name"], s["threads"]) for s in group["seconds"]))
    lines = []
    for work, threads in sorted(pairs, key=lambda p: ([w for w, _ in pairs].index(p[0]), p[1])):
        reaches = [r for r in spec.reaches if not r.works or work in r.works] or [None]
        for i, reach in enumerate(reaches):
            cell = lambda c: duration(min(seconds[work, threads, c])) if (work, threads, c) in seconds else ""
            shown = [cell(p) if i == 0 or p in reach.peers else "" for p in peers]
            rate = speed(group, seconds, work, threads) if i == 0 else ""
            name = f"{work} / {reach.part}" if reach and reach.part else work
            head = [name, str(threads), cell("udl"), rate]
            lines.append("| " + " | ".join([*head, *shown, *ratio(seconds, work, threads, reach)]) + " |")
    return lines


def speed(group, seconds, work, threads):
    """Formats GFLOP/s, with the share of the peak where it was measured too."""
    gflops = lambda w: group["gflop"].get(w, 0) / min(seconds[w, threads, "udl"])
    if work == "peak" or ("peak", threads, "udl") not in seconds:
        return f"{gflops(work):.0f}"
    return f"{gflops(work):.0f} ({100 * gflops(work) / gflops('peak'):.0f} %)"


def ratio(seconds, work, threads, reach):
    """Returns the ratio, that of medians, what is to be reached, and whether it is."""
    if reach is None:
        return [""] * 4
    ours = seconds[work, threads, "udl"]
    theirs = [seconds[reach.part or work, threads, p] for p in reach.peers if (reach.part or work, threads, p) in seconds]
    best = min(ours) / min(min(t) for t in theirs)
    middle = statistics.median(ours) / min(statistics.median(t) for t in theirs)
    most = reach.most.get(threads)
    if most is None:
        return [f"**{best:.2f}**", f"{middle:.2f}", "", ""]
    return [f"**{best:.2f}**", f"{middle:.2f}", f"≤ {most:.2f}", "reached" if best <= most else "missed"]


def duration(seconds):
    """Formats a time with four digits and a unit."""
    for unit, scale in (("µs", 1e6), ("ms", 1e3), ("s", 1.0)):
        if seconds * scale < 1000 or unit == "s":
            return f"{seconds * scale:.4g} {unit}"
