"""The product's networks as ordinary torch.nn modules, for comparison.

Layers are built in the order of the forward pass, so that after the same manual_seed both sides draw the same
initial weights. `width` multiplies every channel and hidden width (rounded down, at least 1); the classifier's
outputs never scale. Run this file to check the parameter counts.
"""

import torch
from torch import nn


class Build:
    """The arguments of all networks: channels and size of the input, classes, width and dropout."""

    def __init__(self, channels=1, size=28, classes=10, width=1.0, dropout=None):
        self.channels, self.size, self.classes, self.width, self.dropout = channels, size, classes, width, dropout

    def scale(self, count):
        return max(1, int(count * self.width))

    def drop(self, default):
        return nn.Dropout(default if self.dropout is None else self.dropout)

    def flat(self, layers):
        """The number of output features of the layers for one image."""
        with torch.no_grad():
            return nn.Sequential(*layers)(torch.zeros(1, self.channels, self.size, self.size)).numel()


def lenet(build):
    s = build.scale
    layers = [
        nn.Conv2d(build.channels, s(6), 5, padding=2), nn.Sigmoid(), nn.AvgPool2d(2, 2),
        nn.Conv2d(s(6), s(16), 5), nn.Sigmoid(), nn.AvgPool2d(2, 2),
        nn.Flatten(),
    ]
    return nn.Sequential(
        *layers,
        nn.Linear(build.flat(layers), s(120)), nn.Sigmoid(),
        nn.Linear(s(120), s(84)), nn.Sigmoid(),
        nn.Linear(s(84), build.classes))


def alexnet_features(build, padding):
    s = build.scale
    return [
        nn.Conv2d(build.channels, s(96), 11, stride=4, padding=padding), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(96), s(256), 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(256), s(384), 3, padding=1), nn.ReLU(),
        nn.Conv2d(s(384), s(384), 3, padding=1), nn.ReLU(),
        nn.Conv2d(s(384), s(256), 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Flatten(),
    ]


def alexnet(build):
    s, layers = build.scale, alexnet_features(build, padding=1)
    return nn.Sequential(
        *layers,
        nn.Linear(build.flat(layers), s(4096)), nn.ReLU(), build.drop(0.5),
        nn.Linear(s(4096), s(4096)), nn.ReLU(), build.drop(0.5),
        nn.Linear(s(4096), build.classes))


def alexnet_slim(build):
    s, layers = build.scale, alexnet_features(build, padding=0)
    return nn.Sequential(
        *layers,
        nn.Linear(build.flat(layers), s(4096)), nn.ReLU(), build.drop(0.5),
        nn.Linear(s(4096), build.classes))


def alexnet_plain(build):
    s = build.scale
    layers = [
        nn.Conv2d(build.channels, s(96), 11, stride=4), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(96), s(256), 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(256), s(384), 3, padding=1),
        nn.Conv2d(s(384), s(384), 3, padding=1),
        nn.Conv2d(s(384), s(256), 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Flatten(),
    ]
    return nn.Sequential(
        *layers,
        nn.Linear(build.flat(layers), s(4096)), nn.ReLU(),
        nn.Linear(s(4096), s(4096)), nn.ReLU(),
        nn.Linear(s(4096), build.classes))


def alexnet_half(build):
    s = build.scale
    layers = [
        nn.ZeroPad2d((1, 2, 1, 2)),
        nn.Conv2d(build.channels, s(48), 11, stride=4), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(48), s(128), 5, padding=2), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Conv2d(s(128), s(192), 3, padding=1), nn.ReLU(),
        nn.Conv2d(s(192), s(192), 3, padding=1), nn.ReLU(),
        nn.Conv2d(s(192), s(128), 3, padding=1), nn.ReLU(), nn.MaxPool2d(3, 2),
        nn.Flatten(),
    ]
    return nn.Sequential(
        *layers,
        build.drop(0.2), nn.Linear(build.flat(layers), s(2048)), nn.ReLU(),
        build.drop(0.2), nn.Linear(s(2048), s(2048)), nn.ReLU(),
        nn.Linear(s(2048), build.classes))


def vgg11(build):
    s, layers, channels = build.scale, [], build.channels
    for convolutions, out in ((1, 64), (1, 128), (2, 256), (2, 512), (2, 512)):
        for _ in range(convolutions):
            layers += [nn.Conv2d(channels, s(out), 3, padding=1), nn.ReLU()]
            channels = s(out)
        layers.append(nn.MaxPool2d(2, 2))
    layers.append(nn.Flatten())
    return nn.Sequential(
        *layers,
        nn.Linear(build.flat(layers), s(4096)), nn.ReLU(), build.drop(0.5),
        nn.Linear(s(4096), s(4096)), nn.ReLU(), build.drop(0.5),
        nn.Linear(s(4096), build.classes))


def nin_block(channels, out, kernel, stride, padding):
    return [
        nn.Conv2d(channels, out, kernel, stride=stride, padding=padding), nn.ReLU(),
        nn.Conv2d(out, out, 1), nn.ReLU(),
        nn.Conv2d(out, out, 1), nn.ReLU(),
    ]


def nin(build):
    s = build.scale
    return nn.Sequential(
        *nin_block(build.channels, s(96), 11, 4, 0), nn.MaxPool2d(3, 2),
        *nin_block(s(96), s(256), 5, 1, 2), nn.MaxPool2d(3, 2),
        *nin_block(s(256), s(384), 3, 1, 1), nn.MaxPool2d(3, 2),
        build.drop(0.5),
        *nin_block(s(384), build.classes, 3, 1, 1),
        nn.AdaptiveAvgPool2d(1), nn.Flatten())


class Inception(nn.Module):
    def __init__(self, channels, path1, path2, path3, path4):
        super().__init__()
        self.path1 = nn.Sequential(nn.Conv2d(channels, path1, 1), nn.ReLU())
        self.path2 = nn.Sequential(
            nn.Conv2d(channels, path2[0], 1), nn.ReLU(), nn.Conv2d(path2[0], path2[1], 3, padding=1), nn.ReLU())
        self.path3 = nn.Sequential(
            nn.Conv2d(channels, path3[0], 1), nn.ReLU(), nn.Conv2d(path3[0], path3[1], 5, padding=2), nn.ReLU())
        self.path4 = nn.Sequential(nn.MaxPool2d(3, stride=1, padding=1), nn.Conv2d(channels, path4, 1), nn.ReLU())

    def forward(self, x):
        return torch.cat((self.path1(x), self.path2(x), self.path3(x), self.path4(x)), dim=1)


def googlenet(build):
    s = build.scale

    def pool():
        return nn.MaxPool2d(3, 2, padding=1)

    layers = [
        nn.Conv2d(build.channels, s(64), 7, stride=2, padding=3), nn.ReLU(), pool(),
        nn.Conv2d(s(64), s(64), 1), nn.ReLU(), nn.Conv2d(s(64), s(192), 3, padding=1), nn.ReLU(), pool(),
    ]
    channels = s(192)
    stages = (
        ((64, (96, 128), (16, 32), 32), (128, (128, 192), (32, 96), 64)),
        ((192, (96, 208), (16, 48), 64), (160, (112, 224), (24, 64), 64), (128, (128, 256), (24, 64), 64),
         (112, (144, 288), (32, 64), 64), (256, (160, 320), (32, 128), 128)),
        ((256, (160, 320), (32, 128), 128), (384, (192, 384), (48, 128), 128)),
    )
    for index, stage in enumerate(stages):
        for path1, path2, path3, path4 in stage:
            path2, path3 = tuple(map(s, path2)), tuple(map(s, path3))
            layers.append(Inception(channels, s(path1), path2, path3, s(path4)))
            channels = s(path1) + path2[1] + path3[1] + s(path4)
        if index < len(stages) - 1:
            layers.append(pool())
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, build.classes))


class Residual(nn.Module):
    def __init__(self, channels, out, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, padding=1, stride=stride)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, padding=1)
        self.bn2 = nn.BatchNorm2d(out)
        self.conv3 = nn.Conv2d(channels, out, 1, stride=stride) if stride != 1 else None

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return torch.relu(y + (self.conv3(x) if self.conv3 else x))


def stem(build):
    out = build.scale(64)
    return [
        nn.Conv2d(build.channels, out, 7, stride=2, padding=3), nn.BatchNorm2d(out), nn.ReLU(),
        nn.MaxPool2d(3, 2, padding=1),
    ]


def resnet18(build):
    s, layers, channels = build.scale, stem(build), build.scale(64)
    for index, out in enumerate((64, 128, 256, 512)):
        layers.append(Residual(channels, s(out), stride=1 if index == 0 else 2))
        layers.append(Residual(s(out), s(out)))
        channels = s(out)
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, build.classes))


class Dense(nn.Module):
    def __init__(self, layers, channels, growth):
        super().__init__()
        self.layers = nn.ModuleList(
            nn.Sequential(
                nn.BatchNorm2d(channels + index * growth), nn.ReLU(),
                nn.Conv2d(channels + index * growth, growth, 3, padding=1))
            for index in range(layers))

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat((x, layer(x)), dim=1)
        return x


def densenet(build):
    growth, layers, channels = build.scale(32), stem(build), build.scale(64)
    for index in range(4):
        layers.append(Dense(4, channels, growth))
        channels += 4 * growth
        if index < 3:
            layers += [
                nn.BatchNorm2d(channels), nn.ReLU(), nn.Conv2d(channels, channels // 2, 1), nn.AvgPool2d(2, 2)]
            channels //= 2
    return nn.Sequential(
        *layers, nn.BatchNorm2d(channels), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(channels, build.classes))


NETWORKS = {
    "lenet": lenet, "alexnet": alexnet, "alexnet-plain": alexnet_plain, "alexnet-slim": alexnet_slim,
    "alexnet-half": alexnet_half, "vgg11": vgg11, "nin": nin, "googlenet": googlenet, "resnet18": resnet18,
    "densenet": densenet,
}

# (network, width, channels, size) -> parameters.
PARAMETERS = {
    ("lenet", 1, 1, 28): 61_706,
    ("alexnet", 1, 1, 224): 46_764_746,
    ("alexnet", 0.25, 1, 224): 2_934_458,
    ("alexnet-plain", 1, 1, 244): 58_299_082,
    ("alexnet-plain", 0.25, 1, 244): 3_655_354,
    ("alexnet-plain", 0.25, 1, 99): 1_558_202,
    ("alexnet-slim", 1, 1, 224): 29_983_434,
    ("alexnet-slim", 0.25, 1, 224): 1_884_858,
    ("alexnet-half", 1, 3, 224): 14_601_930,
    ("vgg11", 1, 1, 224): 128_806_154,
    ("vgg11", 0.25, 1, 224): 8_060_234,
    ("vgg11", 0.125, 1, 224): 2_018_346,
    ("nin", 1, 1, 224): 1_992_166,
    ("nin", 0.25, 1, 224): 133_798,
    ("googlenet", 1, 1, 96): 5_977_530,
    ("resnet18", 1, 1, 96): 11_178_378,
    ("resnet18", 0.25, 1, 96): 702_570,
    ("densenet", 1, 1, 96): 758_226,
    ("densenet", 0.25, 1, 96): 49_860,
}


def weights(network):
    """The weights that an initialisation changes, in layer order."""
    return [m.weight for m in network.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]


INITIALISATIONS = {
    "default": lambda weight, std: None,
    "normal": lambda weight, std: nn.init.normal_(weight, 0.0, std),
    "kaiming-normal": lambda weight, std: nn.init.kaiming_normal_(weight, nonlinearity="relu"),
    "kaiming-uniform": lambda weight, std: nn.init.kaiming_uniform_(weight, nonlinearity="relu"),
    "xavier-uniform": lambda weight, std: nn.init.xavier_uniform_(weight),
    "xavier-normal": lambda weight, std: nn.init.xavier_normal_(weight),
    "orthogonal": lambda weight, std: nn.init.orthogonal_(weight),
    "zeros": lambda weight, std: nn.init.zeros_(weight),
}


def create(model, seed, init, std=1.0, **options):
    """Seeds the generator, builds the network with the default initialisation, then applies the named one."""
    torch.manual_seed(seed)
    network = NETWORKS[model](Build(**options))
    for weight in weights(network):
        INITIALISATIONS[init](weight, std)
    return network


if __name__ == "__main__":
    for (model, width, channels, size), expected in PARAMETERS.items():
        network = NETWORKS[model](Build(channels=channels, size=size, width=width))
        actual = sum(parameter.numel() for parameter in network.parameters())
        assert actual == expected, f"{model} at width {width}: {actual} parameters instead of {expected}"
        print(f"{model} {width} {channels}x{size}x{size}: {actual}")
