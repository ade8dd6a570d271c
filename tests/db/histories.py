"""Random histories of a small shop, for properties: a few members, two tills, every kind of operation."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from loyalty.ledger import DEBT, SHOP, TALLY, Account, Entry, EntryReason, LotKey, Operation, OperationKind, Unit
from tests.db.made import BEGAN_MS, POINTS, REWARDS, STAMPS, day_of, earned, made_id, reversal, sale

MEMBER_IDS = (1_000, 2_000, 3_000)
DONATED = Account("cause", Unit.DONATION)
USED = Account("first", Unit.USE, "week")
_YEAR_MS = 366 * 86_400_000

_ACTIONS = st.tuples(
    st.sampled_from(["sale", "sale", "nobody", "spend", "undo", "cancel", "refund", "credit", "debt", "shared"]),
    st.sampled_from(MEMBER_IDS),
    st.sampled_from(["A", "B"]),
    st.integers(0, 40),
    st.integers(0, _YEAR_MS),
)


@st.composite
def histories(draw: st.DrawFn) -> list[Operation]:
    """Operations that may follow one another; times jump back and forth, as those of several tills do."""
    made: list[Operation] = []
    for action, member_id, till, amount, passed_ms in draw(st.lists(_ACTIONS, max_size=25)):
        each = _operation(made, action, member_id, amount)
        if each is None:
            continue
        at_ms = BEGAN_MS + passed_ms
        number = 1 + sum(before.till == till for before in made)
        made.append(replace(each, till=till, number=number, at_ms=at_ms, business_day=day_of(at_ms)))
    return made


def _operation(made: list[Operation], action: str, member_id: int, amount: int) -> Operation | None:
    number = len(made) + 1
    if action == "sale":
        return sale(number, member_id, ((STAMPS, 1 + amount % 12), (POINTS, amount)), bill=amount * 10)
    if action == "nobody":
        return sale(number, None)
    if action == "debt":
        entry = Entry(0, STAMPS, amount - 20, DEBT, EntryReason.TAKEN_BACK)
        return sale(number, member_id, entries=(entry,), counts_visit=0, bill=0)
    if action == "shared":
        return _shared(number, member_id, amount)
    if action == "spend":
        return _spending(made, number, member_id)
    return _acting_on_another(made, OperationKind(action), number, member_id, amount)


def _shared(number: int, member_id: int, amount: int) -> Operation:
    """A sale that also moves what the shop holds and what somebody else holds: a donation, a use, a friend's points."""
    friend = MEMBER_IDS[(MEMBER_IDS.index(member_id) + 1) % len(MEMBER_IDS)]
    whose = None if amount % 3 == 0 else member_id
    entries = (
        Entry(0, DONATED, amount, TALLY, EntryReason.DONATED, {"base": amount}, holder=SHOP),
        Entry(1, USED, 1, LotKey(made_id(number), 1), EntryReason.USED, {}, day_of(BEGAN_MS), holder=SHOP),
        Entry(2, POINTS, 5 + amount, LotKey(made_id(number), 2), EntryReason.REFERRAL_REWARDED, holder=friend),
    )
    return sale(number, whose, entries=entries)


def _spending(made: list[Operation], number: int, member_id: int) -> Operation | None:
    """A sale that uses up the oldest lots of stamps and opens a reward."""
    opened = [
        entry
        for each in made
        for entry in each.entries
        if entry.holder_in(each.member_id) == member_id
        if entry.account == STAMPS and entry.delta > 0 and entry.lot.operation_id == each.id
    ]
    taken = [
        Entry(position, STAMPS, -entry.delta, entry.lot, EntryReason.CARD_FILLED)
        for position, entry in enumerate(opened[:3], start=1)
    ]
    return sale(number, member_id, entries=(*earned(made_id(number), ((REWARDS, 1),)), *taken)) if taken else None


def _acting_on_another(
    made: list[Operation], kind: OperationKind, number: int, member_id: int, pick: int
) -> Operation | None:
    wanted = [each for each in made if (each.kind is OperationKind.SALE) and not _acted_on(made, each, kind)]
    wanted = [each for each in wanted if (each.member_id is None) == (kind is OperationKind.CREDIT)]
    if not wanted:
        return None
    original = wanted[pick % len(wanted)]
    if kind is OperationKind.CREDIT:
        return sale(number, member_id, kind=kind, reverses=original.id)
    return reversal(number, original, kind)


def _acted_on(made: list[Operation], original: Operation, kind: OperationKind) -> bool:
    if kind is OperationKind.CREDIT:
        return any(each.reverses == original.id and each.kind is kind for each in made)
    return any(each.reverses == original.id and each.kind is not OperationKind.CREDIT for each in made)
