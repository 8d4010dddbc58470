"""A field of likes or dislikes: categories, brands, styles and colours as chips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from visrec_desktop.core.clients import Trait, TraitKind
from visrec_desktop.ui.clients.chip_field import ChipField
from visrec_desktop.ui.settings.parts import CalmChooser
from visrec_desktop.ui.theme.theme import Theme

_JOINT = "  ·  "


class TraitField(ChipField):
    """A `ChipField` whose words are of a kind.

    A word of the catalog has its kind by itself; for any other, the chooser at the left says it.
    """

    def __init__(self, theme: Theme, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, name, hint, parent)
        self._kinds = {
            TraitKind.CATEGORY: self.tr("Category"),
            TraitKind.BRAND: self.tr("Brand"),
            TraitKind.STYLE: self.tr("Style"),
            TraitKind.COLOUR: self.tr("Colour"),
        }
        self._offered: dict[str, Trait] = {}
        self.kind = CalmChooser(self)
        self.kind.setAccessibleName(self.tr("%1: kind of a new word").replace("%1", name))
        for kind, words in self._kinds.items():
            self.kind.addItem(words, kind)
        self.kind.setCurrentIndex(self.kind.findData(TraitKind.STYLE))
        self.line.insertWidget(0, self.kind)

    @property
    def traits(self) -> tuple[Trait, ...]:
        """What the chips say."""
        return tuple(self._trait(value) for value in self.values)

    def set_traits(self, traits: Sequence[Trait]) -> None:
        """Fill the field."""
        self.set_values([self._text(trait) for trait in traits])

    def offer(self, values: Mapping[TraitKind, Sequence[str]]) -> None:
        """Words of the catalog to choose from."""
        traits = [Trait(kind, value) for kind, offered in values.items() for value in offered]
        self._offered = {}
        for trait in traits:
            self._offered.setdefault(trait.value.casefold(), trait)
        self.set_suggestions([self._text(trait) for trait in traits])

    def _add(self, word: str) -> None:
        value, joint, words = word.rpartition(_JOINT.strip())
        named = next((kind for kind, name in self._kinds.items() if name == words.strip()), None)
        if joint and named is not None:  # a suggestion was chosen
            trait = Trait(named, value.strip())
        else:
            own = Trait(TraitKind(self.kind.currentData()), word)
            trait = self._offered.get(word.casefold(), own)
        super()._add(self._text(trait))

    def _text(self, trait: Trait) -> str:
        return f"{trait.value}{_JOINT}{self._kinds[trait.kind]}"

    def _trait(self, text: str) -> Trait:
        value, _, words = text.rpartition(_JOINT)
        kind = next(kind for kind, name in self._kinds.items() if name == words)
        return Trait(kind, value)
