"""What a trial of 20 LeNet steps costs beside its training and evaluation: bench/results/overhead.md.

A worker's time from the end of one trial to the end of the next, less what the trial logged as seconds of training and of evaluation
(system/train_seconds, system/val_seconds, system/test_seconds): claim, network, data, checkpoint, models, log, metrics, the trial's end.
"""

import argparse
import sqlite3
import statistics
import tempfile
from pathlib import Path

import machine
import product

BENCH = Path(__file__).resolve().parent
CONFIG = BENCH / "configs" / "overhead.json"
GOAL = 30

QUERY = """
    SELECT attempts.pid, trials.number, attempts.ended_ms,
        (SELECT sum(value) FROM metrics JOIN metric_names ON metric_names.id = metric_id
         WHERE trial_id = trials.id AND name IN ('system/train_seconds', 'system/val_seconds', 'system/test_seconds')) * 1000
    FROM attempts JOIN trials ON trials.id = trial_id ORDER BY attempts.pid, attempts.ended_ms
"""


def overheads(trials, *options):
    """Milliseconds beside training and evaluation, by trial number; the first trial of each worker, which has none before it, is left out."""
    with tempfile.TemporaryDirectory() as folder:
        product.run([product.SWEEP, "run", CONFIG, "--set", f"seeds={trials}", "--store", f"sqlite:{folder}/sweeps.db", *options])
        with sqlite3.connect(f"{folder}/sweeps.db") as store:
            rows = store.execute(QUERY).fetchall()
    assert len(rows) == trials
    return sorted((number, ended - before - busy)
                  for (pid, _, before, _), (other, number, ended, busy) in zip(rows, rows[1:]) if pid == other)


def median(values):
    return f"{statistics.median(values):.1f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--trials", type=int, default=10_000, help="trials of the long sweep")
    trials = arguments.parse_args().trials

    short = {label: [value for _, value in overheads(500, *options)]
             for label, options in {"1 worker": ["--workers", "1"], "2 workers on 2 cores": ["--workers", "2"]}.items()}
    long = overheads(trials, "--workers", "1")
    windows = [(start, [value for number, value in long if start <= number < start + 200])
               for start in (10, 510, trials // 2 - 100, trials - 200)]
    (BENCH / "results" / "overhead.md").write_text(f"""# What a trial costs beside its training

Made by `/usr/bin/python3 bench/overhead.py`: trials of 20 LeNet steps, milliseconds from the end of one trial to the end of the next in the same worker, less
training and evaluation.
{machine.header(reference=False)}

| sweep of 500 trials | median, ms | the goal is under, ms |
|---|---|---|
""" + "".join(f"| {label} | {median(values)} | {GOAL} |\n" for label, values in short.items()) + f"""
| trials of a sweep of {trials}, 1 worker | median, ms |
|---|---|
""" + "".join(f"| {start} to {start + 199} | {median(values)} |\n" for start, values in windows))


if __name__ == "__main__":
    main()
