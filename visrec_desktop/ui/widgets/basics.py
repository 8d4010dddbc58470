"""Makers of the plainest parts: labels, buttons, rules. Their look comes from the style sheet alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from visrec_desktop.ui.theme.theme import Theme

Kind = Literal["primary", "secondary", "quiet", "danger", "icon", "link", "status", "notice", "chip"]
Step = Literal["display", "title", "heading", "body", "strong", "label", "small", "caption"]
Tone = Literal["", "muted", "accent", "warning", "danger"]

_LEADING = 128  # percent of the font's own line height
_LONG_WORD = re.compile(r"[^\W_]{16}(?=\w)|[_.](?=\S)")  # sixteen letters on end, or a joint of a file name


def label(text: str = "", step: Step = "body", tone: Tone = "", *, wrap: bool = False) -> QLabel:
    """A label on a step of the type scale; its text is never read as HTML."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("type", step)
    made.setProperty("tone", tone)
    made.setWordWrap(wrap)
    return made


def paragraph(text: str = "", step: Step = "body", tone: Tone = "") -> QLabel:
    """A label for several lines, which stand a little apart; see `set_paragraph`."""
    made = label("", step, tone, wrap=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    set_paragraph(made, text)
    return made


def set_paragraph(made: QLabel, text: str) -> None:
    """Change the text of a paragraph; it is plain text, whatever it holds."""
    lines = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    made.setText(f'<p style="line-height: {_LEADING}%; margin: 0">{lines}</p>')
    made.setAccessibleName(text)


def breakable(text: str) -> str:
    """The text with places where a line may end: a file name is one long word, and would widen its panel."""
    return _LONG_WORD.sub(lambda run: f"{run.group()}\u200b", text)


def let_narrow(made: QLabel) -> None:
    """Let a label be cut off rather than widen its panel; for what is copied, and so must stay as it is."""
    made.setMinimumWidth(1)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, made.sizePolicy().verticalPolicy())


def button(
    theme: Theme,
    text: str,
    kind: Kind = "secondary",
    *,
    icon: str = "",
    name: str = "",
    tip: str = "",
    on_click: Callable[[], object] | None = None,
) -> QPushButton:
    """A push button.

    Args:
        theme: where the icon comes from.
        text: what stands on it; empty for an icon button, which then needs `name`.
        kind: its rank among the controls.
        icon: name of an icon.
        name: accessible name; the text when left out.
        tip: tooltip; an icon button shows its name when left out.
        on_click: called without arguments.
    """
    made = QPushButton(text)
    made.setProperty("kind", kind)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    made.setAccessibleName(name or text)
    made.setToolTip(tip or ("" if text else name))
    made.setAutoDefault(False)
    if icon:
        ink = {"primary": "on_accent", "danger": "danger", "quiet": "on_accent_soft"}.get(kind, "text_muted")
        theme.icons.put(made, icon, ink)
    if on_click is not None:
        made.clicked.connect(lambda: on_click())  # noqa: PLW0108 - without Qt's argument
    return made


def rule(direction: Literal["h", "v"] = "h") -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("line", direction)
    return made


def restyle(widget: QWidget, prop: str, value: object) -> None:
    """Set a property that the style sheet looks at, and let it look again."""
    if widget.property(prop) == value:
        return
    widget.setProperty(prop, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()
