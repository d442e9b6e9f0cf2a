"""Runs the product's real command, one compute thread, and reads its tables."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

SWEEP = Path(__file__).resolve().parent.parent / "sweep"
# MKL is the product's, OpenBLAS the reference's.
ONE_THREAD = {**os.environ, "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


def run(command):
    """The command's standard output; what it says beside it is shown when it fails."""
    done = subprocess.run([str(part) for part in command], env=ONE_THREAD, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))} ended with {done.returncode}:\n{done.stderr}{done.stdout}")
    return done.stdout


def tables(config):
    """The rows of both exported tables, by name, of a sweep that is run anew in a store of its own."""
    with tempfile.TemporaryDirectory() as folder:
        store = f"litedb:{folder}/sweeps.db"
        run([SWEEP, "run", config, "--store", store])
        run([SWEEP, "export", json.loads(config.read_text())["name"], "--csv", folder, "--store", store])
        return {table: read(Path(folder) / f"{table}.csv") for table in ("trials", "metrics")}


def read(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))
