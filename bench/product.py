"""Runs the product's command with one compute thread and reads its tables."""

import collections
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

SWEEP = Path(__file__).resolve().parent.parent / "sweep"
# The product uses MKL; the reference uses OpenBLAS.
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}

TIME_COLUMNS = ("elapsed_s", "time_utc")


def run(command):
    """Runs a command and returns its standard output. If it fails, shows its standard error too."""
    done = subprocess.run([str(part) for part in command], env=ONE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr}{done.stdout}")
    return done.stdout


def tables(config):
    """Runs a sweep in a new store. Returns the rows of both exported tables by name."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"litedb:{folder}/sweeps.db"
        run([SWEEP, "run", config, "--store", store])
        run([SWEEP, "export", json.loads(config.read_text())["name"], "--csv", folder, "--store", store])
        return {table: read(Path(folder) / f"{table}.csv") for table in ("trials", "metrics")}


def tables_without_time(name, store):
    """The rows of both exported tables of a sweep, without what depends on the clock."""
    with tempfile.TemporaryDirectory() as folder:
        run([SWEEP, "export", name, "--csv", folder, "--store", store])
        return {
            table: [
                {column: value for column, value in row.items() if column not in TIME_COLUMNS}
                for row in read(Path(folder) / f"{table}.csv")
                if not row.get("metric", "").startswith("system/")
            ]
            for table in ("trials", "metrics")
        }


def run_killed(arguments, most, wait):
    """Runs a command of sweep to its end. Kills it and all its processes, the programs of trials too, at random moments,
    and starts it again each time. Returns the number of kills.

    most: the most kills.
    wait: the least and the most seconds from a start to a kill.
    """
    moments = random.Random(1)
    for kills in range(most + 1):
        sweep = subprocess.Popen(
            [str(part) for part in [SWEEP, *arguments]],
            env=ONE_THREAD, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            assert sweep.wait(moments.uniform(*wait) if kills < most else None) == 0
            return kills
        except subprocess.TimeoutExpired:
            for process in [sweep.pid, *descendants(sweep.pid)]:
                try:
                    os.kill(process, signal.SIGKILL)
                except ProcessLookupError:
                    pass  # It ended in the meantime.
            sweep.wait()


def descendants(process):
    children = collections.defaultdict(list)
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text()
        except OSError:
            continue  # It ended in the meantime.
        children[int(stat[stat.rindex(")") + 2:].split()[1])].append(int(folder.name))
    found = list(children[process])
    for child in found:
        found.extend(children[child])
    return found


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
