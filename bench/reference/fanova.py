"""Writes the results of Optuna's fANOVA for some sets of trials: tests/Reports/Parity/Expected/fanova.json.

Optuna and the product get the same trials. They also need the same measure over the space:

- Numeric parameters: Optuna measures them on the raw scale (transform_log=False), also logarithmic ones, so the
  coordinate of a point is (value - low) / (high - low). The product uses the coordinate of the logarithm; Optuna cannot.
- Grid parameters: Optuna gets the K levels as floats in [0, 1] at (k + 0.5) / K, as in the product. Optuna's own
  stepped floats give the two outer levels half the weight of the others.
- Categorical parameters: Optuna makes one column per choice and measures the cube of these columns. With two choices,
  each has half of the weight, as with the coordinates 0.25 and 0.75, if no other split comes first. Therefore the mixed
  set has a parameter with two choices that matters most. With three choices the weights depend on the order of the
  splits, so parameters with more than two choices are given as a grid.

The importances are the raw shares of the variance, before FanovaImportanceEvaluator.evaluate divides them by their sum.
They are means over several forests, so that the comparison does not depend on one forest. Run it with Debian's Python:
/usr/bin/python3 bench/reference/fanova.py (python3-optuna 3.1.0, python3-sklearn).
"""

import json
import math
from pathlib import Path

import numpy
import optuna
import sklearn
from optuna.distributions import CategoricalDistribution, FloatDistribution
from optuna.importance import FanovaImportanceEvaluator
from optuna.importance._base import _get_distributions

TARGET = Path(__file__).resolve().parents[2] / "tests" / "Reports" / "Parity" / "Expected" / "fanova.json"
FORESTS = 2
DIGITS = 12


def uniform(low, high):
    return FloatDistribution(low, high), lambda u: low + u * (high - low)


def logarithmic(low, high):
    return FloatDistribution(low, high, log=True), lambda u: math.exp(math.log(low) + u * (math.log(high) - math.log(low)))


def grid(levels):
    return FloatDistribution(0, 1), lambda u: (math.floor(u * levels) + 0.5) / levels


def choices(*names):
    return CategoricalDistribution(names), lambda u: names[math.floor(u * len(names))]


def coordinate(distribution, value):
    if isinstance(distribution, CategoricalDistribution):
        return (distribution.choices.index(value) + 0.5) / len(distribution.choices)
    return (value - distribution.low) / (distribution.high - distribution.low)


def linear(p):
    return 4 * p["a"] + 2 * p["b"] + p["c"]


def rates(p):
    return -abs(math.log10(p["lr"]) + 2) + 0.3 * math.log10(p["decay"]) * p["momentum"]


def mixed(p):
    return (p["optimizer"] == "adam") + 3 * (p["width"] - 0.5) ** 2 + 0.2 * math.log10(p["lr"]) + 0.5 * p["depth"] * p["width"]


def crossed(p):
    return (p["a"] - 0.5) * (p["b"] - 0.5) + 0.1 * p["c"]


CASES = {
    "linear": (150, linear, {"a": uniform(0, 1), "b": uniform(-1, 1), "c": uniform(0, 5), "idle": uniform(0, 1)}),
    "log": (150, rates, {"lr": logarithmic(1e-4, 1), "decay": logarithmic(1e-6, 1e-2), "momentum": uniform(0, 0.99)}),
    "mixed": (150, mixed, {
        "optimizer": choices("sgd", "adam"), "width": grid(5), "depth": grid(3), "lr": logarithmic(1e-3, 1)}),
    "interaction": (200, crossed, {"a": uniform(0, 1), "b": uniform(0, 1), "c": grid(4)}),
}


def importances(study, parameters):
    """The share of the variance of each parameter, and the range over the forests."""
    columns = list(_get_distributions(study, list(parameters)))
    forests = []
    for seed in range(FORESTS):
        evaluator = FanovaImportanceEvaluator(seed=seed)
        normalised = evaluator.evaluate(study, params=list(parameters))
        shares = [evaluator._evaluator.get_importance(columns.index(key))[0] for key in parameters]
        assert all(abs(share / sum(shares) - normalised[key]) < 1e-12 for key, share in zip(parameters, shares)), (columns, shares, normalised)
        forests.append(shares)
    return numpy.mean(forests, axis=0), numpy.ptp(forests, axis=0)


def case_of(name, count, objective, parameters):
    random = numpy.random.RandomState(list(CASES).index(name))
    study = optuna.create_study(direction="maximize")
    points, values = [], []
    distributions = {key: distribution for key, (distribution, _) in parameters.items()}
    for _ in range(count):
        chosen = {key: draw(random.uniform()) for key, (_, draw) in parameters.items()}
        # Rounded first, so that the file has exactly the value that Optuna gets.
        value = float(f"{objective(chosen) + 0.02 * random.normal():.{DIGITS}g}")
        study.add_trial(optuna.trial.create_trial(params=chosen, distributions=distributions, value=value))
        points.append([float(f"{coordinate(distributions[key], chosen[key]):.{DIGITS}g}") for key in parameters])
        values.append(value)
    means, ranges = importances(study, parameters)
    print(name, dict(zip(parameters, means.round(3))), "forests within", ranges.max().round(3))
    return {"name": name, "parameters": list(parameters), "importances": means.round(6).tolist(), "points": points, "values": values}


def main():
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    cases = [case_of(name, *rest) for name, rest in CASES.items()]
    versions = {"optuna": optuna.__version__, "sklearn": sklearn.__version__}
    lines = ",\n    ".join(json.dumps(case, separators=(",", ":")) for case in cases)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(f'{{\n  "versions": {json.dumps(versions)},\n  "cases": [\n    {lines}\n  ]\n}}\n')


if __name__ == "__main__":
    main()
