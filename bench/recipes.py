"""Runs the recipe of each network in the table of docs/sweep-file.md on Fashion-MNIST, small enough for a CPU."""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from machine import header

ROOT = Path(__file__).resolve().parent.parent
ROW = re.compile(r"\| `([^`]+)` \| (\w+) \| \d+ \| \d+×\d+ \| (\w+), lr ([^,]+), (\S+) \|")
WIDTH, SIDE, SEEDS = 0.25, 67, 2

# Rows beside the table: the network whose own activation surprises, with the common one.
OTHERS = [("lenet", "relu", "sgd", "0.1", "default"), ("lenet", "relu", "adam", "0.001", "default")]


def sweep_file(network, activation, optimizer, rate, init):
    is_small = network == "lenet"
    return {
        "name": "recipe",
        "trial": {
            "data": {
                "name": "fashion-mnist", "batchSize": 64, "trainSamples": 12000, "testSamples": 1000,
                "validationSamples": 2000, **({} if is_small else {"resize": SIDE}),
            },
            "model": {"name": network, "activation": activation, "width": 1 if is_small else WIDTH},
            "init": {"name": init},
            "optimizer": {"name": optimizer, "lr": float(rate)},
            "epochs": 3,
        },
        "seeds": SEEDS,
    }


def run(recipe, folder):
    config, store = folder / "recipe.json", folder / "recipe.db"
    config.write_text(json.dumps(sweep_file(*recipe)))
    subprocess.run([ROOT / "sweep", "run", config, "--store", store], check=True, capture_output=True)
    shown = subprocess.run(
        [ROOT / "sweep", "show", "recipe", "--json", "--store", store], check=True, capture_output=True, text=True)
    return json.loads(shown.stdout)["trials"]


def main():
    table = (ROOT / "docs" / "sweep-file.md").read_text()
    recipes = [match.groups() for match in ROW.finditer(table)] + OTHERS
    lines = [
        "# Recipes of the networks",
        "",
        f"Made by `bench/recipes.sh`: Fashion-MNIST, 12 000 training images, {SEEDS} seeds. LeNet has its full size,",
        f"the others have width {WIDTH} and images of {SIDE}×{SIDE} pixels; 3 epochs.",
        header(reference=False),
        "",
        "| network | activation | optimizer | lr | init | val/accuracy by seed | learned |",
        "|---|---|---|---:|---|---|---|",
    ]
    for recipe in recipes:
        with tempfile.TemporaryDirectory() as folder:
            trials = run(recipe, Path(folder))
        values = ", ".join("-" if each["objective"] is None else f"{each['objective']:.3f}" for each in trials)
        learned = sum(each["learning"] == "learned" for each in trials)
        lines.append(f"| {' | '.join(recipe)} | {values} | {learned} of {len(trials)} |")
        print(lines[-1], flush=True)
    (ROOT / "bench" / "results" / "recipes.md").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
