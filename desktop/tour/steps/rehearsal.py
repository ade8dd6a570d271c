"""The rehearsal of programmes: a story of sales played by the rules alone, and a draft in it."""

from __future__ import annotations

from desktop.tour.stage import Stage
from ui.programmes.rehearsal import Rehearsal


def play_stories(stage: Stage) -> None:
    """A story of sales is played with the shop's programmes, and nothing is recorded."""
    page = _open(stage)
    stage.wait("a story", lambda: len(page.cards) > 3)
    stage.sees(page, stage.words("rehearsal.given"))
    stage.shot("rehearsal-month")
    stage.hand.click(page.cast.examples["everything"])
    stage.wait("rewards that are used", lambda: _used(page))
    stage.sees(page, stage.words("rehearsal.used"))
    stage.shot("rehearsal-everything")
    last = list(page.cards.values())[-1]
    stage.hand.click(last.edit)
    stage.wait("the sale's form", lambda: last.form is not None and last.form.isVisible())
    stage.wait("it in sight", lambda: not last.form.visibleRegion().isEmpty())
    stage.shot("rehearsal-sale")
    stage.hand.click(last.edit)
    page.scroll.ensureWidgetVisible(page.cost)
    stage.shot("rehearsal-end")
    stage.hand.click(page.close_button)
    stage.wait("the programmes again", lambda: not page.is_in_front())


def _open(stage: Stage) -> Rehearsal:
    stage.hand.click(stage.app.window.top_bar.entry("programmes"))
    view = stage.desks.screens.programmes_view
    stage.wait("the programmes", lambda: bool(view.list.cards))
    stage.hand.click(view.rehearse)
    return view.rehearsal


def _used(page: Rehearsal) -> bool:
    cards = list(page.cards.values())
    return bool(cards) and any(button.isChecked() for button in cards[-1].offers.values())
