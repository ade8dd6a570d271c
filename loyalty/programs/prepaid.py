"""Prepaid items (寄杯): ten lattes are paid at once and taken one by one; some more may be given on top."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from loyalty import expiry, wallets
from loyalty.conditions import CODE_FIELDS, LineFilter
from loyalty.ledger import Account, EntryReason, Unit
from loyalty.money import Currency, floor_ratio, format_money
from loyalty.outcome import RewardKind
from loyalty.phrases import listed, named
from loyalty.plans import PayOut, Plan, PlanPart
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, whole
from loyalty.refusals import Refusal, RefusalReason
from loyalty.rewards import RewardTerms
from loyalty.situation import Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _field(name: str, kind: FieldKind, default: object, **more: Any) -> Field:
    return Field(name, kind, default, noun="prepaid", section="earning", **more)


ITEM_FIELDS = (
    _field("id", FieldKind.TEXT, "", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", maximum=60, required=True),
    _field("products", FieldKind.TEXTS, (), maximum=50, suggest="products"),
    _field("categories", FieldKind.TEXTS, (), maximum=50, suggest="categories"),
    _field("units", FieldKind.WHOLE_NUMBER, 10, minimum=1, maximum=999),
    _field("price", FieldKind.AMOUNT, 500, minimum=1, maximum=999_999),
    _field("bonus", FieldKind.WHOLE_NUMBER, 0, maximum=999),
)
_MOST_AT_ONCE = 9

Row = Mapping[str, Any]


class Prepaid(PlainKind):
    """Units of an item, each free when it is taken; what was paid never ends, what was given on top may."""

    name = "prepaid"
    fields = (
        _field("items", FieldKind.ROWS, (), maximum=30, required=True, parts=ITEM_FIELDS),
        _field("earns", FieldKind.YES_NO, False),
        wallets.FEE_FIELD,
        *CODE_FIELDS,
        *wallets.GIFT_EXPIRY_FIELDS,
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Each row has its own id, without a stroke, and says what it is good for."""
        seen: set[object] = set()
        for index, row in enumerate(terms["items"]):
            if row["id"] in seen:
                return malformed(f"{place}.items[{index}].id", "used_twice")
            if "/" in row["id"]:
                return malformed(f"{place}.items[{index}].id", "not_text")
            if not row["products"] and not row["categories"]:
                return malformed(f"{place}.items[{index}].products", "empty")
            seen.add(row["id"])
        return None

    def accounts(self, programme: Programme) -> tuple[Account, ...]:
        """For each item the units paid for, and those given on top where there are such."""
        found: list[Account] = []
        for row in rows(programme, "items"):
            found.append(_paid(programme, row))
            if row["bonus"]:
                found.append(_bonus(programme, row))
        return tuple(found)

    def plans(self, programme: Programme, situation: Situation) -> tuple[Plan, ...]:
        """Each item, by the number of units that its row names."""
        if programme.stopped:
            return ()
        ends = expiry.last_day(programme.terms, situation.day)
        found = []
        for row in rows(programme, "items"):
            parts = [PlanPart(_paid(programme, row), row["units"])]
            if row["bonus"]:
                parts.append(PlanPart(_bonus(programme, row), row["bonus"], EntryReason.BONUS, ends))
            plan_id = f"{programme.id}:{row['id']}"
            earns = bool(programme.terms["earns"])
            found.append(Plan(plan_id, row["title"], row["price"], tuple(parts), most=_MOST_AT_ONCE, earns=earns))
        return tuple(found)

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """One unit of each item that waits, also of those that are no longer sold."""
        return tuple(
            _taken(programme, row)
            for row in _known_rows(programme)
            if wallets.held(situation.balances, _paid(programme, row), _bonus(programme, row))
        )

    def how_far(self, programme: Programme, reward: RewardTerms, balances: Mapping[Account, int]) -> Refusal:
        """There is no unit left."""
        return Refusal(RefusalReason.WALLET_EMPTY, {"programme": reward.title})

    def pay_out(self, programme: Programme, situation: Situation) -> PayOut | None:
        """The units paid for and not taken, each for its share of the price of its day, less the fee."""
        gross, paid, withdrawn = 0, {}, {}
        for row in _known_rows(programme):
            account, bonus = _paid(programme, row), situation.held(_bonus(programme, row))
            left = situation.held(account) + min(0, bonus)
            if left <= 0:
                continue
            gross += _worth(programme, row, left, situation)
            paid[account], withdrawn[_bonus(programme, row)] = left, max(0, bonus)
        if not gross:
            return None
        money = wallets.after_fee(gross, whole(programme, "fee_percent"))
        return PayOut(money, gross - money, paid, withdrawn)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What can be prepaid at which price, and what goes back."""
        said = [named([_row_said(row, currency, words) for row in rows(programme, "items")], words)]
        ends = wallets.ends(programme.terms, words)
        if ends and any(row["bonus"] for row in rows(programme, "items")):
            said.append(words("prepaid.sentence_ends", ends=ends))
        said.append(wallets.fee_said(whole(programme, "fee_percent"), words))
        return words("prepaid.sentence", said=listed(said, words))

    def next_step(self, programme: Programme, balances: Mapping[Account, int], words: Words) -> str:
        """How many of each item are left to take."""
        waiting = [
            (row["title"], wallets.held(balances, _paid(programme, row), _bonus(programme, row)))
            for row in _known_rows(programme)
        ]
        return named([words("prepaid.next", title=title, count=left) for title, left in waiting if left], words)


def _paid(programme: Programme, row: Row) -> Account:
    return Account(programme.id, Unit.ITEM, row["id"])


def _bonus(programme: Programme, row: Row) -> Account:
    return Account(programme.id, Unit.ITEM, f"{row['id']}/bonus")


def _known_rows(programme: Programme) -> Iterator[Row]:
    """Every item ever sold, as it was described last."""
    seen: set[str] = set()
    for version in (programme, *reversed(programme.earlier)):
        for row in rows(version, "items"):
            if row["id"] not in seen:
                seen.add(row["id"])
                yield row


def _taken(programme: Programme, row: Row) -> RewardTerms:
    return RewardTerms(
        id=f"{programme.id}:take-{row['id']}",
        account=_paid(programme, row),
        also=(_bonus(programme, row),),
        kind=RewardKind.FREE_ITEM,
        title=row["title"],
        price=1,
        lines=LineFilter(tuple(row["categories"]), tuple(row["products"])),
    )


def _worth(programme: Programme, row: Row, units: int, situation: Situation) -> int:
    """What so many units cost: of each lot its share of the price of the day it was bought, rounded down."""
    worth, account = 0, _paid(programme, row)
    lots = [lot for lot in situation.standing.lots if lot.account == account and lot.left > 0]
    for lot in sorted(lots, key=lambda each: (each.earned_at_ms, each.key)):
        version = programme.as_of(situation.shop.calendar.business_day(lot.earned_at_ms))
        sold = next((each for each in rows(version, "items") if each["id"] == row["id"]), row)
        counted = min(units, lot.left)
        worth += floor_ratio(sold["price"], counted, sold["units"])
        units -= counted
    return worth


def _row_said(row: Row, currency: Currency, words: Words) -> str:
    key = "prepaid.sentence_row_bonus" if row["bonus"] else "prepaid.sentence_row"
    price = format_money(row["price"], currency)
    return words(key, title=row["title"], units=row["units"], price=price, bonus=row["bonus"])
