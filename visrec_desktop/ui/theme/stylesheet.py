"""The one style sheet, filled from the tokens.

Widgets choose their look by two dynamic properties, never by a style sheet of their own:
`kind` for what a control is (`primary`, `secondary`, `quiet`, `chip`, ...) and `type` for the
step of the type scale a label stands on (`title`, `heading`, `small`, ...).
"""

from __future__ import annotations

from collections.abc import Callable

from visrec_desktop.ui.theme.tokens import RADIUS, SPACE, TYPE, Colours, TypeScale, TypeStyle


def build_stylesheet(c: Colours, px: Callable[[float], int], art: Callable[[str, str], str]) -> str:
    """The style sheet.

    Args:
        c: the colours.
        px: turns a length at 100 % text size into one at the user's text size.
        art: `art(icon, "#rrggbb")` gives the path of a picture file of an icon in that colour.
    """
    parts = (_base, _labels, _buttons, _fields, _choices, _views, _bars, _popups, _panels)
    return "\n".join(part(c, px, art) for part in parts)


def _font(style: TypeStyle, px: Callable[[float], int]) -> str:
    return f"font-size: {px(style.size)}px; font-weight: {style.weight};"


def _base(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    return f"""
    * {{ outline: none; }}
    QWidget {{ color: {c.text}; {_font(TYPE.body, px)} }}
    QMainWindow, QDialog, QMessageBox, QWidget[ground="window"] {{ background: {c.window}; }}
    QWidget[ground="surface"] {{ background: {c.surface}; }}
    QWidget[ground="none"] {{ background: transparent; }}
    QFrame[line="h"] {{ background: {c.border}; max-height: 1px; min-height: 1px; border: none; }}
    QFrame[line="v"] {{ background: {c.border}; max-width: 1px; min-width: 1px; border: none; }}
    QSplitter::handle {{ background: {c.border}; }}
    QSplitter::handle:hover {{ background: {c.accent}; }}
    """


def _labels(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    steps = "\n".join(
        f'QLabel[type="{name}"] {{ {_font(getattr(TYPE, name), px)} }}' for name in TypeScale._fields
    )
    return f"""
    QLabel {{ background: transparent; }}
    {steps}
    QLabel[tone="muted"] {{ color: {c.text_muted}; }}
    QLabel[tone="accent"] {{ color: {c.on_accent_soft}; }}
    QLabel[tone="good"] {{ color: {c.text}; }}
    QLabel[tone="warning"] {{ color: {c.warning}; }}
    QLabel[tone="danger"] {{ color: {c.danger}; }}
    QLabel[tag] {{
        background: {c.card_hover}; border-radius: {px(9)}px; padding: {px(2)}px {px(9)}px;
        {_font(TYPE.small, px)}
    }}
    QLabel[tag="like"] {{ background: {c.accent_soft}; color: {c.on_accent_soft}; }}
    QLabel[tag="avoid"] {{ color: {c.text_muted}; }}
    """


def _buttons(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    pad = f"padding: {px(SPACE.s - 1)}px {px(SPACE.m)}px;"
    chip_radius = (px(18) + 2 * px(4) + 2) // 2  # one pixel more, and Qt draws no round corners at all
    return f"""
    QPushButton, QToolButton {{
        background: {c.card}; border: 1px solid {c.border}; border-radius: {RADIUS.control}px;
        min-height: {px(18)}px; {pad}
    }}
    QPushButton:hover, QToolButton:hover {{ background: {c.card_hover}; border-color: {c.border_strong}; }}
    QPushButton:pressed, QToolButton:pressed {{ background: {c.border}; }}
    QPushButton:focus, QToolButton:focus {{ border-color: {c.accent}; }}
    QPushButton:disabled, QToolButton:disabled {{ color: {c.text_muted}; background: {c.window}; }}
    QPushButton[kind="primary"] {{
        background: {c.accent}; color: {c.on_accent}; border-color: {c.accent}; font-weight: 600;
    }}
    QPushButton[kind="primary"]:hover {{ background: {c.accent_hover}; border-color: {c.accent_hover}; }}
    QPushButton[kind="primary"]:pressed {{
        background: {c.accent_pressed}; border-color: {c.accent_pressed};
    }}
    QPushButton[kind="primary"]:focus {{ border: 2px solid {c.text}; padding: {px(6)}px {px(11)}px; }}
    QPushButton[kind="primary"]:disabled {{
        background: {c.track}; color: {c.text_muted}; border-color: {c.track};
    }}
    QPushButton[kind="danger"] {{ color: {c.danger}; }}
    QPushButton[kind="danger"]:disabled {{ color: {c.text_muted}; }}
    QPushButton[kind="danger"]:hover {{ background: {c.danger_soft}; border-color: {c.danger}; }}
    QPushButton[kind="quiet"], QToolButton[kind="quiet"] {{
        background: transparent; border-color: transparent; color: {c.on_accent_soft};
    }}
    QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {{ background: {c.card_hover}; }}
    QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {{ border-color: {c.accent}; }}
    QPushButton[kind="quiet"]:disabled {{ color: {c.text_muted}; }}
    QPushButton[kind="icon"], QToolButton[kind="icon"] {{
        background: transparent; border-color: transparent; padding: {px(5)}px;
        min-width: {px(20)}px; min-height: {px(20)}px;
    }}
    QPushButton[kind="icon"]:hover, QToolButton[kind="icon"]:hover {{ background: {c.card_hover}; }}
    QPushButton[kind="icon"]:focus, QToolButton[kind="icon"]:focus {{ border-color: {c.accent}; }}
    QLineEdit > QPushButton[kind="icon"] {{ padding: 0; border: none; }}
    QPushButton[kind="icon"]:checked {{ background: {c.accent_soft}; }}
    QPushButton[kind="link"] {{
        background: transparent; border: 1px solid transparent; border-radius: {RADIUS.small}px;
        padding: 0 {px(2)}px; color: {c.on_accent_soft}; {_font(TYPE.small, px)}
    }}
    QPushButton[kind="link"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="link"]:focus {{ border-color: {c.accent}; }}
    QPushButton[kind="status"] {{
        background: transparent; border: 1px solid transparent; border-radius: {RADIUS.small}px;
        padding: 0 {px(2)}px; color: {c.text_muted}; {_font(TYPE.small, px)}
    }}
    QPushButton[kind="status"]:hover {{ color: {c.text}; }}
    QPushButton[kind="status"]:focus {{ border-color: {c.accent}; }}
    QPushButton[kind="notice"] {{
        background: transparent; border: 1px solid transparent; color: {c.notice_action};
        font-weight: 600; padding: {px(4)}px {px(8)}px;
    }}
    QPushButton[kind="notice"]:hover {{ text-decoration: underline; }}
    QPushButton[kind="notice"]:focus {{ border-color: {c.notice_action}; }}
    QPushButton[kind="chip"] {{
        {_font(TYPE.small, px)} border-radius: {chip_radius}px; padding: {px(4)}px {px(12)}px;
        min-height: {px(18)}px; max-height: {px(18)}px;
    }}
    QPushButton[kind="chip"][set="true"] {{
        background: {c.accent_soft}; border-color: {c.accent_soft}; color: {c.on_accent_soft};
        {_font(TYPE.label, px)}
    }}
    QPushButton[kind="chip"][set="true"]:hover, QPushButton[kind="chip"]:focus {{ border-color: {c.accent}; }}
    QPushButton[kind="chip"]:checked {{ border-color: {c.accent}; }}
    QPushButton[kind="card"] {{ padding: 0; min-height: {px(50)}px; }}
    """


def _fields(c: Colours, px: Callable[[float], int], art: Callable[[str, str], str]) -> str:
    chevron = art("chevron-down", c.text_muted)
    up, down = art("chevron-up", c.text_muted), chevron
    return f"""
    QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
        background: {c.card}; border: 1px solid {c.border}; border-radius: {RADIUS.control}px;
        padding: {px(7)}px {px(12)}px; min-height: {px(18)}px; color: {c.text};
        selection-background-color: {c.accent}; selection-color: {c.on_accent};
        placeholder-text-color: {c.text_muted};
    }}
    QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover, QSpinBox:hover,
    QDoubleSpinBox:hover {{ border-color: {c.border_strong}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus,
    QDoubleSpinBox:focus {{ border-color: {c.accent}; }}
    QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QSpinBox:disabled {{
        color: {c.text_muted}; background: {c.window};
    }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border-color: {c.danger}; }}
    QLineEdit[kind="search"] {{ padding-left: {px(36)}px; padding-right: {px(36)}px; }}
    QLineEdit > QToolButton {{ background: transparent; border: none; padding: 0; min-height: 0; }}
    QComboBox {{ padding-right: {px(32)}px; }}
    QComboBox::drop-down {{ border: none; width: {px(32)}px; }}
    QComboBox::down-arrow {{ image: url("{chevron}"); width: {px(16)}px; height: {px(16)}px; }}
    QComboBox QAbstractItemView {{
        background: {c.card}; border: 1px solid {c.border}; padding: {px(4)}px;
        selection-background-color: {c.accent_soft}; selection-color: {c.on_accent_soft};
    }}
    QComboBox QAbstractItemView::item {{ min-height: {px(30)}px; padding: 0 {px(8)}px; }}
    QSpinBox::up-button, QDoubleSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::down-button {{
        border: none; width: {px(24)}px; background: transparent;
    }}
    QSpinBox::up-arrow, QDoubleSpinBox::up-arrow {{
        image: url("{up}"); width: {px(14)}px; height: {px(14)}px;
    }}
    QSpinBox::down-arrow, QDoubleSpinBox::down-arrow {{
        image: url("{down}"); width: {px(14)}px; height: {px(14)}px;
    }}
    """


def _choices(c: Colours, px: Callable[[float], int], art: Callable[[str, str], str]) -> str:
    box = f"width: {px(16)}px; height: {px(16)}px; border: 1px solid {c.border_strong}; background: {c.card};"
    return f"""
    QCheckBox, QRadioButton {{
        spacing: {px(10)}px; background: transparent; border: 1px solid transparent;
        border-radius: {RADIUS.small}px; padding: {px(3)}px;
    }}
    QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
    QCheckBox:disabled, QRadioButton:disabled {{ color: {c.text_muted}; }}
    QCheckBox::indicator {{ {box} border-radius: 5px; }}
    QRadioButton::indicator {{ {box} border-radius: {px(8) + 1}px; }}
    QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.accent}; }}
    QCheckBox::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{art("check", c.on_accent)}");
    }}
    QRadioButton::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{art("dot", c.on_accent)}");
    }}
    QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{
        background: {c.window}; border-color: {c.border};
    }}
    QCheckBox::indicator:checked:disabled {{ image: url("{art("check", c.text_muted)}"); }}
    QRadioButton::indicator:checked:disabled {{ image: url("{art("dot", c.text_muted)}"); }}
    """


def _views(c: Colours, px: Callable[[float], int], art: Callable[[str, str], str]) -> str:
    return f"""
    QAbstractItemView {{
        background: {c.card}; alternate-background-color: {c.window}; border: 1px solid {c.border};
        border-radius: {RADIUS.control}px;
        selection-background-color: {c.accent_soft}; selection-color: {c.text};
    }}
    QListView::item, QTreeView::item, QTableView::item {{
        min-height: {px(32)}px; padding: 0 {px(8)}px; border: none; border-radius: {RADIUS.small}px;
    }}
    QListView::item:hover, QTreeView::item:hover, QTableView::item:hover {{ background: {c.card_hover}; }}
    QListView::item:selected, QTreeView::item:selected, QTableView::item:selected {{
        background: {c.accent_soft}; color: {c.text};
    }}
    QAbstractItemView::indicator {{
        width: {px(16)}px; height: {px(16)}px; border: 1px solid {c.border_strong};
        background: {c.card}; border-radius: 5px;
    }}
    QAbstractItemView::indicator:checked {{
        background: {c.accent}; border-color: {c.accent}; image: url("{art("check", c.on_accent)}");
    }}
    QListView[kind="grid"] {{ background: transparent; border: none; border-radius: 0; }}
    QListView[kind="grid"]::item, QListView[kind="grid"]::item:hover,
    QListView[kind="grid"]::item:selected {{ background: transparent; padding: 0; min-height: 0; }}
    QListView[kind="plain"] {{ background: transparent; border: none; }}
    QHeaderView {{ background: transparent; border: none; }}
    QHeaderView::section {{
        background: transparent; border: none; border-bottom: 1px solid {c.border};
        color: {c.text_muted}; padding: {px(6)}px {px(8)}px; {_font(TYPE.label, px)}
    }}
    QTableView {{ gridline-color: {c.border}; }}
    QTableCornerButton::section {{ background: transparent; border: none; }}
    QScrollArea {{ background: transparent; border: none; }}
    """


def _bars(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    return f"""
    QScrollBar:vertical {{ background: transparent; width: {px(12)}px; margin: 0; border: none; }}
    QScrollBar:horizontal {{ background: transparent; height: {px(12)}px; margin: 0; border: none; }}
    QScrollBar::handle {{ background: {c.scroll}; border-radius: 3px; margin: 3px; }}
    QScrollBar::handle:vertical {{ min-height: {px(36)}px; }}
    QScrollBar::handle:horizontal {{ min-width: {px(36)}px; }}
    QScrollBar::handle:hover, QScrollBar::handle:pressed {{ background: {c.scroll_hover}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; border: none; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QProgressBar {{
        background: {c.track}; border: none; border-radius: 3px; min-height: 6px; max-height: 6px;
    }}
    QProgressBar::chunk {{ background: {c.accent}; border-radius: 3px; }}
    QSlider::groove:horizontal {{ background: {c.track}; height: 4px; border-radius: 2px; }}
    QSlider::sub-page:horizontal {{ background: {c.accent}; height: 4px; border-radius: 2px; }}
    QSlider[kind="middle"]::sub-page:horizontal {{ background: {c.track}; }}
    QSlider::handle:horizontal {{
        background: {c.card}; border: 2px solid {c.accent}; border-radius: {(px(10) + 4) // 2}px;
        width: {px(10)}px; height: {px(10)}px; margin: -{px(5)}px 0;
    }}
    QSlider::sub-page:horizontal:disabled {{ background: {c.track}; }}
    QSlider::handle:horizontal:disabled {{ border-color: {c.border_strong}; background: {c.window}; }}
    """


def _popups(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    return f"""
    QToolTip {{
        background: {c.tip}; color: {c.on_tip}; border: 1px solid {c.tip};
        padding: {px(4)}px {px(6)}px; {_font(TYPE.caption, px)}
    }}
    QMenu {{ background: {c.card}; border: 1px solid {c.border}; padding: {px(4)}px; }}
    QMenu::item {{
        padding: {px(7)}px {px(24)}px {px(7)}px {px(12)}px; border-radius: {RADIUS.small}px;
        background: transparent;
    }}
    QMenu::item:selected {{ background: {c.accent_soft}; color: {c.on_accent_soft}; }}
    QMenu::item:disabled {{ color: {c.text_muted}; }}
    QMenu::separator {{ height: 1px; background: {c.border}; margin: {px(4)}px {px(8)}px; }}
    QMessageBox QLabel {{ min-width: {px(320)}px; }}
    QDialogButtonBox QPushButton {{ min-width: {px(72)}px; }}
    """


def _panels(c: Colours, px: Callable[[float], int], _art: Callable[[str, str], str]) -> str:
    return f"""
    QFrame[panel="card"] {{
        background: {c.card}; border: 1px solid {c.border}; border-radius: {RADIUS.card}px;
    }}
    QFrame[panel="popover"] {{
        background: {c.card}; border: 1px solid {c.border_strong}; border-radius: {RADIUS.card}px;
    }}
    QFrame[panel="reason"] {{ background: {c.accent_soft}; border: none; border-radius: {RADIUS.card}px; }}
    QFrame[panel="warning"] {{ background: {c.warning_soft}; border: none; border-radius: {RADIUS.card}px; }}
    QFrame[panel="danger"] {{ background: {c.danger_soft}; border: none; border-radius: {RADIUS.card}px; }}
    QFrame[panel="notice"] {{ background: {c.notice}; border: none; border-radius: {RADIUS.control}px; }}
    QFrame[panel="notice"] QLabel {{ color: {c.on_notice}; }}
    """
