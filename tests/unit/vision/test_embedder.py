"""The embedder: what its manifest says, whatever the batch, or one known error."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from onnx import TensorProto, helper

from tests.unit.vision.pictures import corners, encoded, photo
from visrec_desktop.core.errors import ErrorCode, KnownError
from visrec_desktop.core.settings import Provider
from visrec_desktop.vision import session
from visrec_desktop.vision.decode import decode
from visrec_desktop.vision.embedder import Embedder, ProviderReason, available_providers
from visrec_desktop.vision.fusion import contributions
from visrec_desktop.vision.packs import ModelPack, load_pack
from visrec_desktop.vision.preprocess import fit

Edit = Callable[[Callable[[dict[str, Any]], object]], Path]


def fitted(pack: ModelPack, count: int) -> np.ndarray:
    return np.stack([fit(photo(300, 260, seed), pack.input) for seed in range(count)])


def with_model(edit: Edit, model: onnx.ModelProto | bytes) -> ModelPack:
    data = model if isinstance(model, bytes) else model.SerializeToString()
    folder = edit(lambda values: values.update(sha256=hashlib.sha256(data).hexdigest()))
    (folder / "model.onnx").write_bytes(data)
    return load_pack(folder)


def tiny_model(
    channels: int = 1024, size: int = 224, feature: str = "features", value: float = 1.0
) -> onnx.ModelProto:
    """A network of the manifest's shape that answers everything with one value."""
    nodes = [
        helper.make_node("ReduceMean", ["image"], ["grey"], axes=[1, 2, 3], keepdims=0),
        helper.make_node("Mul", ["grey", "none"], ["zero"]),
        helper.make_node("Unsqueeze", ["zero"], ["column"], axes=[1]),
        helper.make_node("Add", ["column", "row"], [feature]),
        helper.make_node("Reshape", ["expanded", "shape"], ["feature_map"]),
        helper.make_node("Concat", [feature] * 49, ["expanded"], axis=1),
    ]
    nodes[4], nodes[5] = nodes[5], nodes[4]
    graph = helper.make_graph(
        nodes,
        "tiny",
        [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, size, size])],
        [
            helper.make_tensor_value_info(feature, TensorProto.FLOAT, ["n", channels]),
            helper.make_tensor_value_info("feature_map", TensorProto.FLOAT, ["n", channels, 7, 7]),
        ],
        [
            helper.make_tensor("none", TensorProto.FLOAT, [], [0.0]),
            helper.make_tensor("row", TensorProto.FLOAT, [1, channels], [value] * channels),
            helper.make_tensor("shape", TensorProto.INT64, [4], [-1, channels, 7, 7]),
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 11)], ir_version=6)


def test_vectors_have_length_one_and_no_negative_number(pack: ModelPack, embedder: Embedder) -> None:
    vectors = embedder.embed(fitted(pack, 3))
    assert vectors.shape == (3, pack.dim)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert vectors.min() >= 0


def test_any_batch_gives_the_same_vectors(pack: ModelPack, embedder: Embedder) -> None:
    batch = fitted(pack, 18)
    whole = embedder.embed(batch)
    assert np.allclose(whole[:1], embedder.embed(batch[:1]), atol=1e-5)
    assert np.allclose(whole[5:17], embedder.embed(batch[5:17]), atol=1e-5)
    assert embedder.embed(batch[:0]).shape == (0, pack.dim)


def test_the_look_part_is_the_manifest_followed_to_the_letter(pack: ModelPack, embedder: Embedder) -> None:
    batch = fitted(pack, 2)
    tensor = (batch[..., ::-1].astype(np.float32) - (104, 117, 123)).transpose(0, 3, 1, 2).astype(np.float32)
    runtime = onnxruntime.InferenceSession(str(pack.path), providers=["CPUExecutionProvider"])
    features, feature_map = runtime.run(["features", "feature_map"], {"image": tensor})
    assert np.allclose(features, feature_map.mean(axis=(2, 3)), atol=1e-4)
    look = np.maximum(features / np.load(pack.folder / "average.npy") - 1, 0)
    look /= np.linalg.norm(look, axis=1, keepdims=True)
    assert np.allclose(embedder.embed(batch)[:, :1024], look * np.sqrt(0.8), atol=1e-5)


def test_parts_add_up_to_the_score(pack: ModelPack, embedder: Embedder) -> None:
    vectors = embedder.embed(fitted(pack, 6))
    parts = contributions(pack.parts, vectors[0], vectors)
    assert list(parts) == [part.name for part in pack.parts]
    assert np.allclose(sum(parts.values()), vectors @ vectors[0], atol=1e-5)
    for part in pack.parts:
        assert parts[part.name].min() >= 0
        assert parts[part.name][0] == pytest.approx(part.weight, abs=1e-5)
        assert (parts[part.name] <= part.weight + 1e-5).all()


def test_alike_is_nearer_than_unlike(pack: ModelPack, embedder: Embedder) -> None:
    picture = photo(400, 300, 1)
    again = decode(encoded(picture[10:-10, 20:-5], "JPEG", quality=60), "x").rgb
    batch = np.stack([fit(item, pack.input) for item in (picture, again, corners(400, 300))])
    _, alike, unlike = embedder.embed(batch) @ embedder.embed(batch[:1])[0]
    assert alike > 0.8
    assert unlike < 0.6


def test_plain_pictures_have_vectors_too(pack: ModelPack, embedder: Embedder) -> None:
    size = pack.input.size
    plain = np.stack([np.full((size, size, 3), value, np.uint8) for value in (0, 128, 255)])
    assert np.allclose(np.linalg.norm(embedder.embed(plain), axis=1), 1, atol=1e-5)


def test_wrong_batches_are_a_bug_of_the_caller(pack: ModelPack, embedder: Embedder) -> None:
    for batch in (np.zeros((1, 10, 10, 3), np.uint8), np.zeros((1, 224, 224, 3), np.float32)):
        with pytest.raises(ValueError, match="expected uint8"):
            embedder.embed(batch)


def test_speed(embedder: Embedder) -> None:
    assert 0 < embedder.speed_ms() < 10_000


def test_cpu_is_as_chosen(embedder: Embedder) -> None:
    assert (embedder.provider_in_use, embedder.reason) == ("CPU", ProviderReason.CHOSEN)


@pytest.mark.parametrize("wanted", [Provider.AUTO, Provider.CUDA])
def test_without_a_cuda_build_the_cpu_is_used_and_said(
    pack: ModelPack, wanted: Provider, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    found = Embedder.open(pack, wanted, 1)
    assert (found.provider_in_use, found.reason) == ("CPU", ProviderReason.NO_CUDA_BUILD)


@pytest.mark.parametrize("raises", [False, True])
def test_a_listed_card_that_does_not_work_is_not_believed(
    pack: ModelPack, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], raises: bool
) -> None:
    listed = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: listed)
    really = onnxruntime.InferenceSession

    def without_card(data: bytes, options: Any, providers: list[str], **rest: Any) -> Any:
        if raises and providers[0].startswith("CUDA"):
            raise RuntimeError("CUDA failure 100: no CUDA-capable device is detected")
        return really(data, options, providers=["CPUExecutionProvider"], **rest)

    monkeypatch.setattr(session.ort, "InferenceSession", without_card)
    found = Embedder.open(pack, Provider.CUDA, 1)
    assert (found.provider_in_use, found.reason) == ("CPU", ProviderReason.CUDA_NOT_USABLE)
    assert available_providers() == ["CUDA", "CPU"]
    assert capfd.readouterr() == ("", "")


def code_of(pack: ModelPack) -> ErrorCode:
    with pytest.raises(KnownError) as caught:
        Embedder.open(pack, Provider.CPU, 1)
    assert caught.value.subject == str(pack.path)
    return caught.value.code


def test_a_small_model_of_the_same_shape_is_taken(edit_manifest: Edit) -> None:
    pack = with_model(edit_manifest, tiny_model())
    assert Embedder.open(pack, Provider.CPU, 1).embed(fitted(pack, 2)).shape == (2, pack.dim)


@pytest.mark.parametrize(
    "model",
    [tiny_model(channels=512), tiny_model(size=128), tiny_model(feature="other")],
    ids=["dim", "size", "name"],
)
def test_other_dimensions(edit_manifest: Edit, model: onnx.ModelProto) -> None:
    assert code_of(with_model(edit_manifest, model)) is ErrorCode.MODEL_DIMENSIONS


def test_a_fixed_batch_is_refused(edit_manifest: Edit) -> None:
    model = tiny_model()
    for value in (*model.graph.input, *model.graph.output):
        value.type.tensor_type.shape.dim[0].dim_value = 1
    assert code_of(with_model(edit_manifest, model)) is ErrorCode.MODEL_DIMENSIONS


@pytest.mark.parametrize("data", [b"", b"not a model" * 50])
def test_not_a_model(edit_manifest: Edit, data: bytes) -> None:
    assert code_of(with_model(edit_manifest, data)) is ErrorCode.MODEL_UNUSABLE


def test_an_answer_that_is_no_number_is_refused(edit_manifest: Edit) -> None:
    assert code_of(with_model(edit_manifest, tiny_model(value=float("nan")))) is ErrorCode.MODEL_UNUSABLE


def test_missing_and_changed_files(pack_copy: Path) -> None:
    changed = load_pack(pack_copy)
    (pack_copy / "model.onnx").write_bytes(b"changed")
    assert code_of(changed) is ErrorCode.MODEL_CHECKSUM
    (pack_copy / "model.onnx").unlink()
    assert code_of(changed) is ErrorCode.MODEL_MISSING


def test_an_average_of_other_dimensions(edit_manifest: Edit, pack_copy: Path) -> None:
    np.save(pack_copy / "average.npy", np.ones(7, np.float32))
    digest = hashlib.sha256((pack_copy / "average.npy").read_bytes()).hexdigest()
    folder = edit_manifest(lambda values: values["average"].update(sha256=digest))
    with pytest.raises(KnownError) as caught:
        Embedder.open(load_pack(folder), Provider.CPU, 1)
    assert caught.value.code is ErrorCode.MODEL_DIMENSIONS


def test_a_pack_of_the_look_alone(edit_manifest: Edit) -> None:
    def change(values: dict[str, Any]) -> None:
        values["parts"] = [{"name": "look", "weight": 1, "dimensions": 1024}]
        del values["average"], values["tensors"]["feature_map"]

    pack = load_pack(edit_manifest(change))
    found = Embedder.open(pack, Provider.CPU, 1)
    assert found.embed(fitted(pack, 1)).shape == (1, 1024)
