"""What the screen of earlier sales shows: plain frozen facts with finished texts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SaleRow:
    """One operation of the list. `day` is shown where it differs from the row above; `state` is "" or a short badge.

    `state_kind` colours the badge: "info", "warn", "danger" or "".
    """

    operation_id: str
    day: str
    time: str
    slip_number: str
    member: str
    text: str
    amount: str
    state: str = ""
    state_kind: str = ""


@dataclass(frozen=True, slots=True)
class SalesPage:
    """Rows, newest first, that follow the cursor `after`; `next` is None at the end.

    `find` is what was looked for: a page for an older text is dropped.
    """

    rows: tuple[SaleRow, ...]
    after: object = None
    next: object = None
    find: str = ""


@dataclass(frozen=True, slots=True)
class SaleLine:
    """One line of a sale: "拿鐵 × 2", "NT$ 240", a note such as "集點卡兌換"."""

    text: str
    amount: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ReversalRow:
    """What was already taken back of this sale: when, what, how much, each entry explained."""

    when: str
    title: str
    amount: str
    explanations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """One action on the open sale: whether it may be wished for, and if not, the sentence that says why."""

    possible: bool = False
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """A line of which units can go back: its index in the sale, its name, and how many units are left."""

    index: int
    name: str
    left: int


@dataclass(frozen=True, slots=True)
class OpenSale:
    """One sale in full. `sums` are rows such as ("折扣", "− NT$ 32"); the last one is what was to pay.

    `refund_left` is what could still be given back and how much of it is money, as shown ("NT$ 288"), `returnable` the
    lines to choose from.
    `notes` are sentences: the codes typed, the reason given.
    """

    operation_id: str
    slip_number: str
    when: str
    kind: str
    member: str
    lines: tuple[SaleLine, ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    tenders: tuple[tuple[str, str], ...] = ()
    explanations: tuple[str, ...] = ()
    reversals: tuple[ReversalRow, ...] = ()
    refund_left: str = ""
    cancel: ActionFacts = ActionFacts()
    refund: ActionFacts = ActionFacts()
    credit: ActionFacts = ActionFacts()
    print_again: ActionFacts = ActionFacts(possible=True)
    returnable: tuple[ReturnLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReversalPreview:
    """What a cancel, refund or credit will do, before it is done. `action` is "cancel", "refund" or "credit".

    `effects` are sentences; `warning` one that needs to be seen ("點數會變成 −3"); `refusal` says why it cannot be.
    `confirm` is the text of the second button ("退款 NT$ 120"), with the money that is handed over; `beside` says what
    else becomes of the value ("另有 NT$ 80 退回餘額").
    """

    action: str
    title: str
    effects: tuple[str, ...] = ()
    warning: str = ""
    refusal: str = ""
    confirm: str = ""
    beside: str = ""


@dataclass(frozen=True, slots=True)
class MemberChoice:
    """A member who could be given the sale: id, name and masked phone."""

    member_id: int
    name: str
    phone: str
