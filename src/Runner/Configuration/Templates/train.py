"""Trains a logistic regression on points of two classes, as a trial of sweep or on its own: python3 train.py"""

import json
import math
import random

import sweep_log

FEATURES = 10
BATCH = 20


def points(count, generator):
    """Return points of two classes that overlap, each with its class, 0 or 1."""
    classes = [generator.randrange(2) for _ in range(count)]
    return [([generator.gauss(0.3 * (2 * label - 1), 1) for _ in range(FEATURES)], label) for label in classes]


def probability(weights, point):
    """Return the probability of class 1."""
    z = sum(weight * x for weight, x in zip(weights, point))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, z))))


def loss_of(probabilities, labels):
    """Return the mean cross-entropy."""
    return sum(-math.log(p if label else 1 - p) for p, label in zip(probabilities, labels)) / len(labels)


def main():
    parameters = sweep_log.parameters({"lr": 0.1, "momentum": 0, "epochs": 10})
    data = random.Random(1)  # The same points for all seeds.
    train, validation = points(400, data), points(1000, data)

    generator = random.Random(sweep_log.seed())
    weights = [generator.gauss(0, 1) for _ in range(FEATURES)]
    velocity = [0.0] * FEATURES
    first_epoch = 0

    # A trial that was interrupted continues from its last epoch.
    checkpoint = sweep_log.checkpoints() / "checkpoint.json"
    if checkpoint.exists():
        first_epoch, weights, velocity = json.loads(checkpoint.read_text())
        print(f"{checkpoint} continues with epoch {first_epoch}.")

    for epoch in range(first_epoch, parameters["epochs"]):
        order = random.Random(f"{sweep_log.seed()} {epoch}").sample(train, len(train))
        for index in range(0, len(order), BATCH):
            batch = order[index:index + BATCH]
            probabilities = [probability(weights, point) for point, _ in batch]
            step = (epoch * len(order) + index) // BATCH
            sweep_log.log({"train/loss": loss_of(probabilities, [label for _, label in batch])}, step=step, epoch=epoch)
            for feature in range(FEATURES):
                gradient = sum((p - label) * point[feature] for p, (point, label) in zip(probabilities, batch)) / BATCH
                velocity[feature] = parameters["momentum"] * velocity[feature] + gradient
                weights[feature] -= parameters["lr"] * velocity[feature]

        probabilities = [probability(weights, point) for point, _ in validation]
        correct = sum((p > 0.5) == label for p, (_, label) in zip(probabilities, validation))
        sweep_log.log({
            "val/loss": loss_of(probabilities, [label for _, label in validation]),
            "val/accuracy": correct / len(validation),
        }, step=step, epoch=epoch)

        # A file that is replaced as a whole is never half written.
        saved = checkpoint.with_suffix(".new")
        saved.write_text(json.dumps([epoch + 1, weights, velocity]))
        saved.replace(checkpoint)
        if sweep_log.should_stop():
            return


if __name__ == "__main__":
    main()
