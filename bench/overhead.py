"""Measures the overhead of a trial of 20 LeNet steps: bench/results/overhead.md.

The overhead is a worker's time from the end of one trial to the end of the next, minus the seconds of training and
evaluation that the trial logged (system/train_seconds, system/val_seconds, system/test_seconds). It consists of claim,
network, data, checkpoint, models, log, metrics and the end of the trial.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

import machine
import product
import stores

BENCH = Path(__file__).resolve().parent
CONFIG = BENCH / "configs" / "overhead.json"
NAME = json.loads(CONFIG.read_text())["name"]
GOAL = 30


def overheads(program, kind, trials, *options):
    """Milliseconds of overhead by trial number, without the first trial of each worker, which has no previous trial."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"{kind}:{folder}/sweeps.db"
        product.run([product.SWEEP, "run", CONFIG, "--set", f"seeds={trials}", "--store", url, *options])
        said, _, _ = stores.run(program, "attempts", url, NAME)
    rows = sorted(((int(pid), int(number), int(ended), float(busy)) for pid, number, ended, busy in map(str.split, said.splitlines())),
                  key=lambda row: (row[0], row[2]))
    assert len(rows) == trials
    return sorted((number, ended - before - busy)
                  for (pid, _, before, _), (other, number, ended, busy) in zip(rows, rows[1:]) if pid == other)


def median(values):
    return f"{statistics.median(values):.1f}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--trials", type=int, default=10_000, help="trials of the long sweep; with 0, no long sweep and no file")
    trials = arguments.parse_args().trials

    with tempfile.TemporaryDirectory() as folder:
        program = stores.built(Path(folder))
        short = {(kind, workers): statistics.median(value for _, value in overheads(program, kind, 500, "--workers", workers))
                 for kind in stores.KINDS for workers in (1, 2)}
        for (kind, workers), overhead in short.items():
            print(f"{kind}, workers: {workers}, median: {overhead:.1f} ms", flush=True)
        if trials == 0:
            return
        long = overheads(program, "litedb", trials, "--workers", 1)
    windows = [(start, [value for number, value in long if start <= number < start + 200])
               for start in (10, 510, trials // 2 - 100, trials - 200)]
    (BENCH / "results" / "overhead.md").write_text(f"""# Overhead of a trial

Made by `/usr/bin/python3 bench/overhead.py`: trials of 20 LeNet steps, milliseconds from the end of one trial to the
end of the next in the same worker, minus training and evaluation.
{machine.header(reference=False)}

| sweep of 500 trials | store | median, ms | goal: less than, ms |
|---|---|---|---|
""" + "".join(f"| {'1 worker' if workers == 1 else '2 workers on 2 cores'} | {kind} | {overhead:.1f} | {GOAL} |\n"
              for (kind, workers), overhead in short.items()) + f"""
| trials of a sweep of {trials}, 1 worker, a LiteDB store | median, ms |
|---|---|
""" + "".join(f"| {start} to {start + 199} | {statistics.median(values):.1f} |\n" for start, values in windows))


if __name__ == "__main__":
    main()
