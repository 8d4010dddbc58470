"""The catalog's file before it is used: made where there is none, brought up to date where it is old."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visrec_desktop.core.errors import KnownError
from visrec_desktop.core.paths import DataPaths, demo_catalog

if TYPE_CHECKING:
    from pathlib import Path


def is_older(catalog: Path) -> bool:
    """Whether an earlier program made a catalog; False for one that cannot be read: opening it tells why."""
    from visrec_desktop.data.connections import SCHEMA_VERSION, schema_version

    try:
        return schema_version(catalog) < SCHEMA_VERSION
    except KnownError:
        return False


def prepare_catalog(paths: DataPaths, *, demo: bool) -> None:
    """Make the catalog where there is none, and refuse one that cannot be used."""
    if not paths.catalog.exists():
        if demo:
            from visrec_desktop.data.demo import install_demo

            install_demo(demo_catalog(), paths.catalog)
        else:
            from visrec_desktop.data.writer import CatalogWriter

            CatalogWriter.open(paths.catalog).close()
    elif is_older(paths.catalog):
        from visrec_desktop.data.creation import ensure_catalog

        ensure_catalog(paths.catalog)  # which copies it first
    from visrec_desktop.data.reader import CatalogReader

    CatalogReader.open(paths.catalog).close()
