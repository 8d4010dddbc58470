"""The licence texts that travel with the program."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution

from visrec_desktop.core.paths import resources_dir

_FILES = ("LICENSE", "THIRD_PARTY_NOTICES.md")
_DISTRIBUTION = "visrec-desktop"


def licence_texts() -> str:
    """The program's own licence and the notices of what it is built on, one after the other.

    Reads the disk. What an incomplete installation lacks is left out.
    """
    return "\n\n".join(text.strip("\n") for text in map(_read, _FILES) if text)


def _read(name: str) -> str:
    for beside in (resources_dir() / name, resources_dir().parent / name):
        if beside.is_file():
            return beside.read_text(encoding="utf-8")
    try:
        found = distribution(_DISTRIBUTION)
    except PackageNotFoundError:
        return ""
    return found.read_text(f"licenses/{name}") or found.read_text(name) or ""
