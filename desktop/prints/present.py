"""Slips of the queue as the history shows them: finished texts. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from db.print_jobs import JobState, PrintJob
from desktop import describe
from desktop.operations.print_history import PrintedSlip
from desktop.operations.print_jobs import problem_of
from desktop.printers.present import name_of
from desktop.till import PrinterEntry, TillSettings
from loyalty.explain import explain_error
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.paper import WIDTH_58_MM
from ui.facts import ChipFacts, ChipKind
from ui.prints.facts import OpenPrint, PrintAction, PrintRow
from ui.settings.slip_facts import SLIPS

STATES_OF = {
    "all": (),
    "trouble": (JobState.FAILED, JobState.UNKNOWN),
    "open": (JobState.QUEUED, JobState.SENDING, JobState.FAILED, JobState.UNKNOWN),
    "printed": (JobState.SENT, JobState.CONFIRMED),
    "dropped": (JobState.DROPPED,),
}
_CHIPS: dict[JobState, tuple[ChipKind, str]] = {
    JobState.QUEUED: ("info", "clock"),
    JobState.SENDING: ("info", "printer"),
    JobState.SENT: ("plain", "check"),
    JobState.CONFIRMED: ("primary", "printer-check"),
    JobState.FAILED: ("danger", "circle-x"),
    JobState.UNKNOWN: ("warn", "triangle-alert"),
    JobState.DROPPED: ("plain", "x"),
}
_DONE = frozenset({JobState.SENT, JobState.CONFIRMED, JobState.DROPPED})
_SEEN_AS = {JobState.SENT: "as", JobState.CONFIRMED: "as", JobState.UNKNOWN: "in_doubt"}
_ACTIONS = {
    JobState.QUEUED: ("reroute", "drop"),
    JobState.SENDING: (),
    JobState.FAILED: ("retry", "reroute", "drop"),
    JobState.UNKNOWN: ("came_out", "retry", "reroute", "drop"),
}


@dataclass(frozen=True)
class Listed:
    """A slip and whether it is a second copy, which only its document tells."""

    printed: PrintedSlip
    second_copy: bool


@dataclass(frozen=True)
class Place:
    """Where a history is read: the shop, its till, the words of the screen, and now (epoch milliseconds UTC)."""

    shop: ShopRules
    till: TillSettings
    words: Words
    now_ms: int


def row(listed: Listed, place: Place) -> PrintRow:
    """One row of the list."""
    job, words = listed.printed.job, place.words
    local = place.shop.calendar.local(job.created_at_ms)
    operation, member = listed.printed.operation, listed.printed.member
    return PrintRow(
        job_id=job.id,
        day=_day(job.created_at_ms, place),
        time=f"{local:%H:%M}",
        slip=_title(listed, words),
        number="" if operation is None else operation.slip_number,
        whose="" if member is None else describe.member_title(member, words),
        printer=_printer(job, place),
        state=_chip(job.state, words),
    )


def opened(listed: Listed, place: Place) -> OpenPrint:
    """One slip whole, with what can be done with it."""
    job, words = listed.printed.job, place.words
    problem = problem_of(job)
    others = _others(job, place)
    return OpenPrint(
        job_id=job.id,
        title=_title(listed, words),
        state=_chip(job.state, words),
        about=words(f"prints.about_{job.state.value}"),
        why="" if problem is None else explain_error(problem, words),
        facts=tuple((words(f"prints.fact_{name}"), value) for name, value in _facts(listed, place) if value),
        actions=tuple(_action(name, job, others, words) for name in _names(job, others, place)),
        printers=others,
        picture_note=words(f"prints.picture_{_SEEN_AS.get(job.state, 'will')}"),
    )


def paper_of(job: PrintJob, till: TillSettings) -> tuple[int, str]:
    """How wide and by which route the slip was drawn, or would be by the printer that it waits for."""
    if job.width_dots:
        return job.width_dots, job.route
    entry = till.printer(job.printer) or till.printer_for(job.role)
    return (entry.width_dots, entry.route) if entry is not None else (WIDTH_58_MM, "picture")


def _title(listed: Listed, words: Words) -> str:
    slip = listed.printed.job.slip
    known = slip in SLIPS or slip == "test_page"
    name = words(f"prints.slip_{slip if known else 'other'}")
    return words("prints.second_copy", slip=name) if listed.second_copy else name


def _day(at_ms: int, place: Place) -> str:
    local, words = place.shop.calendar.local(at_ms), place.words
    day, today = local.date(), place.shop.calendar.local(place.now_ms).date()
    if day.year != today.year:
        return f"{day:%Y/%m/%d}"
    return words("desk.sales_day", month=day.month, day=f"{day:%d}", weekday=words(f"desk.weekday_{day.isoweekday()}"))


def _chip(state: JobState, words: Words) -> ChipFacts:
    kind, icon = _CHIPS[state]
    return ChipFacts(words(f"prints.state_{state.value}"), kind, icon)


def _printer(job: PrintJob, place: Place) -> str:
    """Who has it or had it; of one that waits for whoever does its work, who that is now."""
    entry = place.till.printer(job.printer)
    if entry is None and job.printer:
        return place.words("prints.printer_gone")
    if entry is None and job.state not in _DONE:
        entry = place.till.printer_for(job.role)
    return "" if entry is None else name_of(entry, place.words)


def _facts(listed: Listed, place: Place) -> tuple[tuple[str, str], ...]:
    job, words = listed.printed.job, place.words
    operation, member = listed.printed.operation, listed.printed.member
    return (
        ("time", _moment(job.created_at_ms, place)),
        ("number", "" if operation is None else operation.slip_number),
        ("whose", "" if member is None else describe.member_title(member, words)),
        ("printer", _printer(job, place)),
        ("paper", _paper(job, words)),
        ("tried", str(job.tried) if job.tried else ""),
        ("changed", _moment(job.changed_at_ms, place) if job.changed_at_ms > job.created_at_ms else ""),
    )


def _moment(at_ms: int, place: Place) -> str:
    local = place.shop.calendar.local(at_ms)
    return f"{describe.long_day(local.date(), place.words)} {local:%H:%M:%S}"


def _paper(job: PrintJob, words: Words) -> str:
    if not job.width_dots:
        return ""
    route = words("printer.route_picture_short" if job.route == "picture" else f"printer.route_{job.route}")
    paper = words("printer.paper_58" if job.width_dots == WIDTH_58_MM else "printer.paper_80")
    return words("printer.paper_dots", paper=paper, dots=job.width_dots, route=route)


def _others(job: PrintJob, place: Place) -> tuple[tuple[str, str], ...]:
    """The printers that may be chosen: for a second copy any, or by its work; for a slip that waits another one."""
    usable = [entry for entry in place.till.printers if entry.kind != "none"]
    if job.state in _DONE:
        by_work = [("", place.words("prints.printer_role"))] if len(usable) > 1 else []
        return (*by_work, *_named(usable if by_work else [], place.words))
    own = place.till.printer(job.printer) or place.till.printer_for(job.role)
    return _named([entry for entry in usable if own is None or entry.id != own.id], place.words)


def _named(entries: list[PrinterEntry], words: Words) -> tuple[tuple[str, str], ...]:
    return tuple((entry.id, name_of(entry, words)) for entry in entries)


def _names(job: PrintJob, others: tuple[tuple[str, str], ...], place: Place) -> tuple[str, ...]:
    if job.state in _DONE:
        return ("again",) if place.till.prints else ()
    return tuple(name for name in _ACTIONS[job.state] if others or name != "reroute")


def _action(name: str, job: PrintJob, others: tuple[tuple[str, str], ...], words: Words) -> PrintAction:
    if name == "reroute" and len(others) == 1:
        return PrintAction(name, words("desk.print_elsewhere", printer=others[0][1]))
    doubt = name == "retry" and job.state is JobState.UNKNOWN
    return PrintAction(name, words("prints.do_retry_doubt" if doubt else f"prints.do_{name}"))
