"""The statistics and tables of bench/search.py."""

import statistics

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
    """A of a search against another, as a row: mean, interval, problems that are significantly worse or better, A of each."""
    pairs = [[bests(runs, method, problem, seeds, trials) for problem in problems] for method in (search, other)]
    shares, mean, (low, high), values = comparison(*pairs)
    worse = [name for name, share, p in zip(problems, shares, values) if p < 0.05 and share < 0.5]
    better = [name for name, share, p in zip(problems, shares, values) if p < 0.05 and share > 0.5]
    return [search, other, trials, f"{mean:.3f}", f"{low:.3f} to {high:.3f}", len(better), ", ".join(worse) or "none",
            *(f"{share:.2f}" for share in shares)]


def comparisons(runs, searches, others, problems, seeds, trials):
    rows = [against(runs, search, other, problems, seeds, first)
            for search in searches for other in others if other != search for first in sorted({trials // 2, trials}, reverse=True)]
    return table(["search", "against", "trials", "mean A", "95 %", "better", "worse", *problems], rows)


def medians(runs, methods, problems, seeds, signs, trials):
    rows = [[problem, *(f"{signs[problem] * np.median(bests(runs, method, problem, seeds, trials)):.5g}" for method in methods)]
            for problem in problems]
    return table(["best value, median over the seeds", *methods], rows)


def costs_of_proposals(runs, methods, problems, seeds):
    def mean(method, value):
        return statistics.mean(getattr(runs[method][problem, seed], value) for problem in problems for seed in seeds[method])
    rows = [[method, f"{mean(method, 'milliseconds'):.3g}", f"{mean(method, 'repeats'):.1f}"] for method in methods]
    return table(["search", "processor time of a proposal, ms", "repeated cells in a run"], rows)


def wasted(runs, methods, problems, seeds):
    def mean(method, problem):
        return statistics.mean(np.isnan(runs[method][problem, seed].costs).sum() for seed in seeds[method])
    rows = [[method, *(f"{mean(method, problem):.1f}" for problem in problems),
             f"{statistics.mean(mean(method, problem) for problem in problems):.1f}"] for method in methods]
    return table(["diverged trials in a run", *problems, "mean"], rows)
