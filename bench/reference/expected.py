"""Writes the values that the product's parity tests expect: tests/Experiments/Parity/Expected/.

Any binding of libtorch can reproduce each case with the same calls:

1. manual_seed(seed), build the network, initialise it.
2. For each step: manual_seed(1000 + step), x = rand(batch, channels, size, size), y = randint(0, 10, (batch,)). With
   dropout, manual_seed(2000 + step) before the forward pass.

In a float64 case the network and x are drawn in float32 and then converted. The file has the norm of each tensor and up
to 16 of its entries, at the flat indices i * (count - 1) // 15.
"""

import json
import math
import os
import shutil
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.optim import lr_scheduler  # noqa: E402

from networks import create  # noqa: E402

TARGET = Path(__file__).resolve().parents[2] / "tests" / "Experiments" / "Parity" / "Expected"
SAMPLES = 16
CLASSES = 10
# The tolerance of the parity tests (that of the optimizers is smaller).
PRECISION = {"float32": 1e-4, "float64": 1e-8}


def number(value, dtype):
    """The shortest decimal that reads back to the same bits."""
    return float(f"{value:.9g}") if dtype == torch.float32 else value


def summary(tensor):
    flat = tensor.detach().flatten()
    count = flat.numel()
    indices = range(count) if count <= SAMPLES else [i * (count - 1) // (SAMPLES - 1) for i in range(SAMPLES)]
    return {
        "shape": list(tensor.shape),
        "norm": flat.double().norm().item(),
        "samples": [number(flat[i].item(), tensor.dtype) for i in indices],
    }


def optimizer_of(config, parameters):
    c = dict(config)
    name, lr, decay = c.pop("name"), c.pop("lr"), c.pop("weightDecay", 0.01 if config["name"] == "adamw" else 0)
    betas = (c.pop("beta1", 0.9), c.pop("beta2", 0.999))
    if name in ("adam", "adamw"):
        types = {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}
        return types[name](parameters, lr, betas=betas, weight_decay=decay, **c)
    types = {"sgd": torch.optim.SGD, "rmsprop": torch.optim.RMSprop, "adagrad": torch.optim.Adagrad}
    return types[name](parameters, lr, weight_decay=decay, **c)


def batch_of(step, case, dtype):
    torch.manual_seed(1000 + step)
    x = torch.rand(case["batch"], case["channels"], case["size"], case["size"])
    y = torch.randint(0, CLASSES, (case["batch"],))
    return x.to(dtype), y


def train(case, layout=torch.contiguous_format):
    """Trains a case in a memory layout. Returns the network, its initial norms and the losses."""
    dtype = getattr(torch, case["dtype"])
    network = create(
        case["model"], case["seed"], case["init"]["name"], channels=case["channels"], size=case["size"],
        width=case["width"], dropout=case["dropout"]).to(dtype).to(memory_format=layout).train()
    parameters = list(network.parameters())
    initial_norms = [p.detach().double().norm().item() for p in parameters]
    optimizer = optimizer_of(case["optimizer"], parameters)
    losses = []
    for step in range(case["steps"]):
        x, y = batch_of(step, case, dtype)
        x = in_layout(x, layout)
        if case["dropout"]:
            torch.manual_seed(2000 + step)
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(x), y)
        loss.backward()
        if case["clipNorm"]:
            nn.utils.clip_grad_norm_(parameters, case["clipNorm"])
        optimizer.step()
        losses.append(number(loss.item(), dtype))
        assert math.isfinite(losses[-1]), case
    return network, initial_norms, losses


def in_layout(x, layout):
    """Sets the strides of a batch for a layout. Images of one channel have the same bytes in all layouts."""
    if layout == torch.contiguous_format:
        return x
    _, channels, height, width = x.shape
    pixels = x.permute(0, 2, 3, 1).contiguous()
    return pixels.as_strided(x.shape, (channels * height * width, 1, width * channels, channels))


def expected(case):
    """Trains a case and returns it with its results.

    First it checks that both memory layouts give the same results. In float32, rounding can decide a pooling tie or a
    ReLU at zero. A case in which the two layouts differ cannot tell a right result from a wrong one.
    """
    network, initial_norms, losses = train(case)
    other, _, other_losses = train(case, torch.channels_last)
    limit = PRECISION[case["dtype"]] / 2
    for a, b in zip(losses, other_losses):
        assert abs(a - b) <= limit * abs(a), (case, a, b)
    for a, b in zip(network.parameters(), other.parameters()):
        assert (a - b).norm() <= limit * a.norm(), (case, a.shape, (a - b).norm() / a.norm())
    return {
        **case,
        "losses": losses,
        "initialNorms": initial_norms,
        "parameters": [summary(p) for p in network.parameters()],
        "buffers": [summary(b) for b in network.buffers() if b.is_floating_point()],
    }


def case_of(model, optimizer, steps, dtype, *, width=1, size=28, batch=8, init="xavier-uniform", dropout=0, clip=None):
    return {
        "model": model, "width": width, "dropout": dropout, "channels": 1, "size": size, "batch": batch, "seed": 0,
        "init": {"name": init}, "optimizer": optimizer, "clipNorm": clip, "dtype": dtype, "steps": steps,
    }


def write(path, value):
    """Writes one line per member and tensor, so that differences are readable."""
    def line(item):
        return json.dumps(item, separators=(",", ":"))

    def member(item):
        if isinstance(item, list) and item and isinstance(item[0], (dict, list)):
            return "[\n    " + ",\n    ".join(map(line, item)) + "\n  ]"
        return line(item)

    file = TARGET / path
    file.parent.mkdir(parents=True, exist_ok=True)
    members = ",\n  ".join(f"{line(key)}: {member(item)}" for key, item in value.items())
    file.write_text("{\n  " + members + "\n}\n")


def networks():
    def sgd(lr):
        return {"name": "sgd", "lr": lr}

    yield "lenet-float32", case_of("lenet", sgd(0.9), 20, "float32", batch=32)
    # At step 18 rounding changes the sign of a float32 value: the two layouts of libtorch 2.10 then differ by 1.2e-4.
    for steps, dtype in ((15, "float32"), (20, "float64")):
        yield f"alexnet-plain-{dtype}", case_of(
            "alexnet-plain", sgd(0.001), steps, dtype, width=0.25, size=67, batch=64, init="kaiming-normal")
    yield "alexnet-slim-dropout-float32", case_of(
        "alexnet-slim", sgd(0.01), 20, "float32", width=0.125, size=67, init="default", dropout=0.5)
    small = {
        "resnet18": (sgd(0.05), dict(width=0.125, size=48)),
        # The bias before a batch norm learns from rounding alone; a higher rate would make it part of the comparison.
        "densenet": (sgd(0.05), dict(width=0.25, size=48)),
        "googlenet": (sgd(0.1), dict(width=0.125, size=48)),
        "nin": (sgd(0.05), dict(width=0.125, size=67)),
        "vgg11": (sgd(0.05), dict(width=0.125, size=32)),
        "alexnet": (sgd(0.01), dict(width=0.125, size=65)),
        "alexnet-half": (sgd(0.01), dict(width=0.125, size=67)),
    }
    # With more images, rounding flips more ReLUs in one float32 step. With fewer, batch normalisation amplifies the
    # rounding of float64 over twenty steps.
    batches = {"densenet": (4, 16)}
    for model, (optimizer, options) in small.items():
        single, double = batches.get(model, (8, 8))
        yield f"{model}-float32", case_of(model, optimizer, 1, "float32", batch=single, **options)
        yield f"{model}-float64", case_of(model, optimizer, 20, "float64", batch=double, **options)


def optimizers():
    options = {
        ("sgd", 0.5): {
            "plain": {}, "momentum": {"momentum": 0.9}, "dampening": {"momentum": 0.9, "dampening": 0.5},
            "nesterov": {"momentum": 0.9, "nesterov": True}, "weight-decay": {"weightDecay": 0.01},
            "momentum-weight-decay": {"momentum": 0.8, "dampening": 0.1, "weightDecay": 0.01},
            "nesterov-weight-decay": {"momentum": 0.8, "nesterov": True, "weightDecay": 0.01},
        },
        ("adam", 0.01): {
            "plain": {}, "betas": {"beta1": 0.8, "beta2": 0.99}, "eps": {"eps": 0.001},
            "weight-decay": {"weightDecay": 0.01},
        },
        ("adamw", 0.01): {
            "plain": {}, "betas": {"beta1": 0.8, "beta2": 0.99}, "eps": {"eps": 0.001},
            "weight-decay": {"weightDecay": 0.1}, "no-weight-decay": {"weightDecay": 0},
        },
        ("rmsprop", 0.005): {
            "plain": {}, "alpha": {"alpha": 0.9}, "momentum": {"momentum": 0.9}, "weight-decay": {"weightDecay": 0.01},
            "alpha-momentum-weight-decay": {"alpha": 0.9, "momentum": 0.5, "weightDecay": 0.01},
        },
        ("adagrad", 0.05): {"plain": {}, "weight-decay": {"weightDecay": 0.01}},
    }
    for (name, lr), variants in options.items():
        for variant, extra in variants.items():
            yield f"{name}-{variant}", case_of("lenet", {"name": name, "lr": lr, **extra}, 20, "float64")
    yield "sgd-clip", case_of("lenet", {"name": "sgd", "lr": 0.5, "momentum": 0.9}, 20, "float64", clip=0.1)


INITIALISATIONS = (
    ("default", 1), ("normal", 1), ("normal", 0.01), ("kaiming-normal", 1), ("kaiming-uniform", 1),
    ("xavier-uniform", 1), ("xavier-normal", 1), ("orthogonal", 1), ("zeros", 1))


def initialisations():
    for name, std in INITIALISATIONS:
        tensors = [summary(p) for p in create("lenet", 0, name, std=std).parameters()]
        init = {"name": name, **({"std": std} if std != 1 else {})}
        yield f"{name}-{std}" if std != 1 else name, {
            "model": "lenet", "width": 1, "channels": 1, "size": 28, "seed": 0, "init": init, "parameters": tensors}


def rates(scheduler_of, lr, count):
    """The learning rate before each of `count` steps of a scheduler with one parameter."""
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr)
    scheduler = scheduler_of(optimizer)
    answer = []
    for index in range(count):
        answer.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if index < count - 1:
            scheduler.step()
    return answer


def schedule_rates(schedule, lr, steps_per_epoch, epochs):
    steps = epochs * steps_per_epoch
    warmup = schedule.get("warmup", {"steps": 0, "from": 1})
    left = steps - warmup["steps"]
    per_epoch = {
        "constant": lambda o: lr_scheduler.LambdaLR(o, lambda _: 1.0),
        "step": lambda o: lr_scheduler.StepLR(o, schedule["stepEpochs"], schedule["gamma"]),
        "multi-step": lambda o: lr_scheduler.MultiStepLR(o, schedule["milestoneEpochs"], schedule["gamma"]),
        "exponential": lambda o: lr_scheduler.ExponentialLR(o, schedule["gamma"]),
    }
    per_step = {
        "cosine": lambda o: lr_scheduler.CosineAnnealingLR(o, left, schedule.get("minLr", 0)),
        "one-cycle": lambda o: lr_scheduler.OneCycleLR(
            o, schedule.get("maxLr", lr), total_steps=left, cycle_momentum=False),
    }
    name = schedule["name"]
    if name in per_epoch:
        by_epoch = rates(per_epoch[name], lr, epochs)
        scheduled = [by_epoch[step // steps_per_epoch] for step in range(steps)]
    else:
        by_step = rates(per_step[name], lr, left)
        scheduled = [by_step[max(0, step - warmup["steps"])] for step in range(steps)]
    if not warmup["steps"]:
        return scheduled
    factors = rates(
        lambda o: lr_scheduler.LinearLR(o, warmup["from"], 1.0, total_iters=warmup["steps"]), 1.0, steps)
    return [rate * factor for rate, factor in zip(scheduled, factors)]


def schedules():
    options = (
        {"name": "constant"},
        {"name": "step", "stepEpochs": 2, "gamma": 0.5},
        {"name": "multi-step", "milestoneEpochs": [1, 3, 4], "gamma": 0.2},
        {"name": "exponential", "gamma": 0.9},
        {"name": "cosine"},
        {"name": "cosine", "minLr": 0.02},
        {"name": "one-cycle"},
        {"name": "one-cycle", "maxLr": 1.5},
    )
    warmups = ({}, {"warmup": {"steps": 5, "from": 0.1}}, {"warmup": {"steps": 10, "from": 0.25}})
    lr, steps_per_epoch, epochs = 0.3, 7, 6
    return {"lr": lr, "stepsPerEpoch": steps_per_epoch, "epochs": epochs, "cases": [
        {"schedule": schedule, "rates": schedule_rates(schedule, lr, steps_per_epoch, epochs)}
        for schedule in ({**option, **warmup} for option in options for warmup in warmups)]}


def main():
    torch.set_num_threads(1)
    shutil.rmtree(TARGET, ignore_errors=True)
    for name, case in networks():
        write(f"Networks/{name}.json", expected(case))
    for name, case in optimizers():
        write(f"Optimizers/{name}.json", expected(case))
    for name, case in initialisations():
        write(f"Initialisations/{name}.json", case)
    write("schedules.json", schedules())


if __name__ == "__main__":
    main()
