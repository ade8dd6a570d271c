"""The report of a till's business day: what was sold, given, taken back and is owed, and the head of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from db import days, ledger, products
from db.store import Connection, Store
from desktop.operations import day_figures
from desktop.operations.context import ShopContext
from desktop.operations.day_figures import Day, Money
from desktop.operations.expiry import expiry_till
from loyalty.heads import head_text
from loyalty.ledger import Operation, OperationKind
from loyalty.shop import ShopRules
from printing.document import Document
from printing.layouts.day_report import DayReportFacts, Movement, Redeemed
from printing.layouts.day_report import day_report as layout

_HOUR_MS = 3_600_000
# A day of 23 or 25 hours, and one that began up to twelve hours earlier or later when its sales were made.
_ROOM_MS = 14 * _HOUR_MS


@dataclass(frozen=True)
class DayReport:
    """The figures of one business day of one till, in whole units of the shop's currency.

    `sales_money` less `money_back` is what the `tenders` hold together; what was undone on the day is in neither.
    `first_slip` and `last_slip` are "" of a day on which nothing was done; `head` is "" of an empty ledger.
    """

    day: date
    till: str
    money: Money
    discounts: tuple[tuple[str, int], ...]
    wallets: tuple[tuple[str, int], ...]
    top_ups: int
    top_ups_paid: int
    top_ups_bonus: int
    movements: tuple[Movement, ...]
    redeemed: tuple[Redeemed, ...]
    new_members: int
    first_slip: str
    last_slip: str
    head: str


def day_report(store: Store, context: ShopContext, day: date) -> DayReport:
    """The report of a business day, as the ledger knows it now; nothing is written."""
    with store.browse() as connection:
        joined = days.joined_on(connection, context.till, day)
        done = days.done_on(connection, context.till, day, *_times(day, context.shop))
        found = _day(connection, context, day, (*joined, *done))
        number, end = ledger.head(connection, context.till)
    sales = day_figures.kept_sales(found)
    count, paid, bonus = day_figures.top_ups(sales)
    numbered = sorted((each for each in found.operations if not _is_posted_again(each)), key=lambda each: each.number)
    return DayReport(
        day=day,
        till=context.till,
        money=day_figures.money(found, context),
        discounts=day_figures.discounts(sales, context),
        wallets=day_figures.wallets(sales, context),
        top_ups=count,
        top_ups_paid=paid,
        top_ups_bonus=bonus,
        movements=day_figures.movements(found, context),
        redeemed=day_figures.redeemed(sales, found, context),
        new_members=len(joined),
        first_slip=numbered[0].slip_number if numbered else "",
        last_slip=numbered[-1].slip_number if numbered else "",
        head=head_text(context.till, number, end) if number else "",
    )


def document(context: ShopContext, report: DayReport, at_ms: int) -> Document:
    """The slip of a report that is printed at `at_ms` (epoch milliseconds UTC), in the shop's language."""
    money, words = report.money, context.words
    facts = DayReportFacts(
        shop=context.shop,
        local_time=context.shop.calendar.local(at_ms),
        day=report.day,
        till=report.till,
        sales=money.sales,
        sales_money=money.sales_money,
        tenders=tuple((name or words("day_report.not_noted"), amount) for name, amount in money.tenders),
        refunds=money.refunds,
        cancelled=money.cancelled,
        undone=money.undone,
        pay_outs=money.pay_outs,
        money_back=money.money_back,
        discounts=report.discounts,
        top_ups=report.top_ups,
        top_ups_paid=report.top_ups_paid,
        top_ups_bonus=report.top_ups_bonus,
        wallets=report.wallets,
        movements=report.movements,
        redeemed=report.redeemed,
        new_members=report.new_members,
        first_slip=report.first_slip,
        last_slip=report.last_slip,
        head=report.head,
    )
    return layout(facts, words)


def _times(day: date, shop: ShopRules) -> tuple[int, int]:
    """From when to before when the day's operations were done, with room on both sides."""
    begins = datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=shop.calendar.day_starts_at_hour)
    begins_ms = int(begins.timestamp()) * 1000
    ahead = shop.calendar.local(begins_ms).utcoffset() or timedelta()
    start_ms = begins_ms - int(ahead.total_seconds()) * 1000
    return start_ms - _ROOM_MS, start_ms + 24 * _HOUR_MS + _ROOM_MS


def _day(connection: Connection, context: ShopContext, day: date, operations: tuple[Operation, ...]) -> Day:
    known = {each.id for each in operations}
    wanted = [each.reverses for each in operations if each.reverses is not None and each.reverses not in known]
    others = [found for each in wanted if (found := ledger.operation(connection, each)) is not None]
    undone = [each for each in operations if each.kind is OperationKind.UNDO and each.reverses not in known]
    later = [again for each in undone for again in ledger.reversals_of(connection, each.id)]
    catalogue = products.all_products(connection, retired=True)
    return Day(
        operations=operations,
        others={each.id: each for each in others},
        reopened=frozenset(each.reverses for each in later if each.reverses is not None),
        ended=days.ended_on(connection, expiry_till(context.till), day),
        products={product.id: product for product in catalogue},
    )


def _is_posted_again(operation: Operation) -> bool:
    """A sale that was corrected stands on its own day, with a number of the day of the correction."""
    return operation.kind is OperationKind.SALE and operation.reverses is not None
