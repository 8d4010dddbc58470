"""Model packs: a folder with a manifest and an ONNX file. Reading a manifest loads no model.

A pack is dropped into a folder of packs as it is; `manifest.json` says everything the program has to know.
Keys that this version does not know are left alone, so that a manifest may say more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from visrec_desktop.core.errors import ErrorCode, KnownError, known_os_error
from visrec_desktop.vision.manifest import Section, read_manifest
from visrec_desktop.vision.pack import (
    Bands,
    Block,
    Channels,
    InputSpec,
    Layout,
    ModelPack,
    Part,
    Resize,
    StoredFile,
    Tensor,
    Tensors,
)

__all__ = [
    "Bands",
    "Block",
    "Channels",
    "InputSpec",
    "Layout",
    "ModelPack",
    "Part",
    "Resize",
    "Tensors",
    "find_packs",
    "load_pack",
    "parse_pack",
    "read_average",
    "read_model",
    "read_prior",
    "verify",
]

MANIFEST = "manifest.json"
SCHEMA = 1
LOOK = "look"
SHAPE = "shape"
COLOUR = "colour"
SHAPE_DIMENSIONS = 288  # of `vision.shape`, kept here because that module loads OpenCV
COLOUR_DIMENSIONS = 405  # of `vision.colour`, likewise
_WEIGHTS_TOLERANCE = 1e-6


def load_pack(folder: Path) -> ModelPack:
    """Read the manifest of one pack.

    Raises:
        KnownError: `MODEL_MANIFEST` for any defect, with the field and what is wrong with it.
    """
    return parse_pack(read_manifest(folder / MANIFEST), folder)


def parse_pack(root: Section, folder: Path) -> ModelPack:
    """The pack that a manifest describes; raises as `load_pack` does."""
    schema = root.whole("schema", 1)
    if schema > SCHEMA:
        root.fail("schema", f"version {schema} is newer than this program")
    tensors = _tensors(root.section("tensors"))
    return ModelPack(
        name=root.token("name"),
        title=root.text("title"),
        version=root.token("version"),
        folder=folder,
        file=_file(root, folder),
        sha256=root.digest("sha256"),
        licence=root.text("licence"),
        attribution=root.text("attribution"),
        input=_input(root.section("input")),
        tensors=tensors,
        parts=_parts(root, tensors),
        bands=_bands(root.section("bands")),
        average=_stored(root.section("average"), folder) if root.has("average") else None,
        prior=_stored(root.section("prior"), folder) if root.has("prior") else None,
        blocks=_blocks(root, tensors),
    )


def find_packs(folders: Sequence[Path]) -> tuple[list[ModelPack], list[KnownError]]:
    """Read every pack in the given folders of packs, in the order given, then by name.

    A folder that is absent counts as empty. Of two packs of one name the first one counts.

    Returns:
        The packs that can be read, and one `MODEL_MANIFEST` error for each folder that cannot.
    """
    packs: dict[str, ModelPack] = {}
    errors: list[KnownError] = []
    for folder in folders:
        for candidate in _candidates(folder, errors):
            try:
                pack = load_pack(candidate)
            except KnownError as error:
                errors.append(error)
                continue
            if pack.name in packs:
                detail = f"name: {pack.name} is already taken by {packs[pack.name].folder}"
                errors.append(KnownError(ErrorCode.MODEL_MANIFEST, str(candidate / MANIFEST), detail))
                continue
            packs[pack.name] = pack
    return list(packs.values()), errors


def read_model(pack: ModelPack) -> bytes:
    """Read the model file whole and check it, so that what is loaded is what was checked.

    Raises:
        KnownError: `MODEL_MISSING`, `MODEL_CHECKSUM`, or what the operating system says.
    """
    return _read_checked(pack.path, pack.sha256)


def read_average(pack: ModelPack) -> bytes | None:
    """Read and check the file of the features' averages; raises as `read_model` does."""
    if pack.average is None:
        return None
    return _read_checked(pack.folder / pack.average.file, pack.average.sha256)


def read_prior(pack: ModelPack) -> bytes | None:
    """Read and check the file of the looks' usual directions; raises as `read_model` does."""
    if pack.prior is None:
        return None
    return _read_checked(pack.folder / pack.prior.file, pack.prior.sha256)


def verify(pack: ModelPack) -> None:
    """Check that the pack's files are present and have the manifest's sha256; raises as `read_model` does."""
    read_model(pack)
    read_average(pack)
    read_prior(pack)


def _read_checked(path: Path, sha256: str) -> bytes:
    try:
        if not path.is_file():
            raise KnownError(ErrorCode.MODEL_MISSING, str(path))
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise KnownError(ErrorCode.MODEL_MISSING, str(path)) from error
    except OSError as error:
        raise known_os_error(error, str(path)) from error
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        detail = f"sha256 {found[:12]}… instead of {sha256[:12]}…"
        raise KnownError(ErrorCode.MODEL_CHECKSUM, str(path), detail)
    return data


def _candidates(folder: Path, errors: list[KnownError]) -> list[Path]:
    try:
        return sorted(item for item in folder.iterdir() if item.is_dir() and not item.name.startswith("."))
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        errors.append(known_os_error(error, str(folder)))
        return []


def _file(section: Section, folder: Path) -> str:
    name = section.text("file")
    inside = folder.resolve()
    try:
        target = (folder / name).resolve()
    except (OSError, ValueError):
        section.fail("file", "is not a file name")
    if target == inside or not target.is_relative_to(inside):
        section.fail("file", "leaves the pack's folder")
    return name


def _stored(section: Section, folder: Path) -> StoredFile:
    return StoredFile(_file(section, folder), section.digest("sha256"))


def _input(section: Section) -> InputSpec:
    return InputSpec(
        size=section.whole("size", 16, 1024),
        layout=Layout(section.choice("layout", tuple(Layout))),
        channels=Channels(section.choice("channels", tuple(Channels))),
        mean=section.triple("mean"),
        scale=section.triple("scale", positive=True),
        resize=Resize(section.choice("resize", tuple(Resize))),
    )


def _tensors(section: Section) -> Tensors:
    features = _tensor(section.section("features"), axes=1)
    feature_map = None
    if section.has("feature_map"):
        feature_map = _tensor(section.section("feature_map"), axes=3)
        if feature_map.shape[0] != features.shape[0]:
            section.fail("feature_map", "has another number of channels than features")
    return Tensors(section.section("input").text("name"), features, feature_map)


def _tensor(section: Section, axes: int) -> Tensor:
    return Tensor(section.text("name"), section.shape("dimensions", axes))


def _parts(root: Section, tensors: Tensors) -> tuple[Part, ...]:
    sizes = {LOOK: tensors.features.shape[0], SHAPE: SHAPE_DIMENSIONS, COLOUR: COLOUR_DIMENSIONS}
    parts: list[Part] = []
    for section in root.sections("parts"):
        name = section.choice("name", tuple(sizes))
        weight = section.number("weight", 0.0, 1.0)
        studio = section.number("studio_weight", 0.0, 1.0) if section.has("studio_weight") else weight
        part = Part(name, weight, section.whole("dimensions", 1), studio)
        if part.dim != sizes[name]:
            section.fail("dimensions", f"must be {sizes[name]}")
        if part.weight == 0:
            section.fail("weight", "must be above 0")
        if any(part.name == other.name for other in parts):
            section.fail("name", "is used twice")
        parts.append(part)
    if abs(sum(part.weight for part in parts) - 1) > _WEIGHTS_TOLERANCE:
        root.fail("parts", "weights must add up to 1")
    if abs(sum(part.studio_weight for part in parts) - 1) > _WEIGHTS_TOLERANCE:
        root.fail("parts", "studio weights must add up to 1")
    return tuple(parts)


def _blocks(root: Section, tensors: Tensors) -> tuple[Block, ...]:
    """How the features are divided; one that is not divided is one block only if the manifest says so."""
    if not root.has("blocks"):
        return ()
    sections = root.sections("blocks")
    blocks = tuple(Block(each.whole("dimensions", 1), each.number("weight", 0.0, 1.0)) for each in sections)
    if sum(block.dim for block in blocks) != tensors.features.shape[0]:
        root.fail("blocks", f"dimensions must add up to {tensors.features.shape[0]}")
    if abs(sum(block.weight for block in blocks) - 1) > _WEIGHTS_TOLERANCE:
        root.fail("blocks", "weights must add up to 1")
    if not root.has("average"):
        root.fail("blocks", "need an average")
    return blocks


def _bands(section: Section) -> Bands:
    bands = Bands(*(section.number(name, 0.0, 1.0) for name in ("very_close", "close", "same_idea")))
    if not bands.very_close > bands.close > bands.same_idea:
        section.fail("", "must fall from very_close to same_idea")
    return bands
