"""This till's printers as the screen shows them: finished texts from entries and from how the printers stand."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import reduce

from desktop.print_state import PrintersState, PrinterState
from desktop.print_words import one_status
from desktop.till import PrinterEntry
from loyalty.explain import explain_error
from loyalty.words import Words, listed
from printing.paper import WIDTH_58_MM
from ui.printers.facts import PICTURE, REAL_KINDS, PrinterDraft, PrinterRow
from ui.printers.pages import kind_word


def queue_system() -> str:
    """Whose list of printers this system keeps: "windows" or "cups"."""
    return "windows" if sys.platform == "win32" else "cups"


def name_of(entry: PrinterEntry, words: Words) -> str:
    """What the owner calls it, or its kind's own name."""
    return entry.name or words(f"printer.name_{entry.kind}")


def rows(entries: tuple[PrinterEntry, ...], state: PrintersState, words: Words) -> tuple[PrinterRow, ...]:
    """A row for each, in the till's order."""
    return tuple(
        replace(_row(entry, state.of(entry.id), words), can_remove=len(entries) > 1 or entry.kind != "virtual")
        for entry in entries
    )


def draft_of(entry: PrinterEntry, words: Words) -> PrinterDraft:
    """The entry as the set-up begins with it."""
    return PrinterDraft(
        entry.id,
        entry.kind,
        entry.address,
        entry.width_dots,
        entry.route,
        name_of(entry, words),
        entry.roles,
        entry.drawer,
    )


def entry_of(draft: PrinterDraft, printer_id: str) -> PrinterEntry:
    """What is kept of a finished set-up."""
    route = draft.route if draft.kind in REAL_KINDS else PICTURE
    return PrinterEntry(
        printer_id, draft.name, draft.kind, draft.address, draft.width_dots, route, draft.roles, draft.drawer
    )


def _row(entry: PrinterEntry, state: PrinterState | None, words: Words) -> PrinterRow:
    return PrinterRow(
        printer_id=entry.id,
        name=name_of(entry, words),
        kind=entry.kind,
        place=_place(entry, words),
        prints="" if entry.kind == "none" else _prints(entry, words),
        drawer=entry.drawer,
        state=None if state is None else one_status(state, words),
        trouble=_trouble(state, words),
        can_test=entry.kind != "none",
    )


def _place(entry: PrinterEntry, words: Words) -> str:
    """Its kind, but where its name says that already, its address and its paper."""
    parts = [kind_word(entry.kind, words, queue_system())] if entry.address or entry.name else []
    parts += [entry.address] if entry.address else []
    parts += [_paper(entry, words)] if entry.kind != "none" else []
    return reduce(lambda first, second: words("printer.pair", first=first, second=second), parts) if parts else ""


def _prints(entry: PrinterEntry, words: Words) -> str:
    roles = tuple(words(f"printer.role_{role}") for role in entry.roles)
    prints = words("printer.prints", roles=listed(roles, words)) if roles else words("printer.prints_nothing")
    return words("printer.pair", first=prints, second=words("printer.drawer_on")) if entry.drawer else prints


def _paper(entry: PrinterEntry, words: Words) -> str:
    paper = words("printer.paper_58" if entry.width_dots == WIDTH_58_MM else "printer.paper_80")
    route = words("printer.route_picture_short" if entry.route == PICTURE else f"printer.route_{entry.route}")
    return words("printer.paper_dots", paper=paper, dots=entry.width_dots, route=route)


def _trouble(state: PrinterState | None, words: Words) -> str:
    if state is None or not state.in_trouble or state.why is None:
        return ""
    return explain_error(state.why, words)
