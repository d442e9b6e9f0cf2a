"""Measures the processor time of reading a line of metrics of a program: bench/results/program-lines.md.

Builds bench/program_lines.cs, and uses ./sweep.
"""

import argparse
import json
import subprocess
import tempfile
import time
from pathlib import Path

import machine
import product

BENCH = Path(__file__).resolve().parent

LINES = {
    "two numbers": '{"step": %d, "train/loss": 0.693147}',
    "six numbers": '{"step": %d, "epoch": 3, "train/loss": 0.693147, "val/loss": 0.7012, "val/accuracy": 0.8125, "lr": 1e-3}',
    "six numbers, one NaN": '{"step": %d, "epoch": 3, "other": NaN, "val/loss": 0.7012, "val/accuracy": 0.8125, "lr": 1e-3}',
}

# Logs lines at a rate and then the microseconds of its worker's processor time for each.
PROGRAM = r"""
import json, os, sys, time
lines, rate = int(sys.argv[1]), int(sys.argv[2])

def cpu():
    fields = open(f"/proc/{os.getppid()}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

time.sleep(2)
begin, start = time.perf_counter(), cpu()
for step in range(lines):
    print('{"step": %d, "train/loss": 0.693147}' % step, flush=True)
    while time.perf_counter() < begin + step / rate:
        time.sleep(0.0005)
time.sleep(2)
print(json.dumps({"step": lines, "microseconds": 1e6 * (cpu() - start) / lines}))
"""


def send(output, line, lines, rate):
    """Writes lines one by one at a rate, or all as fast as they are read."""
    begin = time.perf_counter()
    if rate is None:
        for step in range(0, lines, 1000):
            output.write("".join(line % number + "\n" for number in range(step, step + 1000)).encode())
    else:
        for step in range(lines):
            output.write((line % step + "\n").encode())
            output.flush()
            while time.perf_counter() < begin + step / rate:
                time.sleep(0.0005)
    output.close()
    return time.perf_counter() - begin


def measured(program, line, lines, rate):
    """Microseconds of processor time for each line, and lines per second."""
    process = subprocess.Popen(["dotnet", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=False)
    seconds = send(process.stdin, line, lines, rate)
    read, others, _, cpu = process.stdout.read().decode().split()
    process.wait()
    assert (int(read), int(others)) == (lines, 0), f"{read} lines and {others} others were read of {lines}."
    return 1e6 * float(cpu) / lines, lines / seconds


def in_a_sweep(lines, rate):
    """Microseconds of a worker's processor time for each line, with the store and all else."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "lines.json"
        config.write_text(json.dumps({
            "name": "lines",
            "trial": {"command": ["/usr/bin/python3", "-c", PROGRAM.replace("{", "{{").replace("}", "}}"), f"{lines}", f"{rate}"]},
            "objective": {"metric": "microseconds", "goal": "minimize"},
        }))
        return next(float(row["value"]) for row in product.tables(config)["metrics"] if row["metric"] == "microseconds")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=10, help="seconds of each measurement at a rate")
    arguments.add_argument("--rate", type=int, default=10_000, help="lines a second")
    chosen = arguments.parse_args()
    lines = chosen.seconds * chosen.rate

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dotnet", "build", BENCH / "program_lines.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
                       check=True, stdout=subprocess.DEVNULL)
        program = Path(folder) / "program_lines.dll"
        for name, line in LINES.items():
            paced, rate = measured(program, line, lines, chosen.rate)
            flood, fast = measured(program, line, 5 * lines, None)
            rows.append(f"| {name} | {paced:.1f} | {rate:,.0f} | {flood:.1f} | {fast:,.0f} |")
    whole = in_a_sweep(lines, chosen.rate)

    text = f"""# Lines of metrics of a program

Printed by `/usr/bin/python3 bench/program_lines.py`: microseconds of processor time to read, parse and number a line
that comes through a pipe, each written by itself at {chosen.rate:,} lines a second, without a store; and the same with lines
as fast as they are read. The goal is less than 20 at {chosen.rate:,} lines a second.
{machine.header(reference=False)}

| line | at a rate, µs | lines a second | flood, µs | lines a second |
|---|---|---|---|---|
{chr(10).join(rows)}

A worker with everything, the LiteDB store included, took {whole:.1f} µs for each line of two numbers at {chosen.rate:,} lines a
second.
"""
    (BENCH / "results" / "program-lines.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
