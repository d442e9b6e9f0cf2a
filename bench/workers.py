"""Measures how many simulated workers a store serves: bench/results/workers.md.

The workers are threads of four processes (bench/workers.cs), each with a store of its own. LiteDB and SQLite are files on
the local disk; PostgreSQL is Debian's, with 100 connections, synced commits and its other settings as installed
(build/postgres.sh), once directly and once behind PgBouncer.
"""

import argparse
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent
POSTGRES = BENCH.parent / "build" / "postgres.sh"
KINDS = ["litedb", "sqlite", "postgres", "pgbouncer"]
COUNTS = [4, 64, 500]
PROCESSES = 4
POINTS = 200
# More than are claimed meanwhile.
TRIALS = 10_000
# Trials for each worker that holds one: another takes its place if a lease expires on a busy machine.
SPARE = 4


def built(folder):
    """Builds the program and returns its path."""
    subprocess.run(["dotnet", "build", BENCH / "workers.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
                   check=True, stdout=subprocess.DEVNULL)
    return folder / "workers.dll"


class Server:
    """A PostgreSQL server, or its pool, which ends with this object."""

    def __init__(self, command, folder, *settings):
        self.process = subprocess.Popen([POSTGRES, command, folder, *settings], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip().replace("@", ":" + (folder / "password").read_text() + "@")

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def run(program, what, url, count, seconds):
    """Runs so many workers. Returns the milliseconds of their calls by name, the elapsed seconds, and the faults."""
    shares = [count // PROCESSES + (place < count % PROCESSES) for place in range(PROCESSES)]
    processes = [subprocess.Popen(["dotnet", program, what, url, str(share), str(seconds)], stdin=subprocess.PIPE,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for share in shares if share]
    faults, living = [], []
    for process in processes:
        said = process.stdout.readline().strip()
        (living if said == "ready" else faults).append(process if said == "ready" else said)
    begin = time.monotonic()
    for process in living:
        process.stdin.write("\n")
        process.stdin.flush()
    calls = {}
    # Each prints its calls at its end.
    for process in living:
        for line in process.communicate()[0].splitlines():
            name, rest = line.split(" ", 1)
            if name == "fault":
                faults.append(rest)
            else:
                calls.setdefault(name, []).append(float(rest))
    return calls, time.monotonic() - begin, faults


def quantiles(times):
    """The median and the 99th percentile."""
    ordered = sorted(times)
    return tuple(f"{ordered[int(len(ordered) * share)]:.0f}" if ordered else "-" for share in (0.5, 0.99))


def measured(program, kind, url, count, seconds):
    """The table row for one store and one number of workers."""
    def create(name, trials):
        target = f"{url}{kind}-{name}.db" if kind in ("litedb", "sqlite") else f"{url}?schema={kind}_{name}"
        subprocess.run(["dotnet", program, "create", target, str(trials)], check=True)
        return target

    claims, claimed, first = run(program, "claim", create(f"claim{count}", TRIALS), count, seconds)
    flushes, flushed, second = run(program, "flush", create(f"flush{count}", SPARE * count), count, seconds)
    live, _, third = run(program, "live", create(f"live{count}", SPARE * count), count, seconds)
    # A message names the trial: one of each kind tells enough.
    for fault in {re.sub(r"\d+", "N", fault): fault for fault in [*first, *second, *third]}.values():
        print(fault)
    load = Path("/proc/loadavg").read_text().split()[0]
    finished, added, due = len(claims.get("finish", [])), len(flushes.get("flush", [])), sum(live.get("due", []))
    return [kind, count, f"{finished / claimed:.0f}", *quantiles(claims.get("claim", [])), *quantiles(claims.get("finish", [])),
            f"{added * POINTS / flushed:,.0f}".replace(",", " ") if added else "-",
            f"{len(live.get('flush', [])) / seconds:.0f} of {due / seconds:.0f}" if due else "-",
            *quantiles(live.get("flush", [])), len(first) + len(second) + len(third), load]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=20, help="length of each of the three measurements")
    arguments.add_argument("--kinds", nargs="+", default=KINDS)
    arguments.add_argument("--workers", nargs="+", type=int, default=COUNTS)
    arguments.add_argument("--dry", action="store_true", help="print the table and write no file")
    chosen = arguments.parse_args()

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o711)
        os.environ["SWEEP_ARTIFACTS"] = str(folder / "artifacts")
        program = built(folder / "bin")
        servers = []
        urls = {kind: f"{kind}:{folder}/" for kind in ("litedb", "sqlite")}
        if {"postgres", "pgbouncer"} & {*chosen.kinds}:
            servers.append(Server("serve", folder / "server", "127.0.0.1", "fsync=on", "full_page_writes=on"))
            urls["postgres"] = servers[0].url
        if "pgbouncer" in chosen.kinds:
            servers.append(Server("pool", folder / "server"))
            urls["pgbouncer"] = servers[-1].url
        try:
            rows = []
            for count in chosen.workers:
                for kind in chosen.kinds:
                    rows.append(measured(program, kind, urls[kind], count, chosen.seconds))
                    print(*rows[-1], sep=" | ", flush=True)
        finally:
            for server in reversed(servers):
                server.close()
    table = "\n".join([
        "| store | workers | trials claimed and finished per second | claim, median ms | claim, 99 % | finish, median ms | finish, 99 % "
        "| points per second | flushes per second at the workers' own pace | flush, median ms | flush, 99 % | workers that gave up | load |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|",
        *("| " + " | ".join(map(str, row)) + " |" for row in rows)])
    if chosen.dry:
        return
    (BENCH / "results" / "workers.md").write_text(f"""# Many workers on one store

Made by `/usr/bin/python3 bench/workers.py --seconds {chosen.seconds}`: simulated workers, threads of {PROCESSES} processes, each with a store of its own
(`bench/workers.cs`). They first claim and finish trials without points, as fast as they can; then each holds a trial and
adds {POINTS} points at a time, as fast as it can; then each does what real workers do: it adds {POINTS} points and looks for a request to
stop at the polling interval of the store (0.5 s of a file, 2 to 2.5 s of a server), and renews its lease every 5 s. *Postgres* is a server with 100 connections on the same machine, with synced commits; *pgbouncer* is the same server behind
PgBouncer in transaction mode with 4 server connections. *Load* is the load average of the last minute at the end.
A dash: nothing was measured, because the claims of so many workers took longer than the time or than a lease of 15 s.
{machine.header(reference=False)}

{table}
""")


if __name__ == "__main__":
    main()
