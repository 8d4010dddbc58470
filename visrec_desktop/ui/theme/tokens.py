"""The design tokens: colours by role, type scale, the 4-pixel grid, radii, motion.

Everything that has a colour or a size in the window takes it from here. A colour role says what
it is for, never how it looks, so that light and dark are two fillings of one form. Named tuples: the window
waits for them, and a data class takes five times as long to make.
"""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Colour roles as `#rrggbb`. `on_x` is text on `x`."""

    window: str  # behind everything
    surface: str  # rail, drawer, status bar
    card: str  # tiles, fields, buttons
    card_hover: str
    border: str
    border_strong: str  # edges of fields that are hovered, tracks of bars
    picture: str  # pictures of products are always on white
    text: str
    text_muted: str
    accent: str
    accent_hover: str
    accent_pressed: str
    on_accent: str
    accent_soft: str  # chosen rail entry, set chips, the reason
    on_accent_soft: str
    good: str
    near: str
    far: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    like: str  # hearts, on pictures as well
    warm: str  # on pictures: places that make two of them alike
    hot: str  # those that count most
    cool: str  # those that speak against it
    badge: str  # the rank on a picture
    on_badge: str
    tip: str
    on_tip: str
    notice: str
    on_notice: str
    notice_action: str
    track: str
    scroll: str
    scroll_hover: str


LIGHT = Colours(
    window="#f6f7f9",
    surface="#ffffff",
    card="#ffffff",
    card_hover="#f1f4f8",
    border="#e3e7ec",
    border_strong="#c3cad4",
    picture="#ffffff",
    text="#171a1f",
    text_muted="#5c6675",
    accent="#2f6fed",
    accent_hover="#2561d8",
    accent_pressed="#1d52bd",
    on_accent="#ffffff",
    accent_soft="#e8f0ff",
    on_accent_soft="#1f5ad0",
    good="#1f9254",
    near="#2f6fed",
    far="#6b7482",
    warning="#8a5a00",
    warning_soft="#fff4dc",
    danger="#b3261e",
    danger_soft="#fdecea",
    like="#d13a6b",
    warm="#ffab1a",
    hot="#d9380b",
    cool="#2166ac",
    badge="#5b616b",
    on_badge="#ffffff",
    tip="#22262d",
    on_tip="#f2f4f7",
    notice="#22262d",
    on_notice="#f2f4f7",
    notice_action="#9dbdff",
    track="#e3e7ec",
    scroll="#ccd2da",
    scroll_hover="#a9b1bd",
)

DARK = Colours(
    window="#16181c",
    surface="#1e2126",
    card="#24282e",
    card_hover="#2b3037",
    border="#2f343b",
    border_strong="#485059",
    picture="#ffffff",
    text="#eef0f3",
    text_muted="#a0a8b4",
    accent="#7aa7ff",
    accent_hover="#93b7ff",
    accent_pressed="#6595f5",
    on_accent="#0f1a30",
    accent_soft="#26324a",
    on_accent_soft="#a9c6ff",
    good="#5fcf8f",
    near="#7aa7ff",
    far="#9aa2ad",
    warning="#f2c063",
    warning_soft="#3a3020",
    danger="#ff9a92",
    danger_soft="#402524",
    like="#d94b7a",
    warm="#ffab1a",
    hot="#d9380b",
    cool="#2166ac",
    badge="#5b616b",
    on_badge="#ffffff",
    tip="#3a4048",
    on_tip="#f2f4f7",
    notice="#3a4048",
    on_notice="#f2f4f7",
    notice_action="#a9c6ff",
    track="#343a42",
    scroll="#3d444d",
    scroll_hover="#5a626d",
)

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    ("text", "window"),
    ("text", "surface"),
    ("text", "card"),
    ("text", "card_hover"),
    ("text_muted", "window"),
    ("text_muted", "surface"),
    ("text_muted", "card"),
    ("text_muted", "card_hover"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_pressed"),
    ("on_accent_soft", "accent_soft"),
    ("text", "accent_soft"),
    ("on_accent_soft", "card"),
    ("on_accent_soft", "window"),
    ("on_accent_soft", "surface"),
    ("warning", "window"),
    ("warning", "surface"),
    ("warning", "card"),
    ("warning", "warning_soft"),
    ("text", "warning_soft"),
    ("danger", "window"),
    ("danger", "surface"),
    ("danger", "card"),
    ("danger", "danger_soft"),
    ("text", "danger_soft"),
    ("on_badge", "badge"),
    ("on_tip", "tip"),
    ("on_notice", "notice"),
    ("notice_action", "notice"),
)
"""Every pair (text role, background role) that the window uses; each must reach 4.5:1."""

SIGN_PAIRS: tuple[tuple[str, str], ...] = (
    ("accent", "window"),
    ("accent", "card"),
    ("good", "card"),
    ("good", "surface"),
    ("near", "card"),
    ("far", "card"),
)
"""Signs without text (dots, rings, bars) against their background; each must reach 3:1."""


class TypeStyle(NamedTuple):
    """A step of the type scale: size in pixels at 100 % text size, weight as in CSS."""

    size: int
    weight: int


class TypeScale(NamedTuple):
    """The steps of the one type family."""

    display: TypeStyle = TypeStyle(22, 700)
    title: TypeStyle = TypeStyle(17, 700)
    heading: TypeStyle = TypeStyle(14, 600)
    body: TypeStyle = TypeStyle(14, 400)
    strong: TypeStyle = TypeStyle(14, 600)
    label: TypeStyle = TypeStyle(13, 600)
    small: TypeStyle = TypeStyle(13, 400)
    caption: TypeStyle = TypeStyle(12, 400)
    badge: TypeStyle = TypeStyle(12, 500)


TYPE = TypeScale()


class Space(NamedTuple):
    """Distances in pixels, all on a grid of four."""

    hair: int = 2
    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the sizes are named as on a label
    xl: int = 20
    xxl: int = 24
    huge: int = 40


SPACE = Space()


class Radius(NamedTuple):
    """Corners in pixels."""

    small: int = 6
    control: int = 10
    card: int = 12
    panel: int = 14


RADIUS = Radius()


class Motion(NamedTuple):
    """Durations in milliseconds."""

    quick: int = 120
    calm: int = 200
    typing: int = 220  # a pause in typing after which a search starts
    notice: int = 8_000


MOTION = Motion()


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, in [0, 1] (WCAG 2.2, "relative luminance")."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, in [1, 21] (WCAG 2.2, "contrast ratio")."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)
