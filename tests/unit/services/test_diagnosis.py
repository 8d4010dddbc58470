"""What `doctor` tells of a catalog's health."""

from __future__ import annotations

from tests.unit.data.drafts import picture, product
from visrec_desktop.services import diagnosis
from visrec_desktop.services.health.values import Finding
from visrec_desktop.services.workspace import Workspace


def test_health_counts_what_can_be_told_at_once(workspace: Workspace) -> None:
    workspace.writer().put(product("A", category="Shirts"), [picture("a")])
    workspace.writer().put(product("B", category="Shirts"), None)
    told = diagnosis.health(workspace)
    assert set(told) == {"to_look_at", *(finding.value for finding in Finding)}
    assert (told["to_look_at"], told["no_picture"], told["not_analysed"]) == (1, 1, 1)
    assert told["duplicates"] is None
    assert told["blurred"] is None


def test_a_catalog_that_cannot_be_read_has_no_numbers(workspace: Workspace) -> None:
    workspace.writer().put(product("A"), None)
    workspace.close()
    workspace.paths.catalog.write_bytes(b"no catalog at all" * 100)
    told = diagnosis.health(workspace)
    assert set(told.values()) == {None}
