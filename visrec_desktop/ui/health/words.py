"""The words for what is found out about a catalog."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from visrec_desktop.core.progress import Progress
from visrec_desktop.services.health.values import Certainty, Finding, ProposedValue
from visrec_desktop.ui.products.words import BandTone, price_text

_CONTEXT = "Health"


class FindingWords(NamedTuple):
    """The words for a finding: its name, what it means, and what is said when there is nothing of it."""

    title: str
    sentence: str
    nothing: str


_FINDINGS: dict[Finding, FindingWords] = {
    Finding.DUPLICATES: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Duplicates")),
        str(QT_TRANSLATE_NOOP("Health", "Two products with the same picture, or nearly the same one.")),
        str(QT_TRANSLATE_NOOP("Health", "No two products look the same.")),
    ),
    Finding.NO_PICTURE: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "No picture")),
        str(
            QT_TRANSLATE_NOOP(
                "Health",
                "These cannot be found by photo. Drop picture files here that are named like their SKU.",
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every product has a picture.")),
    ),
    Finding.FILE_MISSING: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Picture file not found")),
        str(
            QT_TRANSLATE_NOOP(
                "Health",
                "The file is not where it was: the drive may have another letter, or the folder was moved. "
                "Only the small copy is shown.",
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every picture file is where it was.")),
    ),
    Finding.BLURRED: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Blurred picture")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "Out of focus, or enlarged from a small one. A sharper picture is found better."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "No picture is blurred.")),
    ),
    Finding.SMALL_PICTURE: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Picture too small")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "The shorter side has fewer than 200 pixels. A larger picture is found better."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every picture is large enough.")),
    ),
    Finding.COLOUR_DIFFERS: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Colour differs")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "The stated colour is not the one that the picture shows. One of the two is wrong."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every stated colour fits its picture.")),
    ),
    Finding.NO_CATEGORY: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "No category")),
        str(QT_TRANSLATE_NOOP("Health", "Where products that look alike agree, their category is proposed.")),
        str(QT_TRANSLATE_NOOP("Health", "Every product has a category.")),
    ),
    Finding.NO_BRAND: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "No brand")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "Where the name or products that look alike tell it, a brand is proposed."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every product has a brand.")),
    ),
    Finding.NO_COLOUR: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "No colour")),
        str(QT_TRANSLATE_NOOP("Health", "Where the picture or the name tells it, a colour is proposed.")),
        str(QT_TRANSLATE_NOOP("Health", "Every product has a colour.")),
    ),
    Finding.NO_PRICE: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "No price")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "Where products that look alike cost about the same, a price is proposed."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every product has a price.")),
    ),
    Finding.UNUSUAL_PRICE: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Unusual price")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "Many times more, or less, than products like it. A comma may have slipped."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "No price stands out.")),
    ),
    Finding.SOLD_OUT: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Sold out")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "The stock is zero. What will not come again can be put into the archive."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Nothing is sold out.")),
    ),
    Finding.NO_STOCK: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Stock not counted")),
        str(QT_TRANSLATE_NOOP("Health", "The catalog does not say how many there are.")),
        str(QT_TRANSLATE_NOOP("Health", "The stock of every product is counted.")),
    ),
    Finding.NOT_ANALYSED: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Not analysed yet")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "These have a picture and cannot be found by photo until it has been analysed."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "Every picture has been analysed.")),
    ),
    Finding.ARCHIVED: FindingWords(
        str(QT_TRANSLATE_NOOP("Health", "Archive")),
        str(
            QT_TRANSLATE_NOOP(
                "Health", "Put away: not found, not recommended, and kept until somebody wants them again."
            )
        ),
        str(QT_TRANSLATE_NOOP("Health", "The archive is empty.")),
    ),
}
_FIELDS = {
    "category": str(QT_TRANSLATE_NOOP("Health", "Category")),
    "brand": str(QT_TRANSLATE_NOOP("Health", "Brand")),
    "colour": str(QT_TRANSLATE_NOOP("Health", "Colour")),
    "price": str(QT_TRANSLATE_NOOP("Health", "Price")),
}
_CERTAINTIES: dict[Certainty, tuple[str, BandTone]] = {
    Certainty.VERY_LIKELY: (str(QT_TRANSLATE_NOOP("Health", "very likely")), "good"),
    Certainty.LIKELY: (str(QT_TRANSLATE_NOOP("Health", "likely")), "near"),
    Certainty.GUESS: (str(QT_TRANSLATE_NOOP("Health", "a guess")), "far"),
}
_BASES = {
    "look": str(QT_TRANSLATE_NOOP("Health", "Because of its picture.")),
    "name": str(QT_TRANSLATE_NOOP("Health", "Because of its name.")),
    "columns": str(QT_TRANSLATE_NOOP("Health", "Because of its other facts.")),
    "median": str(QT_TRANSLATE_NOOP("Health", "What such products usually cost.")),
    "mode": str(QT_TRANSLATE_NOOP("Health", "What most such products have.")),
}
_STAGES = {
    "files": str(QT_TRANSLATE_NOOP("Health", "Looking whether the picture files are still there…")),
    "pictures": str(QT_TRANSLATE_NOOP("Health", "Looking at the pictures…")),
    "comparing": str(QT_TRANSLATE_NOOP("Health", "Reading what is known of each product…")),
    "duplicates": str(QT_TRANSLATE_NOOP("Health", "Looking for duplicates…")),
    "values": str(QT_TRANSLATE_NOOP("Health", "Working out what is missing…")),
}


def tr(text: str) -> str:
    """The text in the user's language."""
    return QCoreApplication.translate(_CONTEXT, text)


def title_of(finding: Finding) -> str:
    """The name of a finding."""
    return tr(_FINDINGS[finding].title)


def sentence_of(finding: Finding) -> str:
    """What a finding means."""
    return tr(_FINDINGS[finding].sentence)


def nothing_of(finding: Finding) -> str:
    """What is said when there is nothing of it."""
    return tr(_FINDINGS[finding].nothing)


def field_text(field: str) -> str:
    """The name of a field."""
    return tr(_FIELDS[field])


def value_text(proposal: ProposedValue, currency: str = "") -> str:
    """A proposed value as it is read."""
    if proposal.field != "price":
        return proposal.value
    try:
        return price_text(Decimal(proposal.value), currency)
    except InvalidOperation:
        return proposal.value


def certainty_text(proposal: ProposedValue) -> str:
    """How sure a proposal is, in words."""
    return tr(_CERTAINTIES[proposal.certainty][0])


def certainty_tone(proposal: ProposedValue) -> BandTone:
    """The colour role of the dot beside that word."""
    return _CERTAINTIES[proposal.certainty][1]


def stage_text(progress: Progress) -> str:
    """What a thorough look is doing."""
    return tr(_STAGES.get(progress.stage, _STAGES["comparing"]))


def basis_text(proposal: ProposedValue) -> str:
    """What a proposal was concluded from."""
    words = tr(_BASES.get(proposal.basis, _BASES["look"]))
    return f"{words} {tr('Like these:')}" if proposal.likes else words
