"""Compares a search that learns, stops early and races seeds with a full random search, on Fashion-MNIST.

quarter.py [lenet] [alexnet-plain]: both by default. For each network, the full search trains 64 random cells to their end;
the other gets a quarter of those epochs. Then the cell that each of them names best is trained with ten fresh seeds. The
trained trials stay in SWEEP_QUARTER (by default a temporary folder), so that an interrupted run goes on. Writes
bench/results/quarter.md.
"""

import csv
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from machine import header

ROOT = Path(__file__).resolve().parent.parent
SWEEP = ROOT / "sweep"
CELLS, EPOCHS, FRESH = 64, 9, list(range(100, 110))

# Cells that diverge take fewer epochs, so the full search has about 430. Of 22 cells with rungs after 1 and 4 of 9 epochs,
# a third and then a sixth go on, as later cells are better: about 70 epochs. The seeds of the race take the rest.
QUARTER = {
    "search": {"name": "tpe", "trials": 22},
    "prune": {"name": "asha", "reductionFactor": 4},
    "seeds": {"race": True, "max": 3},
    "budget": {"trials": 25},
}
FULL = {"search": {"name": "random", "trials": CELLS}, "seeds": 1}

NETWORKS = {
    "lenet": {"data": {"trainSamples": 2000}, "model": {"name": "lenet", "activation": "relu"}},
    "alexnet-plain": {
        "data": {"trainSamples": 1200, "resize": 67}, "model": {"name": "alexnet-plain", "width": 0.25}},
}


def sweep_file(network, name, keys):
    trial = NETWORKS[network]
    return {
        "name": name,
        "trial": {
            "data": {
                "name": "fashion-mnist", "batchSize": 64, "testSamples": 1000, "validationSamples": 2000, **trial["data"]},
            "model": trial["model"],
            "init": {"name": "default"},
            "optimizer": {"name": "sgd", "lr": 0.01, "momentum": 0.9},
            "epochs": EPOCHS,
        },
        "space": {
            "optimizer.lr": {"logUniform": [0.0001, 1]},
            "optimizer.momentum": {"uniform": [0, 0.99]},
            "init.name": ["default", "kaiming-normal", "xavier-uniform", "normal"],
            "optimizer.weightDecay": {"logUniform": [0.000001, 0.01]},
            "data.batchSize": [16, 32, 64, 128],
        },
        **keys,
    }


class Study:
    """The sweeps of one network in one store."""

    def __init__(self, network, folder):
        self.network, self.folder = network, folder
        self.store = folder / f"{network}.db"
        self.times = folder / f"{network}-times.json"

    def sweep(self, *arguments):
        done = subprocess.run(
            [SWEEP, *map(str, arguments), "--store", self.store], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"sweep {arguments} ended with {done.returncode}:\n{done.stderr}{done.stdout}")
        return done.stdout

    def run(self, config):
        """Runs a sweep and returns its trials as exported and the seconds of its first run."""
        name = config["name"]
        file = self.folder / f"{name}.json"
        file.write_text(json.dumps(config, indent=2))
        times = json.loads(self.times.read_text()) if self.times.exists() else {}
        begin = time.monotonic()
        self.sweep("run", file, "--no-report", "--workers", 2)
        times.setdefault(name, time.monotonic() - begin)
        self.times.write_text(json.dumps(times))
        self.sweep("export", name, "--csv", self.folder / name)
        with open(self.folder / name / "trials.csv", newline="") as table:
            return list(csv.DictReader(table)), times[name]

    def best(self, name):
        """The cell that the product names best, as a sweep file."""
        cells = json.loads(self.sweep("show", name, "--json"))["cells"]
        best = next(cell for cell in cells if cell.get("isBest"))
        return best["cell"], json.loads(self.sweep("show", name, "--cell", best["cell"], "--config"))

    def fresh(self, name):
        """The objective of the best cell of a sweep for each fresh seed; None for one that diverged."""
        cell, config = self.best(name)
        for key in ("prune", "budget", "search"):
            config.pop(key, None)
        trials, _ = self.run({**config, "name": f"{name}-best", "seeds": FRESH})
        return cell, [
            float(trial["val/accuracy.last"]) if trial["outcome"] == "completed" else None for trial in trials]


def row(network, kind, study, keys):
    name = f"{network}-{kind}"
    trials, seconds = study.run(sweep_file(network, name, keys))
    cell, values = study.fresh(name)
    clean = [value for value in values if value is not None]
    outcomes = [trial["outcome"] for trial in trials]
    return {
        "trials": len(trials), "epochs": sum(int(trial["epochs"]) for trial in trials), "seconds": seconds, "cell": cell,
        "cells": len({trial["cell"] for trial in trials}),
        "outcomes": ", ".join(f"{outcomes.count(each)} {each}" for each in sorted(set(outcomes))),
        "diverged": len(values) - len(clean), "mean": statistics.mean(clean),
        "error": statistics.stdev(clean) / len(clean) ** 0.5,
    }


def main():
    folder = Path(os.environ.get("SWEEP_QUARTER") or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    lines = [
        "# A quarter of the epochs",
        "",
        f"Made by `/usr/bin/python3 bench/quarter.py`: Fashion-MNIST, lr × momentum × init × weight decay × batch size. The",
        f"full search trains {CELLS} random cells for {EPOCHS} epochs. The other, TPE with ASHA and a race over seeds,",
        f"has a quarter of those epochs. Then each best cell is trained with {len(FRESH)} fresh seeds; the difference is",
        "that of the means, in standard errors of the difference. Wall time is that of two workers.",
        header(reference=False),
        "",
        "| network | search | cells | trials | epochs | wall time | best cell, fresh seeds | difference |",
        "|---|---|---:|---|---:|---:|---|---:|",
    ]
    for network in sys.argv[1:] or NETWORKS:
        study = Study(network, folder)
        full, quarter = (row(network, kind, study, keys) for kind, keys in (("full", FULL), ("quarter", QUARTER)))
        for kind, found in (("random, full", full), ("tpe + asha + race", quarter)):
            difference = ""
            if found is quarter:
                error = (full["error"] ** 2 + quarter["error"] ** 2) ** 0.5
                difference = f"{(quarter['mean'] - full['mean']) / error:+.2f} SE"
            diverged = f", {found['diverged']} diverged" if found["diverged"] else ""
            lines.append(
                f"| {network} | {kind} | {found['cells']} | {found['outcomes']} | {found['epochs']} "
                f"({found['epochs'] / full['epochs']:.0%}) | {found['seconds']:.0f} s "
                f"| {found['mean']:.4f} ± {found['error']:.4f} (standard error{diverged}) | {difference} |")
            print(lines[-1], flush=True)
    (ROOT / "bench" / "results" / "quarter.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
