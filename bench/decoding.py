"""Measures how fast image folders are read, against plain SkiaSharp in one thread: bench/results/decoding.md.

Builds bench/decoding.cs. Reads folders of JPEGs in alternating rounds of one process.
"""

import argparse
import statistics
import subprocess
import tempfile
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent

# Width and height of the images, the side of the square or 0, and the number of images.
CASES = [(640, 480, 224, 300), (640, 480, 0, 300), (256, 256, 64, 1500), (64, 64, 0, 6000)]


def measured(program, case, rounds):
    """The medians of images a second and busy cores, by way."""
    width, height, side, count = case
    with tempfile.TemporaryDirectory() as folder:
        said = subprocess.run(
            ["dotnet", program, Path(folder) / "images", *map(str, (count, width, height, side, rounds))],
            capture_output=True, text=True, check=True).stdout
    lines = [line.split() for line in said.splitlines()]
    return {way: tuple(statistics.median(float(line[place]) for line in lines if line[0] == way) for place in (1, 2))
            for way in ("sweep", "plain")}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["dotnet", "build", BENCH / "decoding.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
                       check=True, stdout=subprocess.DEVNULL)
        for case in CASES:
            figures = measured(Path(folder) / "decoding.dll", case, rounds)
            (ours, busy), (plain, plain_busy) = figures["sweep"], figures["plain"]
            width, height, side, _ = case
            kind = f"{width}×{height}" + (f" → {side}×{side}" if side else "")
            rows.append(f"| {kind} | {ours:,.0f} | {busy:.2f} | {plain:,.0f} | {plain_busy:.2f} | {ours / plain:.2f} |")
            print(rows[-1])

    (BENCH / "results" / "decoding.md").write_text(f"""# Reading image folders

Printed by `/usr/bin/python3 bench/decoding.py`: images a second and busy cores when JPEGs of quality 90 are read from
the disk's cache in batches of 32, with their SHA-256, as a trial does whose images do not fit `memory`; and with plain
SkiaSharp (`SKBitmap.Decode` and `Resize` with linear mipmaps) in one thread. Medians of {rounds} alternating rounds.
The goal is that all cores are busy.
{machine.header(reference=False)}

| JPEG | sweep, images/s | busy cores | plain, images/s | busy cores | ratio |
|---|---|---|---|---|---|
{chr(10).join(rows)}

sweep does more for each image: it computes the SHA-256, turns the pixels upright over white, and resizes with an
antialiasing filter.
""")


if __name__ == "__main__":
    main()
