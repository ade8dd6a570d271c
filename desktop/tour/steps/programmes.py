"""The programmes: opened, one added from a preset, changed, published, planned for later, and an old version seen."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desktop.tour.stage import Stage
from loyalty.programmes import Programme
from ui.controls import NumberControl
from ui.programmes.view import ProgrammesView

_NEEDED = "8"
_LATER = "2026/12/1"


def add_one(stage: Stage) -> None:
    """A preset becomes a programme, after a look at what it would do."""
    view, hand = _open(stage), stage.hand
    stage.shot("programmes")
    hand.click(view.add)
    stage.sees(view.gallery, stage.words("programmes_screen.gallery_kinds"))
    stage.shot("programmes-gallery")
    hand.click(view.gallery.first_card())
    stage.wait("the draft", view.edits)
    stage.wait("an example", lambda: bool(view.preview.to_pay.text()))
    _type(stage, view, "stamps_needed", _NEEDED)
    stage.wait("the sentence to follow", lambda: _NEEDED in view.preview.sentence.text())
    stage.shot("programmes-draft")
    known = {each.id for each in _running(stage)}
    hand.click(view.editor.publish)
    stage.wait("one programme more", lambda: len(_running(stage)) == len(known) + 1)
    made = next(each for each in _running(stage) if each.id not in known)
    stage.same("the stamps of a full card", int(_NEEDED), made.terms["stamps_needed"])
    stage.wait("its card in the list", lambda: made.id in view.list.cards)
    stage.notes["programme"] = made.id
    stage.shot("programmes-published")


def wrong_and_left(stage: Stage) -> None:
    """What is wrong stands beside its field, and a draft is only left after asking."""
    view, hand = _open(stage), stage.hand
    hand.click(view.detail.edit)
    stage.wait("the draft", view.edits)
    _type(stage, view, "stamps_needed", "0")
    hand.click(view.editor.publish)
    stage.sees(view.editor, stage.words("settings.number_too_small", limit="1"))
    stage.shot("programmes-wrong")
    hand.click(view.editor.close_button)
    stage.sees(view.message, stage.words("programmes_screen.unpublished"))
    stage.shot("programmes-leaving")
    hand.click(view.message.other_button())
    stage.wait("the programme again", lambda: not view.edits())


def plan_one(stage: Stage) -> None:
    """A version for a later day, the versions, and the programme stopped again."""
    view, hand = _open(stage), stage.hand
    hand.click(view.detail.edit)
    stage.wait("the draft", view.edits)
    _type(stage, view, "stamps_needed", "12")
    hand.click(view.editor.day.rows["from_day"].control)
    hand.type(_LATER)
    hand.click(view.editor.publish)
    stage.sees(view.detail, stage.words("programmes_screen.version_planned"))
    stage.shot("programmes-planned")
    hand.click(view.detail.versions[1].open)
    stage.sees(view.editor, stage.words("programmes_screen.note_look"))
    stage.shot("programmes-version")
    hand.click(view.editor.close_button)
    hand.click(view.detail.stop)
    stage.wait("a question", lambda: view.message.message() is not None)
    stage.shot("programmes-stop")
    hand.click(view.message.action_button())
    stage.wait("it to stop", lambda: all(each.stopped for each in _running(stage) if each.id == _mine(stage)))
    stage.sees(view.detail, stage.words("programmes_screen.state_stopped"))


def _open(stage: Stage) -> ProgrammesView:
    """The screen, with what an earlier step added in front."""
    stage.hand.click(stage.app.window.top_bar.entry("programmes"))
    view = stage.desks.screens.programmes_view
    # Shown anew, the list is read anew: a card of before would be gone when it is clicked.
    stage.wait("the programmes", lambda: bool(view.list.cards) and stage.desks.services.book.idle)
    if _mine(stage) in view.list.cards:
        stage.hand.click(view.list.cards[_mine(stage)])
    return view


def _mine(stage: Stage) -> str:
    return stage.notes.get("programme", "")


def _running(stage: Stage) -> tuple[Programme, ...]:
    return stage.desks.services.state.context.programmes


def _type(stage: Stage, view: ProgrammesView, name: str, text: str) -> None:
    control = view.editor.form.rows[name].control
    if isinstance(control, NumberControl):
        stage.hand.click(control)
        stage.hand.press(Qt.Key.Key_A, "\x01", Qt.KeyboardModifier.ControlModifier)
        stage.hand.type(text)
