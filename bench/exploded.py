"""Checks that exactly the exploded trials get the kind 'exploded': bench/results/exploded.md.

It runs:

- every example sweep except alexnet-lr, which is about NaN, at its learning rates times 0.1, 1 and 3
- networks with large first weights
- alexnet-lr
- learning rates at which the loss stays finite and huge

Networks are narrow and images few and small, so that all of it takes minutes.
"""

import json
import re
import tempfile
from pathlib import Path

import machine
import product

BENCH = Path(__file__).resolve().parent
CONFIGS = BENCH.parent / "configs"
FACTORS = (0.1, 1, 3)
STEPS = 64
SMALL = {"trainSamples": STEPS * 16, "batchSize": 16, "testSamples": 50, "validationSamples": 100}
# The smallest image size for networks without a stem for small images.
SIDE = 67


def without_comments(text):
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def recipes():
    """A small sweep over learning rates for every example sweep."""
    for path in sorted(CONFIGS.glob("*.json")):
        if path.name.startswith("alexnet-lr") or path.name.endswith(".schema.json"):
            continue
        sweep = without_comments(path.read_text())
        rates = sweep.get("space", {}).get("optimizer.lr", [sweep["trial"]["optimizer"]["lr"]])
        yield small(sweep, {"optimizer.lr": [rate * factor for rate in rates for factor in FACTORS]})


def alexnet_lr(name, space, steps=STEPS):
    return small(without_comments((CONFIGS / "alexnet-lr.json").read_text()) | {"name": name}, space, steps)


def lenet(name, space, steps=STEPS):
    return small(without_comments((CONFIGS / "quickstart.json").read_text()) | {"name": name}, space, steps)


def small(sweep, space, steps=STEPS):
    trial = sweep["trial"]
    if "resize" in trial["data"]:
        trial["data"]["resize"] = SIDE
        trial["model"]["width"] = min(0.25, trial["model"].get("width", 1))
    trial["data"] |= SMALL | {"trainSamples": steps * SMALL["batchSize"]}
    trial["epochs"] = 1
    return {key: sweep[key] for key in ("name", "trial")} | {"space": space, "seeds": 2}


def outcomes(sweep):
    """Runs a sweep. Returns the rate, final loss, accuracy and outcome of each trial."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "sweep.json"
        config.write_text(json.dumps(sweep))
        trials = product.tables(config)["trials"]
    for trial in trials:
        kind = trial["outcome_kind"] or trial["outcome"]
        print(sweep["name"], trial["cell"], trial["seed"], kind, trial["outcome_step"], flush=True)
        yield trial | {"kind": kind, "sweep": sweep["name"]}


def rows(trials, paths):
    cells = {}
    for trial in trials:
        cells.setdefault((trial["sweep"], *(describe(trial[path]) for path in paths)), []).append(trial)
    for cell, seeds in cells.items():
        losses = ", ".join(describe(seed["train/loss.last"]) for seed in seeds)
        kinds = ", ".join(seed["kind"] + (f" at step {seed['outcome_step']}" if seed["outcome_step"] else "") for seed in seeds)
        yield f"| {' | '.join(cell)} | {losses} | {kinds} |\n"


def describe(value):
    try:
        return f"{float(value):.3g}"
    except ValueError:
        return value


def main():
    healthy = [trial for sweep in recipes() for trial in outcomes(sweep)]
    survived = {"optimizer": [{"name": "adam", "lr": 1e-3}, {"name": "adam", "lr": 1e-2}, {"name": "sgd", "lr": 1e-5}]}
    sweeps = (alexnet_lr("alexnet-plain-normal", survived, 4 * STEPS),
              lenet("lenet-normal", {"init.name": ["normal"]} | survived, 4 * STEPS))
    large = [trial for sweep in sweeps for trial in outcomes(sweep)]
    nan = list(outcomes(alexnet_lr("alexnet-lr", {"init.name": ["normal", "kaiming-normal"], "optimizer.lr": [0.1, 0.01, 0.001]})))
    huge = list(outcomes(lenet("huge-rates", {"optimizer.name": ["adam", "sgd"], "optimizer.lr": [1e30, 1e10, 100]})))

    assert all(trial["kind"] != "exploded" for trial in healthy + large), "A healthy trial was called exploded."
    assert all(trial["kind"] in ("completed", "nan") for trial in nan) and any(trial["kind"] == "nan" for trial in nan)
    assert all(trial["kind"] == "exploded" for trial in huge)
    (BENCH / "results" / "exploded.md").write_text(f"""# Trials that explode

Made by `/usr/bin/python3 bench/exploded.py`: {STEPS} steps of 16 images, two seeds. All networks except LeNet use {SIDE} pixels and at
most a quarter of their width.
{machine.header(reference=False)}

## Example sweeps at their rates times {', '.join(map(str, FACTORS))}

| recipe | rate | train/loss at the end, by seed | outcome |
|---|---|---|---|
{''.join(rows(healthy, ['optimizer.lr']))}
## Large first weights (`normal`), {4 * STEPS} steps

| sweep | optimizer | train/loss at the end, by seed | outcome |
|---|---|---|---|
{''.join(rows(large, ['optimizer']))}
## alexnet-lr still gets the kind nan

| sweep | initialisation | rate | train/loss at the end, by seed | outcome |
|---|---|---|---|---|
{''.join(rows(nan, ['init.name', 'optimizer.lr']))}
## LeNet with rates that are far too large

| sweep | optimizer | rate | train/loss at the end, by seed | outcome |
|---|---|---|---|---|
{''.join(rows(huge, ['optimizer.name', 'optimizer.lr']))}""")


if __name__ == "__main__":
    main()
