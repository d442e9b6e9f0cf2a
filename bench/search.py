"""Compares a search of the product with Optuna's TPE: bench/results/search.md.

    /usr/bin/python3 bench/search.py --tables FOLDER [SEEDS] [TRIALS] [--search random tpe]

runs the searches that are named and Optuna (default, and multivariate=True) on the 11 problems of search_problems.py and
writes the result. FOLDER has the tables; their source is told there. 30 seeds with 100 trials take about 20 minutes of
processor time for Optuna and 1 minute for TPE.

Runs are kept in --cache, by method, problem and seed, and only missing ones are made. After a change to a search, run
with --again, which forgets the runs of the searches that are named (not those of Optuna). For a quick look while a search
is being changed: --print writes no file, --problems naval slice picks problems, --first-seed 1000 lets the searches that
are named take other seeds than in the measure, so that they are not fitted to these.
"""

import argparse
import os
from pathlib import Path

import search_problems
import search_report
import search_runs


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("seeds", type=int, nargs="?", default=30)
    arguments.add_argument("trials", type=int, nargs="?", default=100)
    arguments.add_argument("--tables", default=os.environ.get("SEARCH_TABLES"), help="folder of the tables, or SEARCH_TABLES")
    arguments.add_argument("--search", nargs="*", default=["random", "tpe"], help="search.name of the product")
    arguments.add_argument("--against", nargs="*", default=["optuna", "optuna-multivariate"])
    arguments.add_argument("--problems", nargs="+")
    arguments.add_argument("--first-seed", type=int, default=0)
    arguments.add_argument("--cache", default=os.environ.get("SEARCH_CACHE", Path.home() / ".cache" / "sweep-search-bench"))
    arguments.add_argument("--again", action="store_true", help="forget the runs of the searches first")
    arguments.add_argument("--print", action="store_true", help="print the comparison, write no file")
    arguments.add_argument("--processes", type=int, default=2)
    given = arguments.parse_args()
    if given.tables is None:
        arguments.error("--tables or SEARCH_TABLES is required")

    every = search_problems.all_problems(given.tables)
    main_problems = [each.name for each in search_problems.problems(given.tables)]
    wanted = given.problems or list(every)
    compared = [name for name in main_problems if name in wanted]
    diverging = [name for name in wanted if name.endswith("diverging")]
    seeds = {method: range(given.seeds) for method in given.against}
    seeds |= {method: range(given.first_seed, given.first_seed + given.seeds) for method in given.search}
    methods = list(dict.fromkeys([*given.against, *given.search]))

    cache = search_runs.Cache(given.cache, given.trials)
    for method in given.search if given.again else []:
        cache.forget(method)
    cache.fill([(method, name, seeds[method]) for method in methods for name in wanted], given.tables, given.processes)
    runs = {method: cache.read(method) for method in methods}

    sections = []
    if compared:
        signs = {name: every[name].sign for name in compared}
        sections += [
            ("Comparison", search_report.comparisons(runs, given.search, given.against, compared, seeds, given.trials)),
            ("A of each problem", search_report.shares(runs, given.search, given.against, compared, seeds, given.trials)),
            (f"Best value after {given.trials} trials, median over the seeds",
             search_report.medians(runs, methods, compared, seeds, signs, given.trials)),
            (f"Best value after {given.trials // 2} trials, median over the seeds",
             search_report.medians(runs, methods, compared, seeds, signs, given.trials // 2)),
            ("Processor time and repeats", search_report.costs_of_proposals(runs, methods, compared, seeds)),
        ]
    if diverging:
        sections.append(("Diverged trials", search_report.wasted(runs, methods, diverging, seeds)))
    if "conditional" in wanted:
        sections.append(("The conditional problem", search_report.comparisons(
            runs, given.search, given.against, ["conditional"], seeds, given.trials)))
    text = "\n\n".join(f"## {heading}\n\n{table}" for heading, table in sections)
    if given.print:
        print(text)
        return
    counts = [100, 1_000, 5_000]
    times = search_report.table(
        ["search", *(f"{count} cells" for count in counts)],
        search_runs.milliseconds_after(counts, given.search, every["naval"]))
    (search_runs.BENCH / "results" / "search.md").write_text(search_report.page(
        f"{given.seeds} {given.trials} --search {' '.join(given.search)}", text, times))


if __name__ == "__main__":
    main()
