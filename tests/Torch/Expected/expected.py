"""Writes expected.json: what PyTorch answers to the calls that the tests make. Run with Debian's python3-torch."""
import json
import os
import re
import torch
from torch import nn

torch.set_num_threads(1)
expected = {"torch": torch.__version__}


def sample(tensor):
    flat = tensor.detach().double().flatten()
    return flat[torch.linspace(0, len(flat) - 1, 8).long()].tolist()


def initialised(apply, *shape):
    torch.manual_seed(7)
    tensor = torch.empty(*shape)
    apply(tensor)
    return sample(tensor)


i = nn.init
expected["init"] = {
    "normal": initialised(lambda t: i.normal_(t, 0.5, 2), 8, 3, 5, 5),
    "uniform": initialised(lambda t: i.uniform_(t, -1, 3), 8, 3, 5, 5),
    "xavier_uniform": initialised(lambda t: i.xavier_uniform_(t, 2), 8, 3, 5, 5),
    "xavier_normal": initialised(lambda t: i.xavier_normal_(t), 8, 3, 5, 5),
    "kaiming_uniform": initialised(lambda t: i.kaiming_uniform_(t, nonlinearity="relu"), 8, 3, 5, 5),
    "kaiming_normal": initialised(lambda t: i.kaiming_normal_(t, mode="fan_out", nonlinearity="relu"), 8, 3, 5, 5),
    "orthogonal_wide": initialised(lambda t: i.orthogonal_(t, 1.5), 8, 3, 5, 5),
    "orthogonal_tall": initialised(lambda t: i.orthogonal_(t), 40, 16),
    "trunc_normal": initialised(lambda t: i.trunc_normal_(t, 0.1, 0.7, -1, 1), 30, 20),
}

torch.manual_seed(0)
layers = [nn.Conv2d(1, 6, 5, padding=2), nn.BatchNorm2d(6), nn.Conv2d(6, 16, 5, bias=False), nn.Linear(400, 120), nn.Linear(120, 10)]
expected["layers"] = [sample(p) for layer in layers for p in layer.parameters()]
torch.manual_seed(3)
expected["random"] = {
    "rand": sample(torch.rand(20)),
    "randn": sample(torch.randn(20)),
    "randint": sample(torch.randint(5, 50, (20,))),
    "randperm": sample(torch.randperm(20)),
    "dropout": sample(nn.functional.dropout(torch.ones(64), 0.5, True)),
    "bernoulli": sample(torch.empty(64).bernoulli_(0.3)),
}

image = torch.arange(2 * 3 * 8 * 8, dtype=torch.float64).reshape(2, 3, 8, 8).sin()
weight = torch.arange(4 * 3 * 3 * 3, dtype=torch.float64).reshape(4, 3, 3, 3).cos()
scores, target = image.flatten(1)[:, :5], torch.tensor([4, 1])
f = nn.functional
expected["functional"] = {
    "conv2d": sample(f.conv2d(image, weight, None, 2, 1)),
    "conv2d_same": sample(f.conv2d(image, weight, None, 1, "same")),
    "max_pool2d": sample(f.max_pool2d(image, 3, 2, 1)),
    "avg_pool2d": sample(f.avg_pool2d(image, 2)),
    "adaptive_avg_pool2d": sample(f.adaptive_avg_pool2d(image, 3)),
    "bilinear": sample(f.interpolate(image, (13, 13), mode="bilinear", align_corners=False)),
    "nearest": sample(f.interpolate(image, scale_factor=1.5, mode="nearest")),
    "pad": sample(f.pad(image, (1, 2, 1, 2))),
    "batch_norm": sample(f.batch_norm(image, None, None, None, None, True)),
    "cross_entropy": [f.cross_entropy(scores, target).item(), f.cross_entropy(scores, target, label_smoothing=0.1).item(), f.cross_entropy(scores, target, reduction="sum").item()],
    "log_softmax": sample(f.log_softmax(scores, 1)),
    "gradients": sample(torch.autograd.grad(f.conv2d(w := image.clone().requires_grad_(), weight).square().sum(), w)[0]),
}


def trained(make):
    p = [torch.linspace(-1, 2, 12, dtype=torch.float64).reshape(3, 4).requires_grad_(), torch.linspace(0.5, 1, 4, dtype=torch.float64).requires_grad_()]
    optimizer = make(p)
    for step in range(20):
        optimizer.zero_grad()
        (((p[0] * p[1]).sin() * (1 + step % 3)).sum() + (p[0] ** 4).mean()).backward()
        optimizer.step()
    return [v for q in p for v in q.detach().flatten().tolist()]


o = torch.optim
expected["optimizers"] = {
    "sgd": trained(lambda p: o.SGD(p, 0.05)),
    "sgd-decay": trained(lambda p: o.SGD(p, 0.05, weight_decay=0.1)),
    "sgd-momentum": trained(lambda p: o.SGD(p, 0.05, momentum=0.9, dampening=0.3)),
    "sgd-nesterov": trained(lambda p: o.SGD(p, 0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
    "sgd-maximize": trained(lambda p: o.SGD(p, 0.001, momentum=0.5, maximize=True)),
    "adam": trained(lambda p: o.Adam(p, 0.02)),
    "adam-options": trained(lambda p: o.Adam(p, 0.02, betas=(0.8, 0.95), eps=1e-4, weight_decay=0.1)),
    "adam-amsgrad": trained(lambda p: o.Adam(p, 0.02, amsgrad=True)),
    "adamw": trained(lambda p: o.AdamW(p, 0.02, weight_decay=0.1)),
    "adamw-amsgrad": trained(lambda p: o.AdamW(p, 0.02, betas=(0.7, 0.9), weight_decay=0, amsgrad=True, maximize=True)),
    "rmsprop": trained(lambda p: o.RMSprop(p, 0.01)),
    "rmsprop-options": trained(lambda p: o.RMSprop(p, 0.01, alpha=0.9, eps=1e-5, weight_decay=0.1, momentum=0.8)),
    "rmsprop-centered": trained(lambda p: o.RMSprop(p, 0.01, centered=True, momentum=0.5)),
    "adagrad": trained(lambda p: o.Adagrad(p, 0.1)),
    "adagrad-options": trained(lambda p: o.Adagrad(p, 0.1, lr_decay=0.05, weight_decay=0.1, initial_accumulator_value=0.5, eps=1e-6)),
}

g = [torch.linspace(-3, 3, 10, dtype=torch.float64), torch.linspace(1, 2, 6, dtype=torch.float64)]
p = [torch.zeros_like(t).requires_grad_() for t in g]
for q, t in zip(p, g):
    q.grad = t.clone()
norm = nn.utils.clip_grad_norm_(p, 2.5).item()
expected["clip"] = {"norm": norm, "gradients": [v for q in p for v in q.grad.tolist()]}

with open(os.path.join(os.path.dirname(__file__), "expected.json"), "w") as file:
    text = json.dumps(expected, indent=1)
    file.write(re.sub(r"\[\s+([^\[\]]*?)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m.group(1)) + "]", text) + "\n")
