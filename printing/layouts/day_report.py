"""The day's report: the money by tender, what was given and taken back, what the shop owes, the head of the ledger."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from loyalty.holdings import MONEY
from loyalty.ledger import Unit
from loyalty.money import format_money
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Row, Rule, Size, Text
from printing.layouts import parts

# Elsewhere these stand behind a number, with the word that Chinese counts them by.
_MEASURED = frozenset({Unit.REWARD, Unit.ITEM, Unit.COUPON})


@dataclass(frozen=True, slots=True)
class Movement:
    """What a programme gave and took of one unit on the day, both 0 or above, and what is owed more or less for it.

    `title` is the programme's name, `unit` what is counted; MONEY units are whole units of the currency.
    """

    title: str
    unit: Unit
    given: int = 0
    taken: int = 0
    owed: int = 0


@dataclass(frozen=True, slots=True)
class Redeemed:
    """A reward that was used so often; `cost` is what that cost the shop, 0 where it is not known."""

    title: str
    times: int
    cost: int = 0


@dataclass(frozen=True, slots=True)
class DayReportFacts:
    """The figures of one business day of one till; amounts are whole units of the shop's currency, all 0 or above.

    `local_time` is when it is printed, in the shop's zone. `tenders` are what each took in less what it gave back,
    which may be below 0. `money_back` went out for refunds, cancelled sales and pay-outs. `head` names the ledger's
    newest operation and its hash in short groups. `first_slip` and `last_slip` are "" of a day without any.
    """

    shop: ShopRules
    local_time: datetime
    day: date
    till: str
    sales: int = 0
    sales_money: int = 0
    tenders: tuple[tuple[str, int], ...] = ()
    refunds: int = 0
    cancelled: int = 0
    undone: int = 0
    pay_outs: int = 0
    money_back: int = 0
    discounts: tuple[tuple[str, int], ...] = ()
    top_ups: int = 0
    top_ups_paid: int = 0
    top_ups_bonus: int = 0
    wallets: tuple[tuple[str, int], ...] = ()
    movements: tuple[Movement, ...] = ()
    redeemed: tuple[Redeemed, ...] = ()
    new_members: int = 0
    first_slip: str = ""
    last_slip: str = ""
    head: str = ""
    practice: bool = False


def day_report(facts: DayReportFacts, words: Words) -> Document:
    """The report in the words' language; what did not happen on the day is left out."""
    blocks: list[Block] = [
        Text(facts.shop.name, Size.NORMAL, True, Align.CENTRE),
        Text(words("slip.title_day_report"), Size.LARGE, True, Align.CENTRE),
        Row(parts.day_text(facts.day, words), words("slip.till", till=facts.till), Size.NORMAL, True),
        Row(words("slip.printed_at"), parts.time_text(facts.local_time, words), Size.SMALL),
        *_slip_numbers(facts, words),
        Rule(),
        *_money(facts, words),
        *_given_back(facts, words),
        *_discounts(facts, words),
        *_wallets(facts, words),
        *_movements(facts, words),
        *_redeemed(facts, words),
        *_head(facts, words),
        Cut(),
    ]
    return parts.slip("day_report", blocks, facts.shop, words, facts.practice)


def _slip_numbers(facts: DayReportFacts, words: Words) -> list[Block]:
    if not facts.first_slip:
        return []
    both = words("slip.from_to", first=facts.first_slip, last=facts.last_slip)
    return [Row(words("slip.slip_numbers"), both, Size.SMALL)]


def _money(facts: DayReportFacts, words: Words) -> list[Block]:
    """What was sold, less what went back, is what was taken in; and of that what each tender holds: line by line."""
    currency = facts.shop.currency
    top_ups = Row(words("slip.day_top_ups", count=facts.top_ups), parts.figures(facts.top_ups_paid, currency))
    back = Row(words("slip.money_back"), parts.figures(-facts.money_back, currency))
    taken_in = parts.figures(facts.sales_money - facts.money_back, currency)
    return [
        Row(words("slip.day_sales", count=facts.sales), format_money(facts.sales_money, currency), Size.LARGE, True),
        *([replace(top_ups, size=Size.SMALL)] if facts.top_ups else []),
        *([back] if facts.money_back else []),
        *([Row(words("slip.day_taken_in"), taken_in, bold=True)] if facts.tenders or facts.money_back else []),
        *(Row(name, parts.figures(amount, currency)) for name, amount in facts.tenders),
        *([Row(words("slip.new_members"), f"{facts.new_members:,}")] if facts.new_members else []),
    ]


def _given_back(facts: DayReportFacts, words: Words) -> list[Block]:
    counts = [
        Row(words(f"slip.day_{name}"), f"{count:,}")
        for name, count in (
            ("refunds", facts.refunds),
            ("cancelled", facts.cancelled),
            ("undone", facts.undone),
            ("pay_outs", facts.pay_outs),
        )
        if count
    ]
    return [Rule(), *counts] if counts else []


def _discounts(facts: DayReportFacts, words: Words) -> list[Block]:
    if not facts.discounts:
        return []
    currency = facts.shop.currency
    total = sum(amount for _, amount in facts.discounts)
    return [
        Rule(),
        Row(words("slip.day_discounts"), parts.figures(total, currency), bold=True),
        *(Row(name, parts.figures(amount, currency), Size.SMALL) for name, amount in facts.discounts),
    ]


def _wallets(facts: DayReportFacts, words: Words) -> list[Block]:
    """What the shop gave on top of money taken in for later, and what such money paid today."""
    currency = facts.shop.currency
    blocks: list[Block] = []
    if facts.top_ups_bonus:
        blocks.append(Row(words("slip.day_bonus"), parts.figures(facts.top_ups_bonus, currency)))
    blocks += [
        Row(words("slip.day_wallet", name=name), parts.figures(amount, currency)) for name, amount in facts.wallets
    ]
    return [Rule(), *blocks] if blocks else []


def _movements(facts: DayReportFacts, words: Words) -> list[Block]:
    """Each programme's "+12 −4", and in money what the shop owes its members more than yesterday."""
    blocks: list[Block] = []
    for each in facts.movements:
        if each.given or each.taken:
            key = f"slip.day_unit_{each.unit}" if each.unit in _MEASURED else f"entry.unit_{each.unit}"
            unit = words(key)
            label = (
                each.title
                if unit.casefold() in each.title.casefold()
                else words("slip.of_unit", name=each.title, unit=unit)
            )
            blocks.append(Row(label, words("slip.given_taken", given=f"{each.given:,}", taken=f"{each.taken:,}")))
    owed = [each for each in facts.movements if each.owed and each.unit in MONEY]
    if owed:
        change = sum(each.owed for each in owed)
        said = f"{'+' if change > 0 else ''}{parts.figures(change, facts.shop.currency)}"
        blocks.append(Row(words("slip.day_owed"), said, bold=True))
    return [Rule(), *blocks] if blocks else []


def _redeemed(facts: DayReportFacts, words: Words) -> list[Block]:
    if not facts.redeemed:
        return []
    currency = facts.shop.currency
    cost = sum(each.cost for each in facts.redeemed)
    return [
        Rule(),
        *(Row(each.title, words("slip.times", count=each.times)) for each in facts.redeemed),
        *([Row(words("slip.day_cost"), parts.figures(cost, currency), Size.SMALL)] if cost else []),
    ]


def _head(facts: DayReportFacts, words: Words) -> list[Block]:
    if not facts.head:
        return []
    return [
        Rule(),
        Text(words("slip.ledger_head"), Size.SMALL, False, Align.CENTRE),
        Text(facts.head, Size.NORMAL, True, Align.CENTRE),
    ]
