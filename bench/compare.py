"""Compares the training rates of the product and of plain PyTorch, in alternating runs: bench/results/throughput.md.

Each round runs the product's command and the reference with 0 and with 4 loader workers, with one compute thread each.
The faster of the two reference runs counts. The rate of a run is the median over its epochs without the first, which
warms up. The result is the median of the ratios of all rounds.
"""

import argparse
import json
import os
import sys
from pathlib import Path
from statistics import median

import machine
import product

BENCH = Path(__file__).resolve().parent
TRAIN = BENCH / "reference" / "train.py"
METRIC = "system/images_per_second"
WORKERS = (0, 4)
# The required ratio for each network.
GOALS = {"lenet": 1.2, "alexnet-plain": 1.1}


def after_warm_up(rates):
    assert len(rates) > 1, "a run needs an epoch after the first"
    return median(rates[1:])


def product_rate(config):
    points = [row for row in product.tables(config)["metrics"] if row["metric"] == METRIC]
    return after_warm_up([float(row["value"]) for row in sorted(points, key=lambda row: int(row["step"]))])


def reference_rate(config, workers):
    trial = json.loads(config.read_text())["trial"]
    data, model = trial["data"], trial["model"]
    options = {
        "model": model["name"], "width": model.get("width", 1), "resize": data.get("resize"), "batch": data["batchSize"],
        "train-samples": data["trainSamples"], "init": trial["init"]["name"], "lr": trial["optimizer"]["lr"],
        "epochs": trial["epochs"], "threads": 1, "workers": workers,
    }
    given = [part for name, value in options.items() if value is not None for part in (f"--{name}", value)]
    answer = json.loads(product.run(["/usr/bin/python3", "-W", "ignore", TRAIN, *given]))
    return after_warm_up([epoch["images_per_second"] for epoch in answer["epochs"]])


def measure(network, rounds):
    config = BENCH / "configs" / f"{network}-throughput.json"
    rows = []
    for number in range(1, rounds + 1):
        references = [reference_rate(config, workers) for workers in WORKERS]
        rate = product_rate(config)
        rows.append((rate, *references, rate / max(references)))
        print(f"{network}, round {number}: {rate:.0f} against {references} images/s, ratio {rows[-1][-1]:.2f}", file=sys.stderr)
    return rows


def section(network, rows):
    lines = "\n".join(
        f"| {number} | {own:.0f} | {' | '.join(f'{rate:.0f}' for rate in references)} | {ratio:.2f} |"
        for number, (own, *references, ratio) in enumerate(rows, 1))
    return f"""## {network}

| round | sweep, images/s | {' | '.join(f'PyTorch, {workers} workers' for workers in WORKERS)} | ratio to the faster |
|---|---|---|---|---|
{lines}

Median ratio **{median(row[-1] for row in rows):.2f}**; the goal is at least {GOALS[network]}.
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("networks", nargs="*", default=list(GOALS), metavar="NETWORK", help="lenet, alexnet-plain")
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    sections = {network: section(network, measure(network, arguments.rounds)) for network in arguments.networks}
    text = f"""# Training rate on one compute thread

Made by `bench/run.sh`: training images per second without evaluation, in alternating runs, {arguments.rounds} rounds.
{machine.header()} Load average before the first round: {load:.1f}.

""" + "\n".join(sections.values())
    print(text)
    if set(sections) == set(GOALS):
        (BENCH / "results" / "throughput.md").write_text(text)


if __name__ == "__main__":
    main()
