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
    """One action on the open sale: whether it may be wished for, and if not, the sentence that says why. One that has
    no meaning for this sale is not shown.
    """

    possible: bool = False
    why_not: str = ""
    shown: bool = True


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
    edit: ActionFacts = ActionFacts(shown=False)
    reopen: ActionFacts = ActionFacts(shown=False)
    print_again: ActionFacts = ActionFacts(possible=True)
    returnable: tuple[ReturnLine, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReversalPreview:
    """What a change of a sale will do, before it is done. `action` is "cancel", "refund", "credit", "edit" or "reopen".

    `movements` are sentences, one for each balance that moves and why, where `effects` tell only what comes of them.
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
    movements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MemberChoice:
    """A member who could be given the sale: id, name and masked phone."""

    member_id: int
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class EditLine:
    """A line of the open sale: its index, its name ("" for a typed amount), units, price of one, the most units."""

    index: int
    name: str
    count: int
    unit_price: int
    most: int


@dataclass(frozen=True, slots=True)
class EditReward:
    """What was used on the open sale: its offer's id, its title, how often. `step` is how many go at once: all of what
    a wallet paid.
    """

    offer_id: str
    title: str
    count: int
    step: int = 1


@dataclass(frozen=True, slots=True)
class ProductChoice:
    """A product that can be added: id, name, price as shown, and the most units of it."""

    product_id: str
    name: str
    price: str
    most: int


@dataclass(frozen=True, slots=True)
class EditForm:
    """What the open sale is made of, to be put right."""

    operation_id: str
    member: str
    lines: tuple[EditLine, ...] = ()
    rewards: tuple[EditReward, ...] = ()
    products: tuple[ProductChoice, ...] = ()


@dataclass(frozen=True, slots=True)
class EditWish:
    """What the open sale should have been. `counts` are (index, units) of its lines, `amounts` (index, amount) of its
    typed amounts, `new_amount` one more of them or 0, `added` (product's id, units), `rewards` (offer's id, times).
    `handed_over` is whether it goes to `member`, None for a customer who is no member.
    """

    counts: tuple[tuple[int, int], ...] = ()
    amounts: tuple[tuple[int, int], ...] = ()
    new_amount: int = 0
    added: tuple[tuple[str, int], ...] = ()
    rewards: tuple[tuple[str, int], ...] = ()
    handed_over: bool = False
    member: MemberChoice | None = None
