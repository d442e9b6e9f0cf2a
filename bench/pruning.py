"""Measures what the rules of pruning save, on real learning curves: bench/results/pruning.md.

Trains small networks on scikit-learn's digits; bench/pruning.cs runs sweeps over their curves with the product's code.
"""

import argparse
import os
import subprocess
import tempfile
import warnings
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
import machine
import numpy
import sklearn
from sklearn.datasets import load_digits
from sklearn.neural_network import MLPClassifier

BENCH = Path(__file__).resolve().parent
EPOCHS, TRAIN = 27, 1_200
RULES = {
    "none": "none", "asha": "`asha`", "asha-4": "`asha`, `reductionFactor` 4", "hyperband": "`hyperband`", "median": "`median`",
    "percentile-25": "`percentile` 25",
}


def curve(random, images, labels):
    """The validation error after each epoch of a network whose hyperparameters are drawn at random."""
    network = MLPClassifier(
        hidden_layer_sizes=(int(random.choice([16, 32, 64, 128])),), solver="sgd", nesterovs_momentum=False, random_state=0,
        learning_rate_init=10 ** random.uniform(-4, 0.5), momentum=random.choice([0, 0.5, 0.9]),
        batch_size=int(random.choice([16, 32, 64, 128])), alpha=10 ** random.uniform(-6, 0))
    errors = []
    for _ in range(EPOCHS):
        try:
            network.partial_fit(images[:TRAIN], labels[:TRAIN], classes=range(10))
        except ValueError:  # Weights that are not finite.
            break
        errors.append(1 - network.score(images[TRAIN:], labels[TRAIN:]))
    return errors or [float("nan")]


def curves(count):
    images, labels = load_digits(return_X_y=True)
    random = numpy.random.RandomState(0)
    order = random.permutation(len(images))
    images, labels = images[order] / 16, labels[order]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return [curve(random, images, labels) for _ in range(count)]


def simulated(trained, cells, repetitions):
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        file.writelines(",".join(map(repr, map(float, each))) + "\n" for each in trained)
        file.flush()
        command = ["dotnet", "run", "-c", "Release", BENCH / "pruning.cs", "--", file.name, str(cells), str(repetitions)]
        *lines, judgement = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return {name: list(map(float, values)) for name, *values in map(str.split, lines)}, float(judgement)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--curves", type=int, default=300, help="networks that are trained")
    arguments.add_argument("--cells", type=int, default=64, help="cells of a sweep, drawn from these networks")
    arguments.add_argument("--repetitions", type=int, default=1_000, help="sweeps of each rule")
    chosen = arguments.parse_args()

    trained = curves(chosen.curves)
    diverged = sum(len(each) < EPOCHS for each in trained)
    rules, judgement = simulated(trained, chosen.cells, chosen.repetitions)
    rows = "\n".join(
        f"| {RULES[name]} | {share:.3f} | {100 * regret:.2f} | {found:.2f} | {completed:.1f} | {pruned:.1f} | {bad:.1f} |"
        for name, (share, regret, found, completed, pruned, bad) in rules.items())
    (BENCH / "results" / "pruning.md").write_text(f"""# Pruning

Made by `/usr/bin/python3 bench/pruning.py --curves {chosen.curves} --cells {chosen.cells} --repetitions {chosen.repetitions}`, which runs `bench/pruning.cs`.
{machine.header(reference=False)[:-1]}, scikit-learn {sklearn.__version__}.

- **Curves**: the validation errors of {chosen.curves} networks with one hidden layer on scikit-learn's digits ({TRAIN} images to train on,
  597 for validation), {EPOCHS} epochs each, with random learning rate, momentum, batch size, width and weight decay.
  {diverged} diverged.
- **Sweeps**: {chosen.cells} cells drawn from these, one worker, {chosen.repetitions} repetitions. The keys of the rules have their defaults.
- **Epochs**: of all trials, in parts of {chosen.cells} × {EPOCHS}.
- **Regret**: the final error of the best trial that completed, less that of the best of all cells when all run to their end, in
  points. **Found**: the part of the sweeps in which it is 0.

| rule | epochs | regret | found | completed | pruned | diverged |
| --- | --- | --- | --- | --- | --- | --- |
{rows}

A judgement of 5 000 paused trials on 20 rungs takes {judgement:.0f} ms of processor time.
""")


if __name__ == "__main__":
    main()
