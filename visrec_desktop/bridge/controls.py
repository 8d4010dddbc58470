"""Where the sliders of the Match page stand."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from visrec_desktop.bridge.chosen_client import ChosenClient
from visrec_desktop.bridge.preferences import Preferences
from visrec_desktop.bridge.ranking import DEFAULT_BALANCE, DEFAULT_DIVERSITY, SAFE, Order
from visrec_desktop.recommend.emphasis import NEUTRAL, Emphasis

CALM_MS = 250
"""How long the emphasis rests in the middle before it counts as left there."""


class Controls(QObject):
    """They live as long as the window, and nothing of them is stored.

    Without a client the list begins safe: it is the plain match. The emphasis is a wish of whoever is served:
    it stays when the photo changes, and goes with the client.

    Signals:
        plain_again: the emphasis came back to the middle and stayed there, and the plain match is wanted.
    """

    plain_again = Signal()

    def __init__(self, chosen: ChosenClient, preferences: Preferences) -> None:
        super().__init__(chosen)
        self.balance = DEFAULT_BALANCE
        self.emphasis = NEUTRAL
        self._diversity = {True: DEFAULT_DIVERSITY, False: SAFE}  # with a client, without one
        self._chosen = chosen
        self._served = chosen.id
        self._preferences = preferences
        self._rest = QTimer(self, singleShot=True, interval=CALM_MS)
        self._rest.timeout.connect(self.plain_again)
        chosen.changed.connect(self._on_client)

    @property
    def diversity(self) -> float:
        """0 is safe, 1 is surprising."""
        return self._diversity[self._chosen.id is not None]

    @property
    def is_plain(self) -> bool:
        """Whether the photo alone decides, in the plain order of likeness."""
        return self._chosen.id is None and self.diversity <= SAFE and self.emphasis.is_neutral

    @property
    def order(self) -> Order:
        """How products are ranked now."""
        return Order(self.balance, self.diversity, self._preferences.settings.max_hits, self.emphasis)

    def set_balance(self, balance: float) -> bool:
        """0 is like the photo, 1 is like the client. Whether that is new."""
        is_new, self.balance = balance != self.balance, balance
        return is_new

    def set_diversity(self, diversity: float) -> bool:
        """0 is safe, 1 is surprising. Whether that is new."""
        is_new, self._diversity[self._chosen.id is not None] = diversity != self.diversity, diversity
        return is_new

    def set_emphasis(self, emphasis: Emphasis) -> bool:
        """What of the photo counts more or less. Whether that is new."""
        is_new, self.emphasis = emphasis != self.emphasis, emphasis
        if is_new and self.is_plain:
            self._rest.start()
        elif is_new:
            self._rest.stop()
        return is_new

    def stop(self) -> None:
        """Wait for nothing more."""
        self._rest.stop()

    @Slot()
    def _on_client(self) -> None:
        if self._served is not None and self._served != self._chosen.id:
            self.emphasis = NEUTRAL
        self._served = self._chosen.id
