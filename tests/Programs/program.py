"""The same program as CSharp/Program.cs."""

import json
import math
import sys
import threading
import time

import sweep_log


def describe():
    print(json.dumps({
        "parameters": sweep_log.parameters({"optimizer": {"lr": 0.5, "momentum": 0}}),
        "given": sweep_log.parameters(),
        "seed": sweep_log.seed(7),
        "checkpoints": str(sweep_log.checkpoints().absolute()),
    }))


def log():
    sweep_log.log({"train/loss": 0.1, 'größe "x"': 1e-300}, step=0, epoch=0)
    sweep_log.log({"-inf": -math.inf}, nan=math.nan, inf=math.inf)
    sweep_log.log(step=1 << 40, epoch=2, loss=3)


def threads():
    def log_each(thread):
        for step in range(250):
            sweep_log.log(step=step, **{f"thread{thread}": step})

    all_threads = [threading.Thread(target=log_each, args=(thread,)) for thread in range(4)]
    for thread in all_threads:
        thread.start()
    for thread in all_threads:
        thread.join()


def wait():
    sweep_log.should_stop()
    print("ready", flush=True)
    while not sweep_log.should_stop():
        time.sleep(0.005)
    print("stopped")


def train():
    """Looks for the square root of 2, from the last checkpoint on."""
    file = sweep_log.checkpoints() / "state"
    lr = sweep_log.parameters()["lr"]
    step, x = 0, 3.0 + sweep_log.seed()
    if file.exists():
        step, x = json.loads(file.read_text())
    while step < 20:
        error = x * x - 2
        sweep_log.log(step=step, loss=error * error)
        x -= lr * 4 * error * x
        step += 1
        saved = file.with_suffix(".new")
        saved.write_text(json.dumps([step, x]))
        saved.replace(file)


{"describe": describe, "log": log, "threads": threads, "wait": wait, "train": train}[sys.argv[1]]()
