"""What every page is handed: the program's sessions, the theme, undo, notices, the way to other pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

if TYPE_CHECKING:
    from visrec_desktop.bridge.context import Context
    from visrec_desktop.ui.theme.theme import Theme
    from visrec_desktop.ui.widgets.notices import Notices


class Navigator(QObject):
    """How a page asks for another one."""

    page_wanted = Signal(str)  # key of a page: "match", "catalog", "clients", "settings"
    product_wanted = Signal(int)  # show this product on the Catalog page
    client_wanted = Signal(int)  # show this client on the Clients page
    match_for_wanted = Signal(int)  # turn to the Match page for this client
    clients_for_wanted = Signal(object)  # tuple of product ids: which clients are they for?


@dataclass(frozen=True, slots=True)
class Kit:
    """The dependencies of a page, built by the main window."""

    context: Context
    theme: Theme
    undo: QUndoStack
    notices: Notices
    navigator: Navigator
