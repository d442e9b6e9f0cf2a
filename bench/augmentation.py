"""Measures what augmentation adds to the processor time of a step: bench/results/augmentation.md.

Builds bench/augmentation.cs. One thread; trials without and with augmentation take turns.
"""

import argparse
import subprocess
import tempfile
from pathlib import Path

import machine

BENCH = Path(__file__).resolve().parent
# Network, channels, side, batch, steps.
CASES = [("lenet", 1, 28, 128, 400), ("alexnet-half", 3, 224, 32, 8)]


def measured(program, case, rounds):
    """The least milliseconds of a step in any round, without and with augmentation."""
    output = subprocess.run(
        ["dotnet", program, *map(str, case), f"{rounds}"], check=True, capture_output=True, text=True).stdout
    return [min(each) for each in zip(*(map(float, line.split()) for line in output.splitlines()))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    rounds = arguments.parse_args().rounds

    rows = []
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            ["dotnet", "build", BENCH / "augmentation.cs", "-c", "Release", "--nologo", "-v", "q", "-o", folder],
            check=True, stdout=subprocess.DEVNULL)
        for case in CASES:
            without, augmented = measured(Path(folder) / "augmentation.dll", case, rounds)
            network, channels, side, batch, _ = case
            rows.append(
                f"| `{network}` | {channels}×{side}×{side} | {batch} | {without:.2f} | {augmented:.2f} | {augmented / without:.3f} |")

    text = f"""# Augmentation

Printed by `/usr/bin/python3 bench/augmentation.py`: milliseconds of processor time of a training step on one thread,
without augmentation and with that of `alexnet-half`'s recipe. The trials take turns; the figures are the least of
{rounds} rounds.
{machine.header(reference=False)}

| network | images | batch | without, ms | with, ms | ratio |
|---|---|---|---|---|---|
{chr(10).join(rows)}
"""
    (BENCH / "results" / "augmentation.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
