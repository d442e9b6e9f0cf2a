"""Compares LiteDB and SQLite with a million points: bench/results/stores.md.

Builds bench/stores.cs. Writes and reads stores of both kinds in alternating rounds, each time in a new process.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent
KINDS = ["litedb", "sqlite"]
OPERATIONS = {"renew": "renewing a lease", "points": "adding a batch of 200 points", "checkpoint": "saving a checkpoint, synced", "stop": "checking for a stop request", "done": "checking whether the sweep is done"}


def built(folder):
    """Builds the program and returns its path."""
    subprocess.run(["dotnet", "build", BENCH / "stores.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
                   check=True, stdout=subprocess.DEVNULL)
    return folder / "stores.dll"


def run(program, *arguments):
    """Runs the program. Returns its output, its elapsed seconds and its peak memory in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen(["dotnet", program, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"stores {' '.join(map(str, arguments))} ended with {status}.")
    return said, time.perf_counter() - start, usage.ru_maxrss / 1e3


def size(path):
    """Megabytes of the store's file and of the files beside it."""
    return sum(file.stat().st_size for file in path.parent.iterdir()) / 1e6


def measured(program, kind, points):
    """The figures of one round with one kind of store, by name."""
    figures = {}
    for way in ("batches", "bulk"):
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "sweeps.db"
            url = f"{kind}:{store}"
            figures[way] = points / float(run(program, way, url, points)[0])
            if way == "bulk":
                continue
            figures["size"] = size(store)
            figures["trials"] = run(program, "trials", url)[1]
            said, _, figures["memory"] = run(program, "stream", url)
            figures["stream"] = float(said)
            figures.update((name, float(value)) for name, value in map(str.split, run(program, "operations", url)[0].splitlines()))
    return figures


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5, help="rounds for each kind of store")
    arguments.add_argument("--points", type=int, default=1_000_000)
    chosen = arguments.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        program = built(Path(folder))
        rounds = {kind: [] for kind in KINDS}
        for _ in range(chosen.rounds):
            for kind in KINDS:
                rounds[kind].append(measured(program, kind, chosen.points))

    def row(name, figure, form):
        return f"| {name} | " + " | ".join(form.format(statistics.median(each[figure] for each in rounds[kind])) for kind in KINDS) + " |"

    rows = [
        row("points written per second, in batches of 200 and at the end of each trial", "batches", "{:,.0f}"),
        row("points written per second, 1000 at once for each trial", "bulk", "{:,.0f}"),
        row("size of the store, MB", "size", "{:.1f}"),
        row("new process that opens the store and reads the trials, s", "trials", "{:.2f}"),
        row("streaming all points, s", "stream", "{:.2f}"),
        row("memory of the process that streams the points, MB", "memory", "{:.0f}"),
        *(row(f"{what}, ms", name, "{:.2f}") for name, what in OPERATIONS.items()),
    ]
    count = f"{chosen.points:,}".replace(",", " ")
    (BENCH / "results" / "stores.md").write_text(f"""# LiteDB and SQLite stores

Made by `/usr/bin/python3 bench/stores.py --rounds {chosen.rounds}`: {count} points of two metrics in trials of 1000 points, written and read by one process at a time
(`bench/stores.cs`), alternating between the two kinds; medians of {chosen.rounds} rounds. A time in ms is the median of 200 calls in one process.
{machine.header(reference=False)}

| | LiteDB | SQLite |
|---|---|---|
{chr(10).join(rows)}
""")


if __name__ == "__main__":
    main()
