#!/usr/bin/env python3
"""Trains the recipe of alexnet-half on drawn shapes, with the warm-up of configs/alexnet-half.json and without it, and
kills and resumes a trial. Writes results/shapes.md. Takes about half an hour on two free cores.
"""

import argparse
import json
import tempfile
import time
from pathlib import Path

import machine
import product

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ROOT / "configs" / "alexnet-half.json"
SEEDS, PLAIN_SEEDS = 2, 4
# A seed that learns has left chance by then.
WITHOUT_WARMUP = ["--set", 'trial.schedule={"name":"constant"}', "--set", "trial.epochs=2"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=6, help="the most kills, 6 by default")
    parser.add_argument("--folder", type=Path, help="keeps the images and the stores here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        if not (folder / "shapes").exists():
            product.run([product.SWEEP, "data", "generate", "shapes", folder / "shapes"])
        shipped = Sweep(folder, "shipped", SEEDS)
        plain = Sweep(folder, "plain", PLAIN_SEEDS, WITHOUT_WARMUP)
        killed = Sweep(folder, "killed", 1)
        rows = [shipped.run(), plain.run()]
        kills = killed.run_killed(options.kills)
        whole, resumed = shipped.tables_of_seed_0(), killed.tables_of_seed_0()
        assert whole == resumed, "A killed trial has other tables than a whole one."
        write(rows, kills, len(whole["metrics"]), killed.attempts())


class Sweep:
    """A sweep of configs/alexnet-half.json with a store of its own."""

    def __init__(self, folder, name, seeds, overrides=()):
        self.name, self.store = name, folder / f"{name}.db"
        self.arguments = [
            "run", CONFIG, "--no-report", "--store", self.store,
            "--set", f"seeds={json.dumps(list(range(seeds)))}",
            "--set", f"trial.data.path={folder / 'shapes' / 'train'}",
            "--set", f"trial.data.validationPath={folder / 'shapes' / 'validation'}",
            *overrides,
        ]

    def run(self):
        product.run([product.SWEEP, *self.arguments])
        return self.row()

    def row(self):
        """The name, what became of each seed, and the seconds of the trials that completed."""
        trials = self.shown()["trials"]
        results = [
            f"{trial['metrics']['val/accuracy']['last']:.3f}" if trial["outcome"] == "completed" else trial["kind"]
            for trial in trials
        ]
        seconds = [trial["elapsedSeconds"] for trial in trials if trial["outcome"] == "completed"]
        print(self.name, results, seconds, flush=True)
        return self.name, results, seconds

    def run_killed(self, kills):
        return product.run_killed(self.arguments, kills, (60, 120))

    def shown(self):
        return json.loads(
            product.run([product.SWEEP, "show", "alexnet-half", "--json", "--store", self.store]))

    def attempts(self):
        return self.shown()["trials"][0]["attempts"]

    def tables_of_seed_0(self):
        tables = product.tables_without_time("alexnet-half", self.store)
        return {table: [row for row in rows if row["trial"] == "0"] for table, rows in tables.items()}


def write(rows, kills, points, attempts):
    names = {
        "shipped": "`configs/alexnet-half.json`, 10 epochs",
        "plain": "without its warm-up of 100 steps, 2 epochs",
    }
    lines = [
        f"| {names[name]} | {', '.join(results)} | "
        f"at most {max(seconds) / 60:.0f} min |"
        for name, results, seconds in rows
    ]
    text = "\n".join([
        "# alexnet-half on drawn shapes",
        "",
        "Made by `bench/shapes.py`: the images of `sweep data generate shapes`, 2000 to train on and 500 for validation; one",
        "thread a trial, two trials at a time.",
        machine.header(reference=False),
        "",
        "| config | val/accuracy by seed | time of a trial |",
        "|---|---|---:|",
        *lines,
        "",
        f"Seed 0 was then run again in a store of its own, and all its processes were killed {kills} times with SIGKILL, 60 to",
        f"120 s after each start; it took {attempts} attempts. Its tables (1 trial, {points} points; without the columns of",
        "time and the `system/` metrics) equal those of the whole run, byte for byte.",
    ])
    (ROOT / "bench" / "results" / "shapes.md").write_text(text + "\n")


if __name__ == "__main__":
    main()
