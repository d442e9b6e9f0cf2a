"""Runs the product's command with one compute thread and reads its tables."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SWEEP = Path(__file__).resolve().parent.parent / "sweep"
# The product uses MKL; the reference uses OpenBLAS.
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


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


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
