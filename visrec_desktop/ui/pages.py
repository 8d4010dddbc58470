"""The pages that exist. A new one is one entry here and one module."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QWidget

from visrec_desktop.ui.kit import Kit

_CONTEXT = "Pages"


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page of the window; it is built when it is first shown.

    Attributes:
        key: name for `Navigator.page_wanted`.
        title: English title, translated when shown.
        icon: icon of its rail button.
        build: makes the page.
        at_bottom: whether its button stands at the foot of the rail.
    """

    key: str
    title: str
    icon: str
    build: Callable[[Kit], QWidget]
    at_bottom: bool = False

    @property
    def shown_title(self) -> str:
        """The title in the user's language."""
        return QCoreApplication.translate(_CONTEXT, self.title)


def _match(kit: Kit) -> QWidget:
    from visrec_desktop.ui.match.page import MatchPage

    return MatchPage(kit)


def _catalog(kit: Kit) -> QWidget:
    from visrec_desktop.ui.catalog.page import CatalogPage

    return CatalogPage(kit)


def _clients(kit: Kit) -> QWidget:
    from visrec_desktop.ui.clients.page import ClientsPage

    return ClientsPage(kit)


def _settings(kit: Kit) -> QWidget:
    from visrec_desktop.ui.settings.page import SettingsPage

    return SettingsPage(kit)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("match", str(QT_TRANSLATE_NOOP("Pages", "Match")), "search", _match),
    PageSpec("catalog", str(QT_TRANSLATE_NOOP("Pages", "Catalog")), "catalog", _catalog),
    PageSpec("clients", str(QT_TRANSLATE_NOOP("Pages", "Clients")), "clients", _clients),
    PageSpec("settings", str(QT_TRANSLATE_NOOP("Pages", "Settings")), "settings", _settings, at_bottom=True),
)
