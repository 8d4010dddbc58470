"""One network of the student and EfficientNet-Lite1: full precision, half precision and eight bits."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper, version_converter

from .network import INPUT_SCALE, MEAN_BGR, body_model, node_key
from .quantise import quantise
from .recipe import LITE, LITE_CHANNELS, SIZE, STUDENT_CHANNELS, Folders, Recipe
from .student import WEIGHTS
from .teachers import calibration_views

if TYPE_CHECKING:
    import torch

CHANNELS = STUDENT_CHANNELS + LITE_CHANNELS
POSITIONS = 7
OPSET = 21
IR_VERSION = 10
FULL, HALF, EIGHT = "float32", "float16", "int8"
VARIANTS = (FULL, HALF, EIGHT)
_KEPT = ("to_rgb", "head", "join", "mean_over_positions", "features_node")
_LITE_MEAN, _LITE_SCALE = 127.0, 128.0
_CUT = ("GlobalAveragePool", "Flatten")


def model_file(folders: Folders, variant: str) -> Path:
    """Where a variant is."""
    return folders.models / f"{variant}.onnx"


def compose(folders: Folders, recipe: Recipe, log: Callable[[str], None]) -> None:
    """Write the three variants of the trained student's network."""
    import torch

    state = torch.load(folders.student / WEIGHTS, weights_only=True)
    full = model_file(folders, FULL)
    full.parent.mkdir(parents=True, exist_ok=True)
    model = build(state, onnx.load(folders.teachers / f"lite{LITE}.onnx"))
    full.write_bytes(model.SerializeToString(deterministic=True))
    model_file(folders, HALF).write_bytes(_half(model).SerializeToString(deterministic=True))
    quantise(full, model_file(folders, EIGHT), pack_input(calibration_views(folders.views, recipe)), _KEPT)
    for variant in VARIANTS:
        log(f"{variant}: {model_file(folders, variant).stat().st_size:,} bytes")


def build(state: dict[str, torch.Tensor], lite: onnx.ModelProto) -> onnx.ModelProto:
    """The network: outputs `features` (batch, 1792) and `feature_map` (batch, 1792, 7, 7).

    Args:
        state: the trained student's weights.
        lite: EfficientNet-Lite1 with input `image` and output `feature_map`.
    """
    nodes, weights = _student(state)
    nodes.append(helper.make_node("Conv", ["image", "to_rgb.weight", "to_rgb.bias"], ["rgb"], "to_rgb"))
    weights += to_rgb()
    lite_nodes, lite_weights = _lite(version_converter.convert_version(lite, OPSET))
    nodes += lite_nodes
    weights += lite_weights
    nodes += [
        helper.make_node("Concat", ["student_map", "lite_map"], ["feature_map"], "join", axis=1),
        helper.make_node("GlobalAveragePool", ["feature_map"], ["pooled"], "mean_over_positions"),
        helper.make_node("Flatten", ["pooled"], ["features"], "features_node", axis=1),
    ]
    graph = helper.make_graph(
        nodes,
        "visrec_look",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])],
        [
            helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", CHANNELS]),
            helper.make_tensor_value_info(
                "feature_map", TensorProto.FLOAT, ["batch", CHANNELS, POSITIONS, POSITIONS]
            ),
        ],
        weights,
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="visrec-desktop",
    )
    model = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True)
    onnx.checker.check_model(model, full_check=True)
    return model


def to_rgb() -> list[onnx.TensorProto]:
    """Weights of the 1 x 1 convolution from BGR less its mean to RGB as `(pixel - 127) / 128`."""
    weight = np.zeros((3, 3, 1, 1), np.float32)
    bias = np.zeros(3, np.float32)
    for out, channel in enumerate((2, 1, 0)):
        weight[out, channel] = 1 / _LITE_SCALE
        bias[out] = (MEAN_BGR[channel] - _LITE_MEAN) / _LITE_SCALE
    return [
        numpy_helper.from_array(weight, "to_rgb.weight"),
        numpy_helper.from_array(bias, "to_rgb.bias"),
    ]


def pack_input(batch: NDArray[np.uint8]) -> NDArray[np.float32]:
    """RGB pixels (n, 224, 224, 3) as the pack takes them: BGR less its mean, float32 (n, 3, 224, 224)."""
    pixels = batch[..., ::-1].astype(np.float32) - np.array(MEAN_BGR, np.float32)
    return np.ascontiguousarray(pixels.transpose(0, 3, 1, 2))


def _student(state: dict[str, torch.Tensor]) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """The body's nodes with the trained weights, and the head; out comes `student_map`."""
    nodes, weights = [], []
    for node in body_model().graph.node:
        if node.op_type in _CUT:
            continue
        for group in (node.input, node.output):
            group[:] = ["body_map" if name == "feature_map" else name for name in group]
        if node.op_type == "Conv":
            weight = state[f"convolutions.{node_key(node)}.weight"].numpy()
            if node.input[0] == "image":
                weight = weight / np.float32(INPUT_SCALE)
            weights.append(numpy_helper.from_array(weight, node.input[1]))
            weights.append(
                numpy_helper.from_array(state[f"convolutions.{node_key(node)}.bias"].numpy(), node.input[2])
            )
        nodes.append(node)
    nodes.append(helper.make_node("Conv", ["body_map", "head.weight", "head.bias"], ["student_map"], "head"))
    weights += [numpy_helper.from_array(state[name].numpy(), name) for name in ("head.weight", "head.bias")]
    return nodes, weights


def _lite(model: onnx.ModelProto) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """EfficientNet-Lite1 between `rgb` and `lite_map`, all other names with a prefix."""
    named = {"image": "rgb", "feature_map": "lite_map", "": ""}
    nodes = [*model.graph.node]
    for node in nodes:
        node.name = f"lite/{node.name}"
        for group in (node.input, node.output):
            group[:] = [named.get(name, f"lite/{name}") for name in group]
    weights = [*model.graph.initializer]
    for tensor in weights:
        tensor.name = f"lite/{tensor.name}"
    return nodes, weights


def _half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Half precision inside; inputs and outputs stay float32."""
    from onnxruntime.transformers.float16 import convert_float_to_float16

    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    half: onnx.ModelProto = convert_float_to_float16(copy, keep_io_types=True)
    return half
