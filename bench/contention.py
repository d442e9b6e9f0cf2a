"""Measures how long a flush waits when many processes share a store: bench/results/contention.md.

Each process (bench/stores.cs) holds a trial and adds 200 points twice a second, like a worker that trains fast. The
steady state begins when just-in-time compilation has ended in all of them. It keeps two cores busy for 15 s (16
processes) or 45 s (64 processes).
"""

import argparse
import subprocess
import tempfile
import time
from pathlib import Path

import machine
import stores

BENCH = Path(__file__).resolve().parent
STARTS = {16: 15, 64: 45}


def measured(program, kind, processes, seconds):
    """The table row for one kind of store and one number of processes."""
    settled = STARTS.get(processes, 15)
    with tempfile.TemporaryDirectory() as folder:
        url = f"{kind}:{folder}/sweeps.db"
        stores.run(program, "queue", url, processes)
        begin = time.monotonic()
        writers = []
        for number in range(processes):
            # All processes end at the same time, however long it takes to start them.
            left = round(settled + seconds - (time.monotonic() - begin))
            writers.append((time.monotonic() - begin, subprocess.Popen(
                ["dotnet", program, "flush", url, str(left), str(number)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)))
        ended = [(start, *writer.communicate(), writer.returncode) for start, writer in writers]
        load = Path("/proc/loadavg").read_text().split()[0]
    refused = [error.strip() for _, _, error, code in ended if code != 0]
    for error in {lines.splitlines()[0] for lines in refused}:
        print(error)
    times = [(start + float(began), float(took)) for start, said, _, _ in ended for began, took in map(str.split, said.splitlines())]
    steady = sorted(took for began, took in times if began >= settled)
    middle, high = (steady[int(len(steady) * share)] for share in (0.5, 0.99))
    longest = max(took for _, took in times) / 1e3
    return (f"| {kind} | {processes} | {len(steady) / seconds:.0f} | {middle:.0f} | {high:.0f} | {steady[-1]:.0f} "
            f"| {longest:.1f} | {len(refused)} | {load} |")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=30, help="length of the steady state")
    arguments.add_argument("--kinds", nargs="+", default=stores.KINDS)
    arguments.add_argument("--processes", nargs="+", type=int, default=list(STARTS))
    arguments.add_argument("--dry", action="store_true", help="print the table and write no file")
    chosen = arguments.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        program = stores.built(Path(folder))
        rows = [measured(program, kind, processes, chosen.seconds) for processes in chosen.processes for kind in chosen.kinds]
    table = "\n".join([
        "| store | processes | flushes per second | median, ms | 99th percentile, ms | longest, ms | longest since the start, s | refused | load |",
        "|---|---|---|---|---|---|---|---|---|",
        *rows])
    print(table)
    if chosen.dry:
        return
    (BENCH / "results" / "contention.md").write_text(f"""# Many processes that share a store

Made by `/usr/bin/python3 bench/contention.py`: each process holds a trial and adds 200 points of two
metrics twice a second (`bench/stores.cs`). The steady state lasts {chosen.seconds} s. It begins 15 s after the first of 16 processes has
started, or 45 s after the first of 64. *Refused* is the number of processes that gave up; *load* is the load average of the
last minute at the end.
{machine.header(reference=False)}

{table}

The goal for LiteDB: with 16 processes, 99 % of the flushes take less than 150 ms; with 64, no process is refused or waits
longer than 10 s.
""")


if __name__ == "__main__":
    main()
