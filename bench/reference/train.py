"""The training function of the recipe in plain PyTorch and torchvision, in the usual style.

Prints one JSON object: test accuracy, and the images per second of each epoch (training only, without evaluation).
Run by /usr/bin/python3 with Debian's python3-torch and python3-torchvision.
"""

import argparse
import gzip
import json
import shutil
import time
from pathlib import Path

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, random_split
from torchvision import transforms
from torchvision.datasets import FashionMNIST

from networks import create

PACKAGE = Path("/usr/share/datasets/fashion-mnist")
CACHE = Path(__file__).resolve().parent.parent / ".cache"
VALIDATION_SAMPLES = 5000


def unpack():
    """Unpacks the files of Debian's package to the folder where torchvision looks for them."""
    raw = CACHE / "FashionMNIST" / "raw"
    raw.mkdir(parents=True, exist_ok=True)
    for archive in PACKAGE.glob("*-ubyte.gz"):
        target = raw / archive.stem
        if not target.exists():
            partial = target.with_suffix(".partial")
            with gzip.open(archive) as source, open(partial, "wb") as file:
                shutil.copyfileobj(source, file)
            partial.rename(target)


def load(resize, train_samples, split_seed=0):
    steps = [transforms.Resize(resize)] if resize else []
    transform = transforms.Compose([*steps, transforms.ToTensor()])
    everything = FashionMNIST(CACHE, train=True, transform=transform)
    train, validation = random_split(
        everything, [len(everything) - VALIDATION_SAMPLES, VALIDATION_SAMPLES],
        generator=torch.Generator().manual_seed(split_seed))
    if train_samples:
        train = Subset(train, range(train_samples))
    return train, validation, FashionMNIST(CACHE, train=False, transform=transform)


def train_epoch(network, loader, loss_function, optimizer):
    network.train()
    loss_sum, correct, count = 0.0, 0, 0
    for images, labels in loader:
        optimizer.zero_grad()
        outputs = network(images)
        loss = loss_function(outputs, labels)
        loss.backward()
        optimizer.step()
        loss_sum += loss.item() * len(labels)
        correct += (outputs.argmax(1) == labels).sum().item()
        count += len(labels)
    return loss_sum / count, correct / count


@torch.no_grad()
def accuracy(network, loader):
    network.eval()
    correct = sum((network(images).argmax(1) == labels).sum().item() for images, labels in loader)
    return correct / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", default="lenet", choices=["lenet", "alexnet-plain"])
    parser.add_argument("--width", type=float, default=1.0)
    parser.add_argument("--resize", type=int)
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--lr", type=float, default=0.9)
    parser.add_argument("--init", default="xavier-uniform")
    parser.add_argument("--epochs", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--train-samples", type=int)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    unpack()
    train, validation, test = load(arguments.resize, arguments.train_samples)
    network = create(
        arguments.model, arguments.seed, arguments.init, size=arguments.resize or 28, width=arguments.width)
    workers = dict(num_workers=arguments.workers, persistent_workers=arguments.workers > 0)
    train_loader = DataLoader(train, arguments.batch, shuffle=True, **workers)
    loss_function = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(network.parameters(), lr=arguments.lr)

    epochs = []
    for _ in range(arguments.epochs):
        start = time.perf_counter()
        loss, train_accuracy = train_epoch(network, train_loader, loss_function, optimizer)
        epochs.append({
            "images_per_second": len(train) / (time.perf_counter() - start),
            "train_loss": loss,
            "train_accuracy": train_accuracy,
        })
    print(json.dumps({
        "seed": arguments.seed,
        "test_accuracy": accuracy(network, DataLoader(test, arguments.batch)),
        "validation_accuracy": accuracy(network, DataLoader(validation, arguments.batch)),
        "epochs": epochs,
    }))


if __name__ == "__main__":
    main()
