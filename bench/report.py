"""Measures the report of a large sweep, and its page in a browser: bench/results/report.md.

Fills a store with 10 000 trials and 1 000 000 points (bench/fill.cs), makes the report several times and opens it in
Chromium (bench/page.cs).
"""

import argparse
import json
import resource
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import machine
import product

BENCH = Path(__file__).resolve().parent
SIZES = [(10_000, 5, 4), (10_000, 1, 4), (10_000, 5, 30)]
POINTS = 100


def made(folder, trials, seeds, parameters, rounds):
    """The seconds of each round, the megabytes of the page, and the measurements of Chromium."""
    store = f"litedb:{folder}/{trials}-{seeds}-{parameters}.db"
    subprocess.run(["dotnet", "run", BENCH / "fill.cs", "--", store, *map(str, (trials, POINTS, seeds, parameters))], check=True)
    seconds = []
    for _ in range(rounds):
        start = time.perf_counter()
        product.run([product.SWEEP, "report", "filled", "--store", store, "--out", folder / "report"])
        seconds.append(time.perf_counter() - start)
    page = folder / "report" / "report.html"
    browser = subprocess.run(["dotnet", "run", BENCH / "page.cs", "--", page], check=True, capture_output=True, text=True)
    return seconds, page.stat().st_size / 1e6, json.loads(browser.stdout)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="reports of each sweep")
    rounds = arguments.parse_args().rounds

    rows = []
    product.run([product.SWEEP, "--version"])  # so that no round includes a build
    with tempfile.TemporaryDirectory() as folder:
        for trials, seeds, parameters in SIZES:
            seconds, size, browser = made(Path(folder), trials, seeds, parameters, rounds)
            rows.append(f"| {trials // seeds} × {seeds} | {parameters} | {statistics.median(seconds):.1f} | {max(seconds):.1f} | {size:.1f} | {browser['drawn']:.0f} "
                        f"| {browser['key']:.0f} ({browser['slowestKey']:.0f}) | {browser['sort']:.0f} | {browser['scroll']:.0f} |")
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6
    (BENCH / "results" / "report.md").write_text(f"""# The report of a large sweep

Made by `/usr/bin/python3 bench/report.py --rounds {rounds}`: 10 000 trials with about 1 000 000 points of `train/loss` and
`val/accuracy`; a tenth of the trials diverged (`bench/fill.cs`). The seconds are those of the whole command, with pictures.
The milliseconds are those of headless Chromium without a GPU: until every chart is drawn, from a key in the table's filter
to the frame that shows the result (median, slowest), from a click on a heading to that frame, and the longest frame while
the page scrolls.
{machine.header(reference=False)}

| cells × seeds | parameters | seconds, median | slowest | HTML, MB | drawn, ms | filter, ms | sort, ms | scroll, ms |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

The goal, for a space with a few parameters: less than 10 s and less than 8 MB. The largest process, including `bench/fill.cs`,
took {memory:.1f} GB.
""")


if __name__ == "__main__":
    main()
