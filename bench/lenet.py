"""Runs configs/lenet.json with the product and compares its seeds with the reference: bench/results/lenet.md."""

import json
from pathlib import Path

import machine
import product

BENCH = Path(__file__).resolve().parent
RESULTS = BENCH / "results"
MARGIN = 0.02
LEAST = 0.75


def main():
    reference = [run["test_accuracy"] for run in json.loads((RESULTS / "lenet-reference.json").read_text())["runs"]]
    low, high = min(reference) - MARGIN, max(reference) + MARGIN
    trials = product.tables(BENCH.parent / "configs" / "lenet.json")["trials"]
    rows = "\n".join(
        f"| {trial['seed']} | {trial['outcome']} | {accuracy:.4f} | {'yes' if accuracy >= LEAST and low <= accuracy <= high else 'no'} |"
        for trial in trials for accuracy in [float(trial["test/accuracy.last"])])
    (RESULTS / "lenet.md").write_text(f"""# LeNet's recipe

Made by `/usr/bin/python3 bench/lenet.py`: `./sweep run configs/lenet.json`, 10 epochs on Fashion-MNIST, one thread.
{machine.header()}

| seed | outcome | test accuracy | at least {LEAST}, and from {low:.4f} to {high:.4f} |
|---|---|---|---|
{rows}

The range is that of the reference's five seeds ([table](lenet-reference.md)), plus {MARGIN} on each side.
""")


if __name__ == "__main__":
    main()
