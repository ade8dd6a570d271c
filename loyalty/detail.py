"""An operation's `detail`: basket, choices, priced lines, balances before; JSON-ready, without personal data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.basket import Basket, Choices, Line, Tender
from loyalty.ledger import Account, Operation, OperationKind, account_of
from loyalty.outcome import Applied, Outcome, PricedLine

# What the undo of a credit remembers: its bill lessens what the member spent, and nobody gets money.
NO_MONEY = "no_money"


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a sale's detail holds besides the operation's own columns. `before` leaves out balances of 0."""

    lines: tuple[PricedLine, ...]
    choices: Choices
    applied: tuple[Applied, ...]
    before: Mapping[Account, int]
    counted_stamps: Mapping[str, int]
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()
    birthdays: frozenset[str] = frozenset()


def detail_of(basket: Basket, choices: Choices, outcome: Outcome) -> dict[str, object]:
    """The detail of a sale or credit. What is at its default is left out: a plain stamp stays small on the disk."""
    lines = [_line_out(priced) for priced in outcome.lines]
    detail: dict[str, object] = {"lines": lines} if lines else {}
    _put(detail, "rewards", dict(choices.rewards))
    _put(detail, "stamps", dict(choices.stamps))
    _put(detail, "tenders", [[each.name, each.amount, each.gives_change] for each in choices.tenders])
    _put(detail, "codes", list(choices.codes))
    _put(detail, "items", dict(choices.items))
    _put(detail, "notes", dict(choices.notes))
    if choices.begun_ms is not None:
        detail["begun"] = choices.begun_ms
    _put(detail, "applied", [_applied_out(each) for each in outcome.applied])
    before = sorted((account, amount) for account, amount in outcome.before.items() if amount)
    _put(detail, "before", [[account.programme_id, account.unit_text, amount] for account, amount in before])
    _put(detail, "counted", dict(outcome.counted_stamps))
    _put(detail, "statuses", sorted(outcome.statuses_before))
    if outcome.statuses_after != outcome.statuses_before:
        detail["statuses_after"] = sorted(outcome.statuses_after)
    _put(detail, "birthdays", sorted(outcome.birthdays))
    return detail


def _applied_out(applied: Applied) -> list[object]:
    out: list[object] = [applied.offer_id, applied.title, applied.times, applied.discount]
    if applied.cost:
        return [*out, applied.paid, list(applied.shares), applied.cost]
    if applied.shares:
        return [*out, applied.paid, list(applied.shares)]
    return [*out, applied.paid] if applied.paid else out


def _applied_in(raw: list[Any]) -> Applied:
    offer_id, title, times, discount, *more = raw
    paid, shares, cost = more + [0, [], 0][len(more) :]
    return Applied(offer_id, title, times, discount, paid, tuple(shares), cost)


def basket_of(detail: Mapping[str, object]) -> Basket:
    """The basket as it was entered, without what rewards added on top."""
    return Basket(tuple(priced.line for priced in _lines(detail) if priced.reward_id is None))


def choices_of(detail: Mapping[str, object]) -> Choices:
    """The cashier's choices."""
    raw: Mapping[str, Any] = detail
    tenders = tuple(Tender(name, amount, gives_change) for name, amount, gives_change in raw.get("tenders", ()))
    return Choices(
        rewards=dict(raw.get("rewards", {})),
        stamps=dict(raw.get("stamps", {})),
        tenders=tenders,
        codes=tuple(raw.get("codes", ())),
        items=dict(raw.get("items", {})),
        notes=dict(raw.get("notes", {})),
        begun_ms=raw.get("begun"),
    )


def read_detail(detail: Mapping[str, object]) -> Recorded:
    """All of it."""
    raw: Mapping[str, Any] = detail
    return Recorded(
        lines=_lines(detail),
        choices=choices_of(detail),
        applied=tuple(_applied_in(each) for each in raw.get("applied", ())),
        before=balances_before(detail),
        counted_stamps=dict(raw.get("counted", {})),
        statuses_before=frozenset(raw.get("statuses", ())),
        statuses_after=frozenset(raw.get("statuses_after", raw.get("statuses", ()))),
        birthdays=frozenset(raw.get("birthdays", ())),
    )


def balances_before(detail: Mapping[str, object]) -> dict[Account, int]:
    """The balances before the operation; those of 0 are left out."""
    raw: Mapping[str, Any] = detail
    return {account_of(programme_id, unit): amount for programme_id, unit, amount in raw.get("before", ())}


def _put(detail: dict[str, object], name: str, value: Mapping[str, object] | list[Any]) -> None:
    if value:
        detail[name] = value


def _line_out(priced: PricedLine) -> dict[str, object]:
    line = priced.line
    out: dict[str, object] = {"unit_price": line.unit_price}
    if line.quantity != 1:
        out["quantity"] = line.quantity
    if line.product_id is not None:
        out["product"] = line.product_id
    for name, value in (
        ("name", line.name),
        ("category", line.category),
        ("tags", list(line.tags)),
        ("plan", line.plan),
    ):
        if value:
            out[name] = value
    for name, figure in (
        ("discount", priced.discount),
        ("free_units", priced.free_units),
        ("unearning", priced.unearning),
    ):
        if figure:
            out[name] = figure
    if priced.reward_id is not None:
        out["reward"] = priced.reward_id
    if priced.earns:
        out["earns"] = True
    return out


def _lines(detail: Mapping[str, object]) -> tuple[PricedLine, ...]:
    raw: Mapping[str, Any] = detail
    return tuple(_line_in(each) for each in raw.get("lines", ()))


def _line_in(raw: Mapping[str, Any]) -> PricedLine:
    line = Line(
        unit_price=raw["unit_price"],
        quantity=raw.get("quantity", 1),
        product_id=raw.get("product"),
        name=raw.get("name", ""),
        category=raw.get("category", ""),
        tags=tuple(raw.get("tags", ())),
        plan=raw.get("plan", ""),
    )
    return PricedLine(
        line=line,
        discount=raw.get("discount", 0),
        free_units=raw.get("free_units", 0),
        reward_id=raw.get("reward"),
        unearning=raw.get("unearning", 0),
        earns=raw.get("earns", False),
    )


def moves_money(operation: Operation) -> bool:
    """Whether somebody paid or got the bill: a credit only tells whose a sale is, and so does its undo."""
    return operation.kind is not OperationKind.CREDIT and not operation.detail.get(NO_MONEY)
