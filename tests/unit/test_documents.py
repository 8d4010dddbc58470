"""What the documents promise is what there is."""

from __future__ import annotations

import re
from pathlib import Path

from visrec_desktop.cli.arguments import WHERE_FIELDS, build_parser
from visrec_desktop.core.errors import ErrorCode
from visrec_desktop.sources.tables.vocabulary import FIELDS

REPOSITORY = Path(__file__).resolve().parents[2]
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
CLI = (REPOSITORY / "docs" / "cli.md").read_text(encoding="utf-8")


def test_every_code_is_listed() -> None:
    listed = re.findall(r"`([a-z_]+)`", CLI.split("## Codes of failures")[1])
    assert set(listed) == {code.value for code in ErrorCode}


def test_every_command_and_field_is_described() -> None:
    choices = next(action.choices for action in build_parser()._actions if action.dest == "command")
    for command in choices:
        assert re.search(rf"^## .*\b{command}\b", CLI, re.MULTILINE), command
    for field in WHERE_FIELDS:
        assert f"`{field}" in CLI
    for field in FIELDS:
        assert f"`{field}`" in README


def test_files_that_the_documents_name_exist() -> None:
    pages = [README, *(page.read_text(encoding="utf-8") for page in (REPOSITORY / "docs").glob("*.md"))]
    for page in pages:
        for path in re.findall(r"`((?:docs|core|data|vision|services|ui|bridge|recommend)/[\w/.-]+)`", page):
            places = (REPOSITORY / path, REPOSITORY / "visrec_desktop" / path)
            assert any(place.exists() for place in places), path
        for path in re.findall(r"\]\((?!http)([\w/.-]+)\)", page):
            assert (REPOSITORY / path).exists(), path


def test_the_commands_of_the_readme_are_in_the_makefile() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z0-9]+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
