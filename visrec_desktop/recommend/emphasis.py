"""What of a picture shall count more, and what less, while the photo and the products stay the same.

A model tells how close two pictures are as the sum of what its parts say, each with its weight w_i. An
emphasis moves the weights, w'_i = w_i m_i / sum of w_j m_j, where m = 8^(2v - 1) for a value v, and 0 for
v = 0: in the middle a part counts as the model has it, at the upper end eight times as much, at the lower end
not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

MIDDLE = 0.5
_SPAN = 8.0


@dataclass(frozen=True, slots=True)
class Emphasis:
    """How much each part of a picture counts, in [0, 1]: 0 not at all, 0.5 as the model has it, 1 a lot.

    Raises:
        ValueError: a value is no number in [0, 1].
    """

    colour: float = MIDDLE
    shape: float = MIDDLE
    look: float = MIDDLE

    def __post_init__(self) -> None:
        """Check the values."""
        for part, value in self.values.items():
            if not 0.0 <= value <= 1.0:
                raise ValueError(f"{part} must lie in [0, 1], not {value}")

    @property
    def values(self) -> dict[str, float]:
        """The value of each part, by the part's name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    @property
    def is_neutral(self) -> bool:
        """Whether everything counts as the model has it: no part more than another."""
        return len(set(self.values.values())) == 1

    def weights(self, weights: Mapping[str, float]) -> dict[str, float]:
        """The weights w'_i in force; they add up to 1.

        Args:
            weights: of the model's parts, w_i; they add up to 1. A part that the emphasis does not know
                counts as the model has it.

        Returns:
            w_i m_i / sum of w_j m_j; w_i where nothing would count at all.
        """
        values = self.values
        moved = {part: weight * _multiplier(values.get(part, MIDDLE)) for part, weight in weights.items()}
        whole = sum(moved.values())
        if self.is_neutral or not whole:
            return dict(weights)
        return {part: weight / whole for part, weight in moved.items()}


NEUTRAL = Emphasis()


def _multiplier(value: float) -> float:
    return _SPAN ** (2.0 * value - 1.0) if value > 0 else 0.0
