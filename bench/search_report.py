"""The statistics and tables of bench/search.py."""

import statistics

import machine
import numpy as np
import scipy.stats

REPETITIONS = 10_000


def best(costs, trials):
    """The best cost of the first trials; a diverged one has none."""
    return np.nanmin(costs[:trials])


def bests(runs, method, problem, seeds, trials):
    return np.array([best(runs[method][problem, seed].costs, trials) for seed in seeds[method]])


def share_better(ours, theirs):
    """A: the probability that a run of ours is better than one of theirs, ties half. For arrays of samples in rows."""
    difference = theirs[..., None, :] - ours[..., :, None]
    return ((difference > 0) + 0.5 * (difference == 0)).mean(axis=(-2, -1))


def comparison(ours, theirs):
    """A of each problem, its mean with a bootstrap interval of 95 % within the problems, and the p of each two-sided
    Mann-Whitney test, corrected by Holm's method. Both are a list of arrays of the best costs, one for each problem."""
    shares = [float(share_better(*pair)) for pair in zip(ours, theirs)]
    random = np.random.default_rng(0)
    means = np.mean([
        share_better(random.choice(one, (REPETITIONS, len(one))), random.choice(other, (REPETITIONS, len(other))))
        for one, other in zip(ours, theirs)], axis=0)
    return shares, statistics.mean(shares), np.quantile(means, [0.025, 0.975]), holm([p_value(*pair) for pair in zip(ours, theirs)])


def p_value(one, other):
    return 1.0 if np.ptp([*one, *other]) == 0 else scipy.stats.mannwhitneyu(one, other, alternative="two-sided").pvalue


def holm(values):
    corrected, largest = [0.0] * len(values), 0.0
    for rank, index in enumerate(np.argsort(values)):
        largest = max(largest, min(1.0, (len(values) - rank) * values[index]))
        corrected[index] = largest
    return corrected


def table(headings, rows):
    return "\n".join(f"| {' | '.join(map(str, row))} |" for row in (headings, ["---"] * len(headings), *rows))


def against(runs, search, other, problems, seeds, trials):
    return comparison(*[[bests(runs, method, problem, seeds, trials) for problem in problems] for method in (search, other)])


def pairs(searches, others, trials):
    return [(search, other, first) for search in searches for other in others if other != search
            for first in (trials, trials // 2)]


def comparisons(runs, searches, others, problems, seeds, trials):
    rows = []
    for search, other, first in pairs(searches, others, trials):
        shares, mean, (low, high), values = against(runs, search, other, problems, seeds, first)
        different = [(name, share) for name, share, p in zip(problems, shares, values) if p < 0.05]
        rows.append([search, other, first, f"{mean:.3f}", f"{low:.3f} to {high:.3f}",
                     ", ".join(name for name, share in different if share > 0.5) or "none",
                     ", ".join(name for name, share in different if share < 0.5) or "none"])
    return table(["search", "against", "trials", "mean A", "95 % interval", "significantly better", "significantly worse"], rows)


def shares(runs, searches, others, problems, seeds, trials):
    rows = [[*pair, *(f"{share:.2f}" for share in against(runs, *pair[:2], problems, seeds, pair[2])[0])]
            for pair in pairs(searches, others, trials)]
    return table(["search", "against", "trials", *problems], rows)


def medians(runs, methods, problems, seeds, signs, trials):
    rows = [[problem, *(f"{signs[problem] * np.median(bests(runs, method, problem, seeds, trials)):.5g}" for method in methods)]
            for problem in problems]
    return table(["problem", *methods], rows)


def costs_of_proposals(runs, methods, problems, seeds):
    def mean(method, value):
        return statistics.mean(getattr(runs[method][problem, seed], value) for problem in problems for seed in seeds[method])
    rows = [[method, f"{mean(method, 'milliseconds'):.3g}", f"{mean(method, 'repeats'):.1f}"] for method in methods]
    return table(["search", "processor time of a proposal, ms", "repeated cells in a run"], rows)


def wasted(runs, methods, problems, seeds):
    def mean(method, problem):
        return statistics.mean(float(np.isnan(runs[method][problem, seed].costs).sum()) for seed in seeds[method])
    rows = [[method, *(f"{mean(method, problem):.1f}" for problem in problems),
             f"{statistics.mean(mean(method, problem) for problem in problems):.1f}"] for method in methods]
    return table(["diverged trials in a run", *problems, "mean"], rows)


def page(options, sections, at_observations):
    import optuna
    return f"""# Searches compared with Optuna

Made by `/usr/bin/python3 bench/search.py {options}`.
{machine.header(reference=False)} Optuna {optuna.__version__}.

- **Problems**: 7 tables of real studies and 4 functions; `bench/search_problems.py` describes them and says where the
  tables are from. A repeated cell counts as a trial.
- **Optuna**: `optuna` is its TPE sampler with default settings, `optuna-multivariate` the one with `multivariate=True`.
- **A** is the probability that a run of the search finds a better cell than a run of Optuna; equal ones count half. The
  interval is a bootstrap interval within the problems. A problem is significantly better or worse by a two-sided
  Mann-Whitney test at 5 % with Holm's correction over the problems.
- **Processor time** of a proposal is the mean over all proposals of a run, the telling of the result included for Optuna.
- **Diverged trials**: the tables of HPOLib with NaN where the initial learning rate is 0.05 or more. Optuna takes no NaN;
  such a trial fails, as it does in `study.optimize`.
- **The conditional problem** is made up: a list in which each choice has parameters of its own.

{sections}

## Processor time of a proposal after a number of cells, ms

Of a space with nine parameters, with random cells.

{at_observations}
"""
