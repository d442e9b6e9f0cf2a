"""Writes tests/Experiments/Data/Augmentation/Expected/affine.json: images that SciPy transformed as Keras does.

The matrices are those of apply_affine_transform in Keras 3, where x is the column. SciPy's mode "grid-constant" mixes
border pixels with black, "constant" does not.
"""

import json
from pathlib import Path

import numpy as np
from scipy.ndimage import affine_transform

TARGET = Path(__file__).resolve().parents[2] / "tests/Experiments/Data/Augmentation/Expected/affine.json"
MODES = {"nearest": "nearest", "reflect": "reflect", "constant": "grid-constant"}


def matrix(case, height, width):
    angle, shear = np.deg2rad(case["rotation"]), np.deg2rad(case["shear"])
    rotation = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
    shift = np.array([[1, 0, case["shiftX"] * width], [0, 1, case["shiftY"] * height], [0, 0, 1]])
    sheared = np.array([[1, -np.sin(shear), 0], [0, np.cos(shear), 0], [0, 0, 1]])
    zoom = np.diag([case["zoomX"], case["zoomY"], 1])
    to_centre = np.array([[1, 0, (width - 1) / 2], [0, 1, (height - 1) / 2], [0, 0, 1]])
    columns_first = to_centre @ rotation @ shift @ sheared @ zoom @ np.linalg.inv(to_centre)
    swap = np.array([[0, 1, 0], [1, 0, 0], [0, 0, 1]])
    return swap @ columns_first @ swap


def transform(image, case, mode):
    """Crop, then the affine map, then the flips, as one interpolation: the crop only moves what is read."""
    whole = matrix(case, *image.shape[1:])
    whole[:2, 2] += [case["cropY"], case["cropX"]]
    new = np.stack([affine_transform(each, whole[:2, :2], whole[:2, 2], order=1, mode=mode) for each in image])
    if case["isFlippedHorizontally"]:
        new = new[:, :, ::-1]
    if case["isFlippedVertically"]:
        new = new[:, ::-1, :]
    return new


def main():
    random = np.random.default_rng(0)
    cases = []
    for number in range(48):
        channels, (height, width) = (1, 3)[number % 2], ((5, 5), (6, 9), (8, 4))[number % 3]
        image = random.integers(0, 256, (channels, height, width)) / 255
        case = {
            "rotation": random.uniform(-180, 180),
            "shiftX": random.uniform(-0.6, 0.6),
            "shiftY": random.uniform(-0.6, 0.6),
            "shear": random.uniform(-60, 60),
            "zoomX": random.uniform(0.3, 1.8),
            "zoomY": random.uniform(0.3, 1.8),
            "isFlippedHorizontally": bool(random.integers(2)),
            "isFlippedVertically": bool(random.integers(2)),
            "cropX": int(random.integers(-2, 3)),
            "cropY": int(random.integers(-2, 3)),
        }
        fill = list(MODES)[number // 6 % 3]
        cases.append({
            "fill": fill,
            "shape": [channels, height, width],
            "transform": case,
            "image": np.round(image * 255).astype(int).flatten().tolist(),
            "expected": np.round(transform(image, case, MODES[fill]), 7).flatten().tolist(),
        })
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


main()
