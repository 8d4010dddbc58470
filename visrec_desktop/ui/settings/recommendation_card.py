"""What counts when products are chosen for a client, and how long kept photos stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from visrec_desktop.core.settings import Settings
from visrec_desktop.ui.settings.parts import CalmChooser, Card
from visrec_desktop.ui.theme.tokens import SPACE
from visrec_desktop.ui.widgets.bar import Bar
from visrec_desktop.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from visrec_desktop.bridge.preferences import Preferences
    from visrec_desktop.bridge.weighing import WeighingSession
    from visrec_desktop.services.evaluating import Evaluation
    from visrec_desktop.services.weighing import Weighing
    from visrec_desktop.ui.theme.theme import Theme

_DAYS = (30, 90, 365, 1095)
_HUNDRED = 100


class RecommendationCard(Card):
    """The weights with a way back to the first ones; the retention of photos."""

    def __init__(self, preferences: Preferences, session: WeighingSession, theme: Theme) -> None:
        super().__init__()
        self._preferences = preferences
        self._session = session
        self._theme = theme
        self.origin = label("", "small", "muted", wrap=True)
        self.reset_button = button(theme, self.tr("Begin anew"), icon="undo", on_click=session.reset)
        self.try_button = button(theme, self.tr("Try on past choices"), icon="check", on_click=self._try)
        self.verdict = label("", "small", wrap=True)
        self.days = CalmChooser()
        self._table = QWidget()
        self._grid = QGridLayout(self._table)
        self._build()
        session.changed.connect(self.show_weights)
        session.evaluated.connect(self.show_evaluation)
        preferences.changed.connect(self._on_settings)
        self._on_settings(preferences.settings)

    def _build(self) -> None:
        self.set_title(
            self.tr("Recommendations"),
            self.tr("How much each thing counts when products are chosen for a client."),
        )
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(SPACE.m)
        self._grid.setVerticalSpacing(SPACE.xs)
        self._grid.setColumnStretch(1, 1)
        self.add(self._table)
        line = QHBoxLayout()
        line.setSpacing(SPACE.m)
        line.addWidget(self.origin, 1)
        line.addWidget(self.try_button)
        line.addWidget(self.reset_button)
        self.add(line)
        self.verdict.hide()
        self.add(self.verdict)
        self.reset_button.setEnabled(False)
        for days, words in zip(
            _DAYS,
            (self.tr("30 days"), self.tr("90 days"), self.tr("1 year"), self.tr("3 years")),
            strict=True,
        ):
            self.days.addItem(words, days)
        self.days.activated.connect(self._on_days)
        self.add_setting(
            self.tr("Keep photos of clients for"),
            self.tr("Only of clients who agreed. After that time a photo is erased by itself."),
            self.days,
        )

    @Slot(object)
    def show_weights(self, weighing: Weighing) -> None:
        """Show the weights in force."""
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        total = sum(weighing.weights.values()) or 1.0
        for row, (name, words) in enumerate(self._words().items()):
            share = weighing.weights.get(name, 0.0) / total
            figure = f"{round(share * _HUNDRED)} %"
            bar = Bar(self._theme, 0.0, share)
            bar.setAccessibleName(f"{words}: {figure}")
            self._grid.addWidget(label(words, "small"), row, 0)
            self._grid.addWidget(bar, row, 1)
            self._grid.addWidget(label(figure, "small", "muted"), row, 2)
        self.origin.setText(self._origin(weighing))
        self.reset_button.setEnabled(weighing.version > 0 and weighing.reason != "reset")

    @Slot()
    def _try(self) -> None:
        self.try_button.setEnabled(False)
        self.verdict.setText(self.tr("Trying the recommendations on what clients chose last…"))
        self.verdict.show()
        self._session.evaluate()

    @Slot(object)
    def show_evaluation(self, found: Evaluation | None) -> None:
        """Say how well the recommendations would have foreseen what clients chose last."""
        self.try_button.setEnabled(True)
        self.verdict.setVisible(found is not None)
        if found is None:
            return
        if not found.is_enough:
            self.verdict.setText(
                self.tr("Too few clients have liked or bought two products: nothing can be said yet.")
            )
            return
        words = self.tr(
            "For %1 of %2 clients, the product chosen last would have been among the first ten recommended; "
            "among the ten most popular ones, for %3. The lists show %4 % of the catalog."
        )
        numbers = (found.found, found.clients, found.found_popular, round(found.coverage * _HUNDRED))
        for place, number in enumerate(numbers, start=1):
            words = words.replace(f"%{place}", QLocale().toString(number), 1)
        self.verdict.setText(words)

    def _words(self) -> Mapping[str, str]:
        return {
            "taste": self.tr("Looks like what the client liked"),
            "attributes": self.tr("Kind, brand, style, colour and price"),
            "together": self.tr("What clients with similar taste chose"),
            "popularity": self.tr("What many clients like"),
        }

    def _origin(self, weighing: Weighing) -> str:
        if weighing.version == 0 or weighing.reason == "reset":
            return self.tr("As delivered. The program learns from what your clients like and buy.")
        moment = QDateTime.fromMSecsSinceEpoch(weighing.at // 1000)
        day = QLocale().toString(moment.date(), QLocale.FormatType.LongFormat)
        return self.tr("Learned from your clients' likes and purchases on %1.").replace("%1", day)

    @Slot(int)
    def _on_days(self, place: int) -> None:
        self._preferences.update(photo_days=int(self.days.itemData(place)))

    @Slot(object)
    def _on_settings(self, settings: Settings) -> None:
        place = self.days.findData(settings.photo_days)
        if place < 0:
            words = self.tr("%1 days").replace("%1", QLocale().toString(settings.photo_days))
            self.days.addItem(words, settings.photo_days)
            place = self.days.count() - 1
        self.days.setCurrentIndex(place)
