"""The reasons of a hit and what was learned from feedback, in the user's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from visrec_desktop.core.values import Hit
from visrec_desktop.recommend.phrases import TEMPLATES, phrase, sentence

if TYPE_CHECKING:
    from visrec_desktop.services.feedback import Learned
    from visrec_desktop.services.recommending import ClientFit

_CONTEXT = "Reasons"


def reason_of(hit: Hit | ClientFit) -> str:
    """Why a product is shown, or why it is for a client, in one sentence that can be said aloud."""
    if hit.clauses:
        return sentence(hit.clauses, _templates())
    return QCoreApplication.translate(_CONTEXT, hit.why) if hit.why else ""


def learned_text(learned: Learned) -> str:
    """What an event taught, or that it was taken back: "Noted: more like this, more blue."."""
    if learned.event.undone_at is not None:
        return QCoreApplication.translate(_CONTEXT, "Taken back, and what was learned from it.")
    if not learned.changed:
        return QCoreApplication.translate(_CONTEXT, "Noted.")
    templates = _templates()
    said = ", ".join(phrase(clause, templates) for clause in learned.changed)
    return QCoreApplication.translate(_CONTEXT, "Noted: %1.").replace("%1", said)


def _templates() -> dict[str, str]:
    return {key: QCoreApplication.translate(_CONTEXT, text) for key, text in TEMPLATES.items()}
