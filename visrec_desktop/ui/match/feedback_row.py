"""Like, bought, not for this client: what can be said about a product."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from visrec_desktop.core.clients import Event, EventKind, Refusal
from visrec_desktop.ui.clients.words import refusal_text
from visrec_desktop.ui.theme.theme import Theme
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.basics import button, label, restyle


def reason_words() -> dict[Refusal, str]:
    """The reasons as a menu offers them; the letter after & takes it."""
    return {
        Refusal.TOO_DEAR: QCoreApplication.translate("Reasons", "Too &dear"),
        Refusal.COLOUR: QCoreApplication.translate("Reasons", "Not the &colour"),
        Refusal.STYLE: QCoreApplication.translate("Reasons", "Not the s&tyle"),
        Refusal.SIZE: QCoreApplication.translate("Reasons", "Not the &size"),
        Refusal.OWNS_ONE: QCoreApplication.translate("Reasons", "&Has one already"),
        Refusal.OTHER: QCoreApplication.translate("Reasons", "&Another reason"),
    }


class ReasonMenu(QMenu):
    """Why a product is not for this client."""

    chosen = Signal(object)  # Refusal

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Why it is not for this client"))
        for reason, words in reason_words().items():
            self.addAction(words).triggered.connect(lambda _checked=False, r=reason: self.chosen.emit(r))
        self.aboutToHide.connect(self.deleteLater)

    def open_at(self, spot: QPoint) -> None:
        """Show it there, with the keyboard on the first reason."""
        self.popup(spot)
        self.setActiveAction(self.actions()[0])


class FeedbackRow(QWidget):
    """Three buttons, and a line that says what was said before."""

    given = Signal(object, object)  # EventKind, Refusal | None
    taken_back = Signal(object)  # the Event that should stand no more

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._opinion: Event | None = None
        self._purchase: Event | None = None
        self.like = button(theme, self.tr("Like"), icon="heart", on_click=self._on_like)
        self.bought = button(theme, self.tr("Bought"), icon="bag", on_click=self._on_bought)
        refuse = self.tr("Not for this client")
        self.refuse = button(theme, f"{refuse} \u25be", name=refuse, on_click=self._open_reasons)
        self.like.setToolTip(self.tr("Like (L)"))
        self.bought.setToolTip(self.tr("Bought (B)"))
        self.refuse.setToolTip(self.tr("Not for this client, with a reason (X)"))
        self._said = label("", "small", "muted", wrap=True)
        self._undo = button(theme, self.tr("Take back"), "link", on_click=self._on_take_back)
        self._build()
        self.show_state(None, None)

    def _build(self) -> None:
        said = QHBoxLayout()
        said.setSpacing(SPACE.s)
        said.addWidget(self._said, 1)
        said.addWidget(self._undo)
        first = QHBoxLayout()
        first.setSpacing(SPACE.s)
        first.addWidget(self.like, 1)
        first.addWidget(self.bought, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addLayout(said)
        column.addLayout(first)
        column.addWidget(self.refuse)

    @property
    def said(self) -> str:
        """The line that says what was said before."""
        return self._said.text()

    def show_state(self, opinion: Event | None, purchase: Event | None) -> None:
        """Show what stands."""
        self._opinion, self._purchase = opinion, purchase
        is_liked = opinion is not None and opinion.kind is EventKind.LIKE
        is_refused = opinion is not None and opinion.kind is EventKind.DISLIKE
        restyle(self.like, "kind", "primary" if is_liked else "secondary")
        icon, ink = ("heart-full", "on_accent") if is_liked else ("heart", "like")
        self._theme.icons.put(self.like, icon, ink)
        self.like.setText(self.tr("Liked") if is_liked else self.tr("Like"))
        self.like.setAccessibleName(self.tr("Liked: take the like back") if is_liked else self.tr("Like"))
        words = []
        if is_refused and opinion is not None:
            words.append(self.tr("Not for this client: %1.").replace("%1", refusal_text(opinion.reason)))
        if purchase is not None:
            words.append(self.tr("Bought."))
        self._said.setText(" ".join(words))
        for part in (self._said, self._undo):
            part.setVisible(bool(words))

    def _on_like(self) -> None:
        if self._opinion is not None and self._opinion.kind is EventKind.LIKE:
            self.taken_back.emit(self._opinion)
        else:
            self.given.emit(EventKind.LIKE, None)

    def _on_bought(self) -> None:
        self.given.emit(EventKind.PURCHASE, None)

    def _on_take_back(self) -> None:
        is_refused = self._opinion is not None and self._opinion.kind is EventKind.DISLIKE
        event = self._opinion if is_refused else self._purchase
        if event is not None:
            self.taken_back.emit(event)

    def _open_reasons(self) -> None:
        menu = ReasonMenu(self)
        menu.chosen.connect(lambda reason: self.given.emit(EventKind.DISLIKE, reason))
        above = self.refuse.mapToGlobal(QPoint(0, -menu.sizeHint().height()))
        menu.open_at(above)
