"""What the Settings page lets the work thread find out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from visrec_desktop.core.progress import CancelToken

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from visrec_desktop.bridge.context import Context
    from visrec_desktop.bridge.jobs import Failure
    from visrec_desktop.data.checks import CheckResult
    from visrec_desktop.services.engine import PackList


class SettingsTasks(QObject):
    """Jobs of the page; the answers come as signals in the GUI thread.

    Signals:
        packs_listed: a `PackList`.
        checked: a list of `CheckResult`.
        exported: how many products were written, int.
        texts_read: the licence texts, str.
        failed: the `KnownError` that kept one of them from being done.
    """

    packs_listed = Signal(object)
    checked = Signal(object)
    exported = Signal(int)
    texts_read = Signal(str)
    failed = Signal(object)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context

    def list_packs(self) -> None:
        """Read the manifests of all model packs."""

        def work(_token: CancelToken) -> PackList:
            from visrec_desktop.services.engine import pack_list

            return pack_list(self._context.workspace)

        self._context.runners.read.submit(
            work, on_done=self.packs_listed.emit, on_failed=self._on_failed, key="settings.packs"
        )

    def check(self) -> None:
        """Check the data folder. In the work thread, because the index belongs to it."""

        def work(_token: CancelToken) -> list[CheckResult]:
            from visrec_desktop.services.checking import check_all

            return check_all(self._context.workspace, full=False)

        self._context.runners.work.submit(
            work, on_done=self.checked.emit, on_failed=self._on_failed, key="settings.check"
        )

    def export_catalog(self, target: Path) -> None:
        """Write all products as a sheet."""

        def work(token: CancelToken) -> Generator[object, None, int]:
            from visrec_desktop.services.catalog_export import export_catalog

            return export_catalog(self._context.workspace, target, token)

        self._context.runners.read.submit(
            work, on_done=self.exported.emit, on_failed=self._on_failed, key="settings.export"
        )

    def read_texts(self) -> None:
        """Read the licence texts."""

        def work(_token: CancelToken) -> str:
            from visrec_desktop.core.notices import licence_texts

            return licence_texts()

        self._context.runners.read.submit(
            work, on_done=self.texts_read.emit, on_failed=self._on_failed, key="settings.texts"
        )

    def _on_failed(self, failure: Failure) -> Any:  # noqa: ANN401 - a callback's answer is not used
        if failure.error is not None:
            self.failed.emit(failure.error)
