"""What the printers' state is called on the screen: the status line's words, and the bar of a slip in trouble. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop import describe
from desktop.print_state import TO_BE_TRIED, PrintersState, PrinterState
from desktop.till import PrinterEntry
from loyalty.calendar import ShopCalendar
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.words import Words
from ui.facts import MessageFacts, StatusItem

RETRY, ELSEWHERE, SKIP = "slip_retry", "slip_elsewhere", "slip_skip"
CAME_OUT, AGAIN = "slip_came_out", "slip_again"
# More of a name than this is left out of the bar's sentence, in its middle; the tip has it whole. A letter of ASCII
# counts one, any other two.
NAME_MOST = 20
_SHORT = {
    "printer_paper_out": "paper_out",
    "printer_cover_open": "cover_open",
    "printer_faulty": "faulty",
    "printer_stuck": "faulty",
    "printer_offline": "offline",
    "printer_unreachable": "missing",
    "printer_port_missing": "missing",
    "printer_usb_missing": "missing",
    "printer_queue_missing": "missing",
    "printer_refused": "refused",
    "printer_busy": "busy",
    "printer_port_busy": "busy",
    "printer_usb_busy": "busy",
    "printer_silent": "silent",
    "printer_timeout": "silent",
    "printer_port_forbidden": "forbidden",
    "printer_usb_forbidden": "forbidden",
    "printer_queue_stopped": "stopped",
    "printer_queue_refused": "stopped",
    "printer_queues_unavailable": "stopped",
    "printer_file_unwritable": "unwritable",
    "printer_folder_unwritable": "unwritable",
}


@dataclass(frozen=True)
class Question:
    """A slip in trouble as it is shown: which slip, of which printer, and the printer that could print it instead."""

    bar: MessageFacts
    job_id: str
    printer: str
    instead: str = ""


def printer_name(entry: PrinterEntry, words: Words) -> str:
    """What the owner calls a printer."""
    return entry.name or words("status.printer_unnamed")


def no_printer(words: Words) -> MessageFacts:
    """To whoever wants paper of a till that has none."""
    return MessageFacts(words("prints.no_printer"), "warn")


def status_item(state: PrintersState, words: Words) -> StatusItem:
    """The printers' part of the status line: the worst first, and how many more need somebody."""
    printers = [each for each in state.worst_first() if each.entry.kind != "none"]
    if not printers:
        return StatusItem(words("status.printer_none"))
    worst = printers[0]
    item = one_status(worst, words)
    if len(printers) == 1 and not worst.in_trouble:
        return item
    if all(_is_ready(each) for each in printers):
        return StatusItem(words("status.printers_ready", count=len(printers)))
    text = words("status.printer_named", printer=printer_name(worst.entry, words), text=item.text)
    others = sum(each.in_trouble for each in printers[1:])
    if others:
        text = words("status.printer_more", text=text, count=others)
    return StatusItem(text, item.level)


def one_status(state: PrinterState, words: Words) -> StatusItem:
    """One printer in a few words: what keeps it, what it does, or that it is ready."""
    queue, kind = state.queue, state.entry.kind
    if state.troubled is not None and not state.failed:
        if state.problem is None:
            return StatusItem(words("status.printer_asks"), "warn")
        return StatusItem(words("status.printer_asks_and", why=_in_short(state, words)), "warn")
    if state.in_trouble:
        why, open_slips = _in_short(state, words), queue.waiting + state.failed
        return StatusItem(words("status.printer_stopped", why=why, count=open_slips) if open_slips else why, "danger")
    if state.still:
        return StatusItem(words("status.printer_still"), "warn")
    if queue.sending or queue.waiting:
        return StatusItem(words("status.printer_busy", count=queue.sending + queue.waiting), "busy")
    if state.paper_low:
        return StatusItem(words("status.printer_low"), "warn")
    if state.untried:
        return StatusItem(words("status.printer_untried"), "busy")
    return StatusItem(words("status.printer_ready" if kind in TO_BE_TRIED else f"status.printer_{kind}"))


def in_short(problem: KnownError | None, words: Words) -> str:
    """What keeps a printer, in a word or two."""
    why = "other" if problem is None else _SHORT.get(problem.key, "other")
    return words(f"status.why_{why}")


def question(state: PrintersState, words: Words, calendar: ShopCalendar, now_ms: int) -> Question | None:
    """The bar of the slip that needs somebody first, which it names; None when none does.

    A slip in doubt comes first, for only an answer lets its printer go on; then what waits longest.
    """
    worst = min((each for each in state.printers if each.troubled is not None), key=_turn, default=None)
    if worst is None or worst.troubled is None:
        return None
    several = len(state.printers) > 1
    whole, short = (
        _sentence(worst, words, _told(worst, words, calendar, now_ms, most), several, most)
        for most in (None, NAME_MOST)
    )
    instead = None if not worst.failed else _instead(state, worst)
    bar = replace(_ways_out(worst, instead, words), text=short, tip="" if whole == short else whole)
    return Question(bar, worst.troubled.id, worst.entry.id, "" if instead is None else instead.id)


def _told(state: PrinterState, words: Words, calendar: ShopCalendar, now_ms: int, most: int | None) -> str:
    """The slip in trouble: "單號 A-000123（王小美，14:32）"; what it is too where that is no receipt."""
    job, belongs = state.troubled, state.queue.belongs
    if job is None:
        return ""
    known = f"prints.slip_{job.slip}"
    slip = words(known if words.has(known) else "prints.slip_other")
    if belongs.number:
        kind_too = job.slip not in ("receipt", "reversal")
        key = "desk.slip_kind_numbered" if kind_too else "desk.slip_numbered"
        slip = words(key, number=belongs.number, **({"kind": slip} if kind_too else {}))
    local, today = calendar.local(job.created_at_ms), calendar.local(now_ms).date()
    time = f"{local:%H:%M}"
    when = time if local.date() == today else words("desk.slip_when", day=describe.short_day(local), time=time)
    if belongs.member is not None:
        who = describe.shortened(describe.member_title(belongs.member, words), most)
        when = words("desk.slip_who", who=who, when=when)
    return words("desk.slip_told", slip=slip, about=when)


def _sentence(worst: PrinterState, words: Words, slip: str, several: bool, most: int | None) -> str:
    """What happened to the slip, on which printer when there are several, and how many wait behind it."""
    facts = {"slip": slip}
    if several:
        facts["printer"] = describe.shortened(printer_name(worst.entry, words), most)
    if not worst.failed:
        return _with_those_behind(_doubt(worst, words, facts), worst, words)
    facts["why"] = "" if worst.why is None else explain_error(worst.why, words)
    text = words("desk.slip_failed_at" if several else "desk.slip_failed", **facts)
    text = words("desk.slip_by_itself", text=text)
    return _with_those_behind(text, worst, words)


def _doubt(worst: PrinterState, words: Words, facts: dict[str, str]) -> str:
    """What cut the slip short where that is known, and what to do as long as the printer is not well again."""
    met, now = _trouble_of(worst.queue.problem, words), _trouble_of(worst.problem, words)
    several, remedy = "printer" in facts, now or ("" if worst.works else met)
    facts["what"] = words(f"desk.cut_short_{met}" if met else "desk.cut_short")
    if remedy:
        facts["remedy"] = words(f"desk.remedy_{remedy}")
        return words("desk.slip_in_doubt_now_at" if several else "desk.slip_in_doubt_now", **facts)
    return words("desk.slip_in_doubt_at" if several else "desk.slip_in_doubt", **facts)


def _trouble_of(problem: KnownError | None, words: Words) -> str:
    """The trouble's name in the words of a slip cut short; "" for one that has none there."""
    name = "" if problem is None else problem.key.removeprefix("printer_")
    return name if words.has(f"desk.cut_short_{name}") else ""


def _with_those_behind(text: str, worst: PrinterState, words: Words) -> str:
    return words("desk.slips_behind", text=text, count=worst.queue.waiting) if worst.queue.waiting else text


def _ways_out(worst: PrinterState, instead: PrinterEntry | None, words: Words) -> MessageFacts:
    """The bar's buttons."""
    if not worst.failed:
        return MessageFacts("", "warn", words("desk.came_out"), CAME_OUT, "", words("desk.print_once_more"), AGAIN)
    return MessageFacts(
        "",
        "danger",
        words("desk.retry"),
        RETRY,
        other_label=words("desk.without_paper"),
        other_id=SKIP,
        more_label=""
        if instead is None
        else words("desk.print_elsewhere", printer=describe.shortened(printer_name(instead, words), NAME_MOST)),
        more_id="" if instead is None else ELSEWHERE,
    )


def _turn(state: PrinterState) -> tuple[bool, int]:
    return state.failed, 0 if state.troubled is None else state.troubled.created_at_ms


def _instead(state: PrintersState, worst: PrinterState) -> PrinterEntry | None:
    """Another printer that can take over: one that is well before one that is not known to be."""
    others = [
        each
        for each in state.printers
        if each.entry.id != worst.entry.id and each.entry.kind != "none" and not each.in_trouble
    ]
    others.sort(key=lambda each: not each.works)
    return others[0].entry if others else None


def _is_ready(state: PrinterState) -> bool:
    queue = state.queue
    return not (state.in_trouble or state.still or queue.waiting or queue.sending or state.paper_low or state.untried)


def _in_short(state: PrinterState, words: Words) -> str:
    return in_short(state.why, words)
