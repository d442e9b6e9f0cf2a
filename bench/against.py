"""Compares this clone with another one, in alternating rounds: bench/results/against.md.

    git worktree add /tmp/other COMMIT
    /usr/bin/python3 bench/against.py /tmp/other

Each round runs ./sweep of both clones and measures:

- a trial of LeNet and one of alexnet-plain inside the command: processor time and peak memory of the process
- a sweep with one worker: the time from the start of the command to the metric of the first step
- ./sweep --version: its time

All stores are SQLite stores, whatever the default of each clone is.
"""

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median

import machine

BENCH = Path(__file__).resolve().parent
HERE = BENCH.parent
NETWORKS = ("lenet", "alexnet-plain")


def timed(command):
    """Runs a command. Returns seconds of processor time, MiB of peak memory and seconds of elapsed time."""
    begin = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([str(part) for part in command], stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            said.seek(0)
            sys.exit(f"{' '.join(map(str, command))} failed:\n{said.read().decode()}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, time.monotonic() - begin


def trial(clone, network):
    """Processor time and peak memory of a trial with --inline."""
    with tempfile.TemporaryDirectory() as folder:
        config = BENCH / "configs" / f"{network}-throughput.json"
        return timed([clone / "sweep", "run", config, "--inline", "--store", f"sqlite:{folder}/sweeps.db"])[:2]


def first_step(clone):
    """Seconds from the start of the command to the metric of the first step, with one worker."""
    with tempfile.TemporaryDirectory() as folder:
        store = ["--store", f"sqlite:{folder}/sweeps.db"]
        small = [part for setting in ("trial.epochs=1", "trial.data.trainSamples=256", "log.everySteps=1") for part in ("--set", setting)]
        begin = time.time()
        timed([clone / "sweep", "run", BENCH / "configs" / "lenet-throughput.json", "--workers", "1", *small, *store])
        timed([clone / "sweep", "export", "lenet-throughput", "--csv", folder, *store])
        with open(f"{folder}/metrics.csv", newline="") as file:
            row = next(row for row in csv.DictReader(file) if row["metric"] == "train/loss")
        return datetime.fromisoformat(row["time_utc"]).timestamp() - begin


def version(clone):
    """Milliseconds of ./sweep --version."""
    return 1000 * median(timed([clone / "sweep", "--version"])[2] for _ in range(10))


def measure(clone):
    figures = {}
    for network in NETWORKS:
        figures[f"{network}, processor time, s"], figures[f"{network}, peak memory, MiB"] = trial(clone, network)
    figures["start of a sweep to its worker's first step, s"] = first_step(clone)
    figures["`--version`, ms"] = version(clone)
    return figures


def commit(clone):
    return machine.said("git", "-C", str(clone), "rev-parse", "--short=10", "HEAD")


def row(name, pairs):
    here, other = zip(*pairs)
    ratios = sorted(a / b for a, b in pairs)
    spread = f"{ratios[0]:.2f} to {ratios[-1]:.2f}"
    return f"| {name} | {median(other):.4g} | {median(here):.4g} | **{median(ratios):.2f}** | {spread} |\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("other", type=Path, help="the other clone")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    other = arguments.other.resolve()
    for clone in (HERE, other):
        timed([clone / "sweep", "--version"])  # builds if necessary
    rounds = []
    for number in range(1, arguments.rounds + 1):
        # The order alternates between rounds.
        order = (HERE, other) if number % 2 else (other, HERE)
        figures = {clone: measure(clone) for clone in order}
        rounds.append({name: (figures[HERE][name], figures[other][name]) for name in figures[HERE]})
        print(f"round {number}: {rounds[-1]}", file=sys.stderr)
    text = f"""# This clone against an earlier one

Made by `/usr/bin/python3 bench/against.py CLONE`: commit {commit(HERE)} against {commit(other)} in turn, medians of {arguments.rounds} rounds.
{machine.header(reference=False)} Load average afterwards: {os.getloadavg()[0]:.1f}.

| what | {commit(other)} | {commit(HERE)} | median ratio | all ratios |
|---|---|---|---|---|
""" + "".join(row(name, [figures[name] for figures in rounds]) for name in rounds[0])
    print(text)
    (BENCH / "results" / "against.md").write_text(text)


if __name__ == "__main__":
    main()
