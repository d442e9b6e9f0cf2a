#!/usr/bin/env python3
"""Runs the example programs that need Python packages as trials, kills one of the sweeps, and measures how soon a program
is stopped after its loss is NaN. Writes results/programs.md. Needs Debian's python3-torch and python3-sklearn.
"""

import collections
import json
import os
import statistics
import tempfile
import time
from pathlib import Path

import machine
import product

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
KILLS = 20

# Debian's packages are for Debian's interpreter.
product.ONE_THREAD["PATH"] = f"/usr/bin:{os.environ['PATH']}"

NAN_PROGRAM = """
import json, os, signal, sys, time
import sweep_log

def end(number, frame):
    print(f"{time.time() - begin:.4f}", file=open(sys.argv[2], "w"))
    sys.exit(0)

signal.signal(signal.SIGTERM, end)
for step in range(20):
    sweep_log.log(step=step, loss=1.0)
    time.sleep(0.02)
begin = time.time()
if sys.argv[1] == "helper":
    sweep_log.log(step=20, loss=float("nan"))
else:
    print(json.dumps({"step": 20, "loss": float("nan")}), flush=True)
while True:
    time.sleep(0.01)
"""


def main():
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        pytorch = EXAMPLES / "pytorch" / "sweep.json"
        begin = time.monotonic()
        whole = tables(pytorch, folder / "whole.db")
        seconds = time.monotonic() - begin
        kills = product.run_killed(
            ["run", pytorch, "--no-report", "--store", folder / "killed.db"], KILLS, (0.5, 4))
        killed = tables(pytorch, folder / "killed.db")
        assert whole == killed, "A killed sweep has other tables than a whole one."
        sklearn = tables(EXAMPLES / "scikit-learn" / "sweep.json", folder / "sklearn.db")
        stops = {source: nan_stops(source, folder) for source in ("stdout", "helper")}
    write(whole, seconds, kills, sklearn, stops)


def tables(config, store):
    """Runs a sweep to its end, and returns the rows of both tables without their columns of time."""
    product.run([product.SWEEP, "run", config, "--no-report", "--store", store])
    return product.tables_without_time(json.loads(config.read_text())["name"], store)


def nan_stops(source, folder):
    """The seconds from the line with NaN to the SIGTERM, for each of ten trials."""
    (folder / "nan.py").write_text(NAN_PROGRAM)
    config = folder / f"{source}.json"
    config.write_text(json.dumps({
        "name": source,
        "trial": {"command": ["python3", "nan.py", source, f"{source}-{{seed}}"]},
        "seeds": 10,
        "objective": {"metric": "loss"},
    }))
    rows = tables(config, folder / f"{source}.db")["trials"]
    assert all((row["outcome"], row["outcome_kind"], row["outcome_step"]) == ("diverged", "nan", "20") for row in rows)
    return [float((folder / f"{source}-{seed}").read_text()) for seed in range(10)]


def write(whole, seconds, kills, sklearn, stops):
    rows = [
        f"| {row['trial']} | {row['optimizer.lr']} | {row['seed']} | {row['outcome']} | {row['outcome_kind']} | "
        f"{row['outcome_step']} | {row['steps']} | {float(row['val/accuracy.last']):.4f} |"
        for row in whole["trials"]
    ]
    outcomes = collections.Counter(row["outcome"] for row in sklearn["trials"])
    times = [
        f"| {name} | {statistics.median(stops[source]):.2f} s | {max(stops[source]):.2f} s |"
        for source, name in (("stdout", "a line on standard output"), ("helper", "`sweep_log.log`"))
    ]
    text = "\n".join([
        "# Programs as trials",
        "",
        "Made by `/usr/bin/python3 bench/programs.py`.",
        machine.header(),
        "",
        "## PyTorch",
        "",
        f"`examples/pytorch/sweep.json` took {seconds:.0f} s with the workers that `run` starts:",
        "",
        "| trial | optimizer.lr | seed | outcome | kind | at step | steps | val/accuracy |",
        "|---|---|---|---|---|---|---|---|",
        *rows,
        "",
        f"In a second store, all processes of the sweep (the supervisor, the workers and the programs) were killed with "
        f"SIGKILL {kills} times, after 0.5 to 4 s each. `trials.csv` and `metrics.csv`, without the columns of time, are "
        f"the same: {len(whole['metrics'])} points, each with the same value.",
        "",
        "## scikit-learn",
        "",
        f"`examples/scikit-learn/sweep.json`: {', '.join(f'{count} {outcome}' for outcome, count in outcomes.items())}.",
        "",
        "## From NaN to the stop",
        "",
        "The time from a line with a NaN loss to the SIGTERM that the program gets, in ten trials:",
        "",
        "| the program logs by | median | longest |",
        "|---|---|---|",
        *times,
        "",
    ])
    (Path(__file__).resolve().parent / "results" / "programs.md").write_text(text)


if __name__ == "__main__":
    main()
