"""The settings: the shop, the language and the colours, changed while it runs."""

from __future__ import annotations

from desktop.tour.stage import Stage
from desktop.tour.steps.selling import scan_regular
from loyalty.words import LANGUAGES
from ui import theme

_SECTIONS = ("look", "programmes", "slips", "printer", "prints", "print_now", "about")


def shop(stage: Stage) -> None:
    """Every section of the settings."""
    stage.hand.click(stage.app.window.top_bar.entry("settings"))
    view = stage.desks.screens.settings_view
    stage.sees(view, stage.notes["shop"])
    stage.shot("settings-shop")
    for section in _SECTIONS:
        stage.hand.click(view.nav[section])
        stage.sees(view, stage.words(f"settings.section_{section}_lead"))
        if section == "prints":
            stage.wait("the slips of today", lambda: view.prints.list.model.rowCount() > 0)
        stage.shot(f"settings-{section}")


def other_language(stage: Stage) -> None:
    """The other language, on every screen, and back."""
    view, hand = stage.desks.screens.settings_view, stage.hand
    own = stage.words.language
    other = next(language for language in LANGUAGES if language != own)
    hand.click(view.nav["look"])
    hand.click(view.look.language.button(other))
    stage.same("the language", other, stage.words.language)
    stage.sees(view, stage.words("settings.section_look_lead"))
    for name in ("members", "sales", "products", "programmes", "settings", "counter"):
        hand.click(stage.app.window.top_bar.entry(name))
        stage.same("the screen", name, stage.app.window.current_screen())
        stage.shot(f"other-language-{name}")
    scan_regular(stage)
    hand.type("320+")
    stage.shot("other-language-member")
    _leave_counter(stage)
    hand.click(view.look.language.button(own))
    stage.same("the language", own, stage.words.language)


def other_theme(stage: Stage) -> None:
    """The other colours, and back."""
    view, hand = stage.desks.screens.settings_view, stage.hand
    own = "dark" if stage.app.till.theme == "dark" else "light"
    other = "light" if own == "dark" else "dark"
    before = theme.colour("bg").name()
    hand.click(view.look.theme.button(other))
    stage.wait("other colours", lambda: theme.colour("bg").name() != before)
    for name in ("settings", "members", "sales", "products", "programmes", "counter"):
        hand.click(stage.app.window.top_bar.entry(name))
        stage.shot(f"other-theme-{name}")
    scan_regular(stage)
    hand.type("320++")
    stage.wait("the slip's preview", lambda: stage.app.counter.sale.preview.picture() is not None)
    stage.shot("other-theme-member")
    _leave_counter(stage)
    hand.click(view.look.theme.button(own))
    stage.wait("its own colours", lambda: theme.colour("bg").name() == before)


def _leave_counter(stage: Stage) -> None:
    """Empty the counter and go back to the look's settings."""
    stage.hand.escape()
    stage.hand.escape()
    stage.hand.click(stage.app.window.top_bar.entry("settings"))
    stage.hand.click(stage.desks.screens.settings_view.nav["look"])
