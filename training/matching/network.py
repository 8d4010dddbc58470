"""The thin ResNet-50 as a network that can be trained, made from its ONNX file."""

from __future__ import annotations

import copy
import sys

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper
from torch.nn import functional

from .recipe import ROOT, SIZE, STUDENT_CHANNELS

BODY_CHANNELS = 1024
MEAN_BGR = (104.0, 117.0, 123.0)
TOLERANCE = 1e-4
INPUT_SCALE = 64.0
"""The student takes pixels divided by this: so its first layer's weights are as large as the others', and one
learning rate suits all."""


class Student(torch.nn.Module):
    """The body with a head that brings each position's 1,024 channels to 512.

    Batch norms are part of the weights already, so nothing behaves otherwise while it is trained.
    """

    def __init__(self, model: onnx.ModelProto) -> None:
        super().__init__()
        self._nodes: list[tuple[str, list[str], str, str]] = []
        self.convolutions = torch.nn.ModuleDict()
        weights = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
        for node in model.graph.node:
            if node.op_type not in ("Conv", "Relu", "MaxPool", "Add"):
                continue
            key = ""
            if node.op_type == "Conv":
                key = node_key(node)
                self.convolutions[key] = _convolution(node, weights)
            self._nodes.append((node.op_type, [*node.input], node.output[0], key))
        self.head = torch.nn.Conv2d(BODY_CHANNELS, STUDENT_CHANNELS, 1)

    def maps(self, image: torch.Tensor) -> torch.Tensor:
        """BGR less its mean, scaled, (n, 3, 224, 224) to the body's last feature map (n, 1024, 7, 7)."""
        values = {"image": image}
        for kind, inputs, output, key in self._nodes:
            first = values[inputs[0]]
            if kind == "Conv":
                values[output] = self.convolutions[key](first)
            elif kind == "Relu":
                values[output] = functional.relu(first)
            elif kind == "Add":
                values[output] = first + values[inputs[1]]
            else:  # what is pooled is never below 0, so zeros at the far edges change nothing
                values[output] = functional.max_pool2d(functional.pad(first, (0, 1, 0, 1)), 3, 2)
        return values[self._nodes[-1][2]]

    def pooled(self, image: torch.Tensor) -> torch.Tensor:
        """The mean of the body's last map over its positions, (n, 1024)."""
        return self.maps(image).mean(dim=(2, 3))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        """BGR less its mean, scaled, (n, 3, 224, 224) to features (n, 512)."""
        head = self.head.weight[:, :, 0, 0]
        return functional.linear(self.pooled(image), head, self.head.bias)


def student_from_package() -> Student:
    """The student before training.

    Raises:
        RuntimeError: it does not compute what the ONNX file computes.
    """
    model = body_model()
    student = Student(model)
    picture = np.random.default_rng(1).uniform(-120, 130, (2, 3, SIZE, SIZE)).astype(np.float32)
    import onnxruntime as ort

    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    (expected,) = session.run(["feature_map"], {"image": picture})
    with torch.no_grad():
        gap = float(np.abs(student.maps(torch.from_numpy(picture) / INPUT_SCALE).numpy() - expected).max())
    if not gap <= TOLERANCE * max(1.0, float(np.abs(expected).max())):
        raise RuntimeError(f"the student differs from the network it was made of by {gap:g}")
    return student


def body_model() -> onnx.ModelProto:
    """The pack `thin-resnet50` as its export script builds it."""
    if str(ROOT / "training") not in sys.path:
        sys.path.append(str(ROOT / "training"))
    from export_thin_resnet50 import build, source_file

    return build(onnx.load(source_file()))


def node_key(node: onnx.NodeProto) -> str:
    """A convolution's name as a key of the student's weights."""
    return (node.name or node.output[0]).replace(".", "_")


def student_input(batch: NDArray[np.uint8]) -> torch.Tensor:
    """RGB pixels (n, 224, 224, 3) as BGR less its mean, scaled, (n, 3, 224, 224), with channels last."""
    pixels = torch.from_numpy(np.ascontiguousarray(batch[..., ::-1])).to(torch.float32)
    return ((pixels - torch.tensor(MEAN_BGR)) / INPUT_SCALE).permute(0, 3, 1, 2)


def averaged(states: list[dict[str, torch.Tensor]]) -> dict[str, torch.Tensor]:
    """The mean of several sets of weights."""
    mean = copy.deepcopy(states[0])
    for name in mean:
        mean[name] = torch.stack([state[name] for state in states]).mean(dim=0)
    return mean


def _convolution(node: onnx.NodeProto, weights: dict[str, NDArray[np.float32]]) -> torch.nn.Conv2d:
    values = {attribute.name: helper.get_attribute_value(attribute) for attribute in node.attribute}
    weight = weights[node.input[1]]
    pads = values.get("pads", [0, 0, 0, 0])
    if pads[:2] != pads[2:] or values.get("group", 1) != 1 or set(values.get("dilations", [1])) != {1}:
        raise RuntimeError(f"{node.name}: a convolution of a kind that is not known here")
    layer = torch.nn.Conv2d(
        weight.shape[1],
        weight.shape[0],
        tuple(weight.shape[2:]),  # type: ignore[arg-type]
        stride=tuple(values.get("strides", [1, 1])),
        padding=tuple(pads[:2]),
    )
    with torch.no_grad():
        layer.weight.copy_(
            torch.from_numpy(weight.copy()) * (INPUT_SCALE if node.input[0] == "image" else 1.0)
        )
        layer.bias.copy_(torch.from_numpy(weights[node.input[2]].copy()))  # type: ignore[union-attr]
    return layer
