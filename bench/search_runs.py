"""Runs Optuna and the product's searches on a problem, for bench/search.py.

A run is the list of the costs of its trials, the number of its cells that are repeats, and the processor time in
milliseconds of each proposal. It is kept in a file, so that a second measure runs only what is missing.
"""

import collections
import json
import math
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import search_problems

BENCH = Path(__file__).resolve().parent
PROGRAM = "SEARCH_PROGRAM"
OPTUNA = {
    "optuna": {},
    "optuna-multivariate": {"multivariate": True},
    "optuna-group": {"multivariate": True, "group": True},
}

Run = collections.namedtuple("Run", "costs repeats milliseconds")


def suggest(trial, axes):
    cell = {}
    for path, kind, values in axes:
        if kind == "int":
            cell[path] = trial.suggest_int(path, *values)
        elif kind != "choice":
            cell[path] = trial.suggest_float(path, *values, log=kind == "logUniform")
        elif isinstance(values, int):
            cell[path] = trial.suggest_categorical(path, list(range(values)))
        else:
            conditions = dict(values)
            cell[path] = trial.suggest_categorical(path, list(conditions))
            cell.update(suggest(trial, conditions[cell[path]]))
    return cell


def run_optuna(method, problem, seed, trials):
    import optuna
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=seed, **OPTUNA[method]))
    cells, costs, seconds = [], [], 0.0
    for _ in range(trials):
        begin = time.process_time()
        trial = study.ask()
        cell = suggest(trial, problem.axes)
        seconds += time.process_time() - begin
        cost = problem.cost(cell)
        begin = time.process_time()
        # Optuna takes no NaN: such a trial fails, as it does in study.optimize.
        if math.isnan(cost):
            study.tell(trial, state=optuna.trial.TrialState.FAIL)
        else:
            study.tell(trial, cost)
        seconds += time.process_time() - begin
        cells.append(cell)
        costs.append(cost)
    return as_run(cells, costs, seconds)


def run_product(method, problem, seeds, trials):
    """Several runs at once: bench/search.cs proposes the next cell of each in one exchange of lines."""
    program = product_program()

    def asked(question):
        program.stdin.write(f"{json.dumps(question)}\n")
        program.stdin.flush()
        return json.loads(program.stdout.readline())

    cells, costs = [[] for _ in seeds], [[] for _ in seeds]
    question = {"axes": problem.axes, "searches": [{"name": method, "trials": trials, "seed": seed} for seed in seeds]}
    for _ in range(trials):
        answer = asked(question)
        for run, cell in enumerate(answer["cells"]):
            if cell is not None:
                cells[run].append(cell)
                costs[run].append(problem.cost(cell))
        question = {"costs": [None if math.isnan(run[-1]) else run[-1] for run in costs]}
    return [as_run(*each) for each in zip(cells, costs, answer["seconds"])]


def milliseconds_after(counts, methods, problem):
    """The processor time of a proposal of each method after numbers of random cells, as rows."""
    def measured(program, method, count):
        search = {"name": method, "trials": 100_000}
        question = json.dumps({"axes": problem.axes, "searches": [search], "observations": count})
        return float(subprocess.run(
            ["dotnet", program], input=f"{question}\n", check=True, stdout=subprocess.PIPE, text=True).stdout)
    with tempfile.TemporaryDirectory() as folder:
        program = build(folder)
        return [[method, *(f"{measured(program, method, count):.3g}" for count in counts)] for method in methods]


def build(folder):
    subprocess.run(["dotnet", "build", BENCH / "search.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
                   check=True, stdout=subprocess.DEVNULL)
    return str(Path(folder) / "search.dll")


def as_run(cells, costs, seconds):
    repeats = len(cells) - len({json.dumps(cell, sort_keys=True) for cell in cells})
    return Run(costs, repeats, 1000 * seconds / len(costs))


_program = None


def product_program():
    """One process of bench/search.cs for each process that measures."""
    global _program
    if _program is None:
        _program = subprocess.Popen(["dotnet", os.environ[PROGRAM]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    return _program


def run(task):
    method, problem, folder, seeds, trials = task
    chosen = search_problems.all_problems(folder)[problem]
    made = [run_optuna(method, chosen, seed, trials) for seed in seeds] if method in OPTUNA \
        else run_product(method, chosen, seeds, trials)
    return method, problem, seeds, made


class Cache:
    """The runs of a number of trials, a file for each method with a line for each run."""

    def __init__(self, folder, trials):
        self.folder, self.trials = Path(folder), trials
        self.folder.mkdir(parents=True, exist_ok=True)

    def path(self, method):
        return self.folder / f"{method}-{self.trials}.jsonl"

    def forget(self, method):
        self.path(method).unlink(missing_ok=True)

    def read(self, method):
        """The runs of a method, by problem and seed."""
        if not self.path(method).exists():
            return {}
        lines = map(json.loads, self.path(method).read_text().splitlines())
        return {(line["problem"], line["seed"]): Run(line["costs"], line["repeats"], line["milliseconds"]) for line in lines}

    def add(self, method, problem, seeds, made):
        with self.path(method).open("a") as lines:
            for seed, each in zip(seeds, made):
                lines.write(json.dumps({"problem": problem, "seed": seed, **each._asdict()}) + "\n")

    def fill(self, wanted, tables, processes):
        """Runs what is missing of (method, problem, seeds), in several processes."""
        missing = []
        for method, problem, seeds in wanted:
            known = self.read(method)
            seeds = [seed for seed in seeds if (problem, seed) not in known]
            parts = [[seed] for seed in seeds] if method in OPTUNA else [seeds] if seeds else []
            missing += [(method, problem, tables, part, self.trials) for part in parts]
        if not missing:
            return
        print(f"{sum(len(task[3]) for task in missing)} runs are missing.", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            if any(method not in OPTUNA for method, *_ in missing):
                os.environ[PROGRAM] = build(folder)
            with multiprocessing.Pool(processes, initializer=os.nice, initargs=(10,)) as pool:
                for made in pool.imap_unordered(run, missing):
                    self.add(*made)
