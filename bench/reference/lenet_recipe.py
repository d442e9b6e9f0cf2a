"""Runs LeNet's recipe with train.py for five seeds and writes bench/results/lenet-reference.{json,md}."""

import json
import os
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(BENCH))

import machine  # noqa: E402

SEEDS = range(5)
RECIPE = ["--model", "lenet", "--init", "xavier-uniform", "--lr", "0.9", "--batch", "256", "--epochs", "10"]


def run(seed):
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    command = ["/usr/bin/python3", str(BENCH / "reference" / "train.py"), *RECIPE, "--seed", str(seed)]
    answer = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    print(f"seed {seed}: test accuracy {answer['test_accuracy']}", file=sys.stderr)
    return {key: answer[key] for key in ("seed", "test_accuracy", "validation_accuracy")}


def main():
    runs = [run(seed) for seed in SEEDS]
    result = {"recipe": " ".join(RECIPE), "machine": machine.describe(), "runs": runs}
    (BENCH / "results" / "lenet-reference.json").write_text(json.dumps(result, indent=2) + "\n")
    accuracies = [r["test_accuracy"] for r in runs]
    rows = "\n".join(f"| {r['seed']} | {r['test_accuracy']:.4f} | {r['validation_accuracy']:.4f} |" for r in runs)
    (BENCH / "results" / "lenet-reference.md").write_text(f"""# LeNet's recipe with plain PyTorch and torchvision

Made by `/usr/bin/python3 bench/reference/lenet_recipe.py`: `train.py {result['recipe']}`, one thread.
{machine.header()}

| seed | test accuracy | validation accuracy |
|---|---|---|
{rows}

Test accuracy from {min(accuracies):.4f} to {max(accuracies):.4f}.
""")


if __name__ == "__main__":
    main()
