"""The look: tokens (light and dark), the palette and the one style sheet made from them. No colour is named elsewhere.

Contrast: text on its ground is at least 4.5, borders of controls at least 3 (held by tests/ui/test_theme.py).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from string import Template
from typing import NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from ui.fonts import register_fonts

_STYLE_SHEET = Path(__file__).parent / "assets" / "regulars.qss"

SPACE = 8
GAP = 12
RADIUS_PRIMARY = 12
RADIUS_CONTROL = 10
TARGET = 44
TARGET_KEY = 54
# Where a bar of trouble takes the height: four rows of these, or the stepper and three rewards.
TARGET_KEY_LOW = 45
STEPPER_LOW = 48
TARGET_PRIMARY = 64
NARROW_BELOW = 1180


class Tokens(NamedTuple):
    """Every colour of one theme as "#RRGGBB"; a word with `_tint` is the ground that the same word is written on."""

    dark: bool
    bg: str
    surface: str
    surface2: str
    sunken: str
    line: str
    control: str
    text: str
    text2: str
    text3: str
    primary: str
    primary_hover: str
    primary_pressed: str
    primary_tint: str
    on_primary: str
    focus: str
    stamp: str
    stamp_tint: str
    on_stamp: str
    gold: str
    gold_tint: str
    gold_line: str
    silver: str
    silver_tint: str
    bronze: str
    bronze_tint: str
    danger: str
    danger_tint: str
    warn: str
    warn_tint: str
    info: str
    info_tint: str
    highlight: str
    toast: str
    on_toast: str
    toast_action: str
    paper: str
    paper_line: str
    ink: str

    def colour(self, name: str) -> QColor:
        """The token called `name` as a colour; an unknown name raises AttributeError."""
        return QColor(getattr(self, name))


LIGHT = Tokens(
    dark=False,
    bg="#F3F4F1",
    surface="#FFFFFF",
    surface2="#F8F9F7",
    sunken="#ECEEEA",
    line="#DDE1DC",
    control="#86918B",
    text="#16211C",
    text2="#47534D",
    text3="#626D67",
    primary="#0B6B50",
    primary_hover="#095C45",
    primary_pressed="#074A37",
    primary_tint="#E2F1EA",
    on_primary="#FFFFFF",
    focus="#1D5FA8",
    stamp="#A8481F",
    stamp_tint="#FBEDE5",
    on_stamp="#FFFFFF",
    gold="#6B4A00",
    gold_tint="#FFEFBF",
    gold_line="#C9A23A",
    silver="#3C4753",
    silver_tint="#E6EAEF",
    bronze="#6E3B12",
    bronze_tint="#F7E3D4",
    danger="#A61B1B",
    danger_tint="#FDECEC",
    warn="#7A4300",
    warn_tint="#FFF1DC",
    info="#17508F",
    info_tint="#E7F0FA",
    highlight="#FFE9A8",
    toast="#1F2C26",
    on_toast="#F3F6F4",
    toast_action="#7FDDBB",
    paper="#FFFEFA",
    paper_line="#E4E2D6",
    ink="#16211C",
)

DARK = Tokens(
    dark=True,
    bg="#101613",
    surface="#18201C",
    surface2="#1F2824",
    sunken="#28322D",
    line="#2F3A35",
    control="#74817B",
    text="#E8EDEA",
    text2="#B6C1BB",
    text3="#93A099",
    primary="#3FBF94",
    primary_hover="#55CBA3",
    primary_pressed="#33A881",
    primary_tint="#17352A",
    on_primary="#06251B",
    focus="#8ABDF5",
    stamp="#E08A5F",
    stamp_tint="#3A231A",
    on_stamp="#2A1208",
    gold="#F4D77A",
    gold_tint="#40360F",
    gold_line="#C9A23A",
    silver="#CBD5E0",
    silver_tint="#2B333C",
    bronze="#E9B58F",
    bronze_tint="#3B281B",
    danger="#FF9C96",
    danger_tint="#431F1E",
    warn="#F3C173",
    warn_tint="#3A2C12",
    info="#9CC7F5",
    info_tint="#18293A",
    highlight="#5B4A12",
    toast="#26332D",
    on_toast="#E8EDEA",
    toast_action="#7FDDBB",
    paper="#FFFEFA",
    paper_line="#FFFEFA",
    ink="#16211C",
)

AVATARS = ("#2D6E93", "#A8481F", "#7B4FA3", "#8A5A00", "#0B6B50", "#96295B", "#48607A", "#8A3B3B")
ON_AVATAR = "#FFFFFF"

_state = {"tokens": LIGHT}


def current() -> Tokens:
    """The tokens in force. Widgets that paint themselves read them in paintEvent: a change shows at the next paint."""
    return _state["tokens"]


def is_dark() -> bool:
    """Whether the dark theme is in force."""
    return current().dark


def colour(name: str) -> QColor:
    """The current theme's token as a colour ("primary", "text2", ...)."""
    return current().colour(name)


def avatar_colour(seed: int) -> QColor:
    """The ground of a person's avatar, always the same for the same `seed` (the member's id)."""
    return QColor(AVATARS[seed % len(AVATARS)])


@cache
def font(size: int, *, bold: bool = False) -> QFont:
    """The bundled typeface at `size` pixels (12, 13, 15, 17, 20 to 22, 26 or 40), regular or bold. The same object
    every time, because painting asks for it thousands of times: do not change it.
    """
    made = QFont(register_fonts())
    made.setPixelSize(size)
    made.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return made


def apply_font(app: QApplication) -> None:
    """Give the whole application the bundled typeface. Widgets made before it measure themselves in the system's own
    font, which then is loaded for nothing.
    """
    app.setFont(font(15))


def apply_theme(app: QApplication, dark: bool) -> None:
    """Give the whole application the light or the dark look; may be called again at any time while it runs."""
    tokens = DARK if dark else LIGHT
    _state["tokens"] = tokens
    if app.style().objectName() != "fusion":
        app.setStyle("Fusion")
    apply_font(app)
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens))


def style_sheet(tokens: Tokens) -> str:
    """The one style sheet, filled from the tokens and the bundled family."""
    words = {name: value for name, value in tokens._asdict().items() if isinstance(value, str)}
    icons = (Path(__file__).parent / "assets" / "icons").as_posix()
    return Template(_STYLE_SHEET.read_text("utf-8")).substitute(words, family=register_fonts(), icons=icons)


def palette(tokens: Tokens) -> QPalette:
    """The palette for what the style sheet does not reach (Fusion's own parts, Qt's own dialogs)."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.bg,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Base: tokens.surface,
        QPalette.ColorRole.AlternateBase: tokens.surface2,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text3,
        QPalette.ColorRole.Button: tokens.surface,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.Highlight: tokens.primary,
        QPalette.ColorRole.HighlightedText: tokens.on_primary,
        QPalette.ColorRole.ToolTipBase: tokens.toast,
        QPalette.ColorRole.ToolTipText: tokens.on_toast,
        QPalette.ColorRole.Link: tokens.info,
        QPalette.ColorRole.Mid: tokens.line,
        QPalette.ColorRole.Light: tokens.surface2,
        QPalette.ColorRole.Dark: tokens.control,
    }
    for role, name in roles.items():
        made.setColor(role, QColor(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text3))
    return made
