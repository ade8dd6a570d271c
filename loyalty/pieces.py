"""How much of a sale one refund takes back: by amount, by lines, or all that is left; exact over any pieces."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate

from loyalty.detail import read_detail
from loyalty.ledger import Account, Operation
from loyalty.money import floor_ratio, largest_remainder
from loyalty.outcome import PricedLine
from loyalty.paid_shares import shares_of
from loyalty.refusals import Refusal, RefusalReason

# What a reversal's detail remembers of the money that was kept for what had been spent.
DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True)
class Piece:
    """How much of a sale is refunded when this piece is through.

    `goods` is (refunded, value) of the goods, in units where they cost nothing and lines go back; `for_later` that of
    each line of what was bought for later, by its index; `earning` that of all that earned: the goods, and what was
    bought for later and earns like goods. `bill` is the money of this piece alone, 0 or less. `units` are its stamped
    units. `wallets` is what each account that paid has got back when it is through. `detail` is what the
    refund's operation remembers. `lines` are, of a piece by lines, the returned units of each line of goods, by its
    index: (before this piece, with it). `gone`, while all pieces went by lines, is what share of each line went back.
    `bases` is the money of each line that earned, `kept` what share of it is left.
    """

    goods: tuple[int, int]
    earning: tuple[int, int]
    for_later: Mapping[int, tuple[int, int]]
    complete: bool
    bill: int
    units: int | None
    wallets: Mapping[Account, int]
    detail: Mapping[str, object]
    lines: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    gone: Mapping[int, Fraction] = field(default_factory=dict)
    bases: Mapping[int, int] = field(default_factory=dict)
    kept: Mapping[int, Fraction] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """What is left of the goods' value."""
        return self.goods[1] - self.goods[0]


def value_of(original: Operation) -> int:
    """What the sale's lines cost after discounts, however they were paid."""
    lines = read_detail(original.detail).lines
    return sum(line.net for line in lines) if lines else original.bill


def refunded_of(refunds: Iterable[Operation]) -> int:
    """How much of a sale's value these refunds gave back together."""
    return sum(returned_by(each.bill, each.detail) for each in refunds)


def returned_by(bill: int, detail: Mapping[str, object]) -> int:
    """How much of the sale's value one operation with this bill and detail takes back, however it was paid."""
    return _remembered(bill, detail, "goods") + _remembered(bill, detail, "for_later")


def earning_share(original: Operation, detail: Mapping[str, object]) -> tuple[int, int]:
    """(refunded, value) of what the sale earned on, for one refund that remembers this detail: goods, and what was
    bought for later where that earns.
    """
    priced = read_detail(original.detail).lines
    plans = {index: line for index, line in enumerate(priced) if line.line.plan}
    value = value_of(original) - sum(line.net for line in plans.values() if not line.earns)
    noted, goods = detail.get("plans"), detail.get("goods")
    of_plans = noted if isinstance(noted, dict) else {}
    later = sum(of_plans.get(str(index), 0) for index, line in plans.items() if line.earns)
    return (goods if isinstance(goods, int) else 0) + later, value


def not_in_money(bill: int, detail: Mapping[str, object]) -> int:
    """How much of that goes back to the wallets and points that had paid, neither in money nor kept.

    A fee is kept, and the difference for what had been spent. What waits for a later piece, since no point is worth so
    little, is not counted before that piece brings it.
    """
    kept = sum(_remembered(bill, detail, name) for name in ("fee", "waiting", DIFFERENCE))
    return returned_by(bill, detail) + bill - kept


def kept_money(detail: Mapping[str, object]) -> dict[str, int]:
    """What a reversal kept: a "fee", the "difference" for what had been spent, what is "waiting" for a later piece."""
    amounts = {name: _remembered(0, detail, name) for name in ("fee", DIFFERENCE, "waiting")}
    return {name: amount for name, amount in amounts.items() if amount > 0}


def units_left(original: Operation, refunds: Sequence[Operation]) -> dict[int, int]:
    """How many units of each line, by its index, have not gone back line by line; what rewards added is left out."""
    lines = enumerate(read_detail(original.detail).lines)
    return {
        index: priced.line.quantity - sum(_noted(each, "lines", index) for each in refunds)
        for index, priced in lines
        if priced.reward_id is None
    }


def is_refunded_whole(original: Operation, refunds: Sequence[Operation]) -> bool:
    """Whether nothing is left to refund: all of the value, and all units of goods that cost nothing.

    A refund by amount that reaches the value takes such goods along; refunds by lines take what they name. Goods that
    have no price are left out beside goods that have one.
    """
    value = value_of(original)
    if not refunds or refunded_of(refunds) < value:
        return False
    by_amount = (at for at, each in enumerate(refunds, 1) if "lines" not in each.detail)
    if any(refunded_of(refunds[:at]) >= value for at in by_amount):
        return True
    priced = read_detail(original.detail).lines
    if not any(line.net for line in priced if not line.line.plan):
        returned, units = _units_of(priced, refunds, {})
        return returned == units
    left = units_left(original, refunds)
    return not any(count and priced[at].gross and not priced[at].net for at, count in left.items())


def _units_of(priced: Sequence[PricedLine], refunds: Iterable[Operation], lines: Mapping[int, int]) -> tuple[int, int]:
    """(returned, all) units of goods, when these lines go back after these refunds."""
    goods = {index: each.line.quantity for index, each in enumerate(priced) if not each.line.plan}
    before = sum(_noted(each, "lines", index) for each in refunds for index in goods)
    return before + sum(count for index, count in lines.items() if index in goods), sum(goods.values())


def _goods_back(refunds: Sequence[Operation], goods: int) -> list[int]:
    """How much of the goods' value had gone back after each refund, and with this one of so much."""
    return list(accumulate((*(_figure(each, "goods") for each in refunds), goods)))


def _figure(refund: Operation, name: str) -> int:
    return _remembered(refund.bill, refund.detail, name)


def _remembered(bill: int, detail: Mapping[str, object], name: str) -> int:
    """What a refund remembers; one that remembers nothing gave back money of goods alone."""
    found = detail.get(name, -bill if name == "goods" and "for_later" not in detail else 0)
    return found if isinstance(found, int) else 0


def piece_of(
    original: Operation,
    refunds: Sequence[Operation],
    amount: int | None,
    units: int | None = None,
    lines: Mapping[int, int] | None = None,
    fees: Mapping[str, int] | None = None,
) -> Piece | Refusal:
    """The piece of a refund by amount, by lines, or (None) of all that is left.

    `fees` are the percents that each programme keeps of the money for what was bought for later.
    """
    recorded = read_detail(original.detail)
    values = {index: line.net for index, line in enumerate(recorded.lines) if line.line.plan}
    before = {index: sum(_noted(each, "plans", index) for each in refunds) for index in values}
    goods_value = value_of(original) - sum(values.values())
    goods_before = sum(_figure(each, "goods") for each in refunds)
    goods_left = goods_value - goods_before
    left = goods_left + sum(values.values()) - sum(before.values())
    if lines is not None:
        by_lines = _by_lines(recorded.lines, refunds, lines)
        if isinstance(by_lines, Refusal):
            return by_lines
        goods, later, units = by_lines
        goods = min(goods, goods_left)
        later = {index: min(money, values[index] - before[index]) for index, money in later.items()}
    else:
        refusal = _money_refusal(left if amount is None else amount, left, amount)
        if refusal is not None:
            return refusal
        weights = (goods_left, *(values[index] - before[index] for index in values))
        goods, *of_later = largest_remainder(left if amount is None else amount, weights)
        later = dict(zip(values, of_later, strict=True))
    money = goods_before + goods + sum(before.values()) + sum(later.values())
    shares = shares_of(original, _goods_back(refunds, goods), goods_value)
    for_later = {index: (before[index] + later.get(index, 0), value) for index, value in values.items()}
    fee = _fee(recorded.lines, for_later, fees or {})
    # What was kept for something spent is not owed to the customer in a later piece.
    before_this = sum(each.bill - _figure(each, DIFFERENCE) for each in refunds)
    bill = fee - shares.money - (money - goods_before - goods) - before_this
    fee -= sum(_figure(each, "fee") for each in refunds)
    waiting = shares.waiting - sum(_figure(each, "waiting") for each in refunds)
    of_goods = (goods_before + goods, goods_value)
    if goods_value == 0 and lines is not None:
        of_goods = _units_of(recorded.lines, refunds, lines)
    earning = [of_goods, *(for_later[at] for at in values if recorded.lines[at].earns)]
    return Piece(
        goods=of_goods,
        earning=(sum(refunded for refunded, _ in earning), sum(value for _, value in earning)),
        for_later=for_later,
        complete=goods + sum(later.values()) == left,
        bill=bill,
        units=units,
        wallets=shares.accounts,
        detail=_detail(goods, later if values else None, lines, fee, waiting),
        lines={} if lines is None else _returned(recorded.lines, refunds, lines),
        gone={} if lines is None else _gone(recorded.lines, refunds, lines),
        bases={index: line.base for index, line in enumerate(recorded.lines)},
        kept=_kept(recorded.lines, refunds, lines, goods, goods_value, for_later),
    )


def _detail(
    goods: int, later: Mapping[int, int] | None, lines: Mapping[int, int] | None, fee: int, waiting: int
) -> dict[str, object]:
    """What the refund's operation remembers; what it does not touch is left out."""
    detail: dict[str, object] = {"goods": goods}
    if later is not None:
        detail["for_later"] = sum(later.values())
        detail["plans"] = {str(index): money for index, money in sorted(later.items()) if money}
    if lines is not None:
        detail["lines"] = {str(index): count for index, count in sorted(lines.items())}
    if fee:
        detail["fee"] = fee
    if waiting:
        detail["waiting"] = waiting
    return detail


def _fee(lines: Sequence[PricedLine], for_later: Mapping[int, tuple[int, int]], fees: Mapping[str, int]) -> int:
    """What is kept of all that went back for what was bought for later; rounded down, in the customer's favour."""
    shares = ((fees.get(lines[at].line.plan.rpartition(":")[0], 0), back) for at, (back, _) in for_later.items())
    return sum(floor_ratio(back, percent, 100) for percent, back in shares)


def _kept(
    priced: Sequence[PricedLine],
    refunds: Sequence[Operation],
    lines: Mapping[int, int] | None,
    goods: int,
    goods_value: int,
    for_later: Mapping[int, tuple[int, int]],
) -> dict[int, Fraction]:
    """What is left of each line when this piece is through; money given back by amount lessens all goods alike."""
    rest, alike = goods_value, Fraction(1)
    pieces = [(_figure(each, "goods"), "lines" in each.detail) for each in refunds]
    for money, by_lines in (*pieces, (goods, lines is not None)):
        if rest > 0 and not by_lines:
            alike *= Fraction(max(0, rest - money), rest)
        rest -= money
    found = {index: Fraction(value - refunded, value or 1) for index, (refunded, value) in for_later.items()}
    for index, line in enumerate(priced):
        if index not in for_later:
            back = sum(_noted(each, "lines", index) for each in refunds) + (lines or {}).get(index, 0)
            found[index] = alike * Fraction(max(0, line.line.quantity - back), line.line.quantity)
    return found


def _returned(
    priced: Sequence[PricedLine], refunds: Sequence[Operation], lines: Mapping[int, int]
) -> dict[int, tuple[int, int]]:
    """The units of goods that went back of each line, before this piece of some `lines` and with it."""
    goods = [index for index in sorted(lines) if not priced[index].line.plan]
    before = {index: sum(_noted(each, "lines", index) for each in refunds) for index in goods}
    return {index: (before[index], before[index] + lines[index]) for index in goods}


def _gone(priced: Sequence[PricedLine], refunds: Sequence[Operation], lines: Mapping[int, int]) -> dict[int, Fraction]:
    """What share of each line's units went back; {} once a piece went by an amount, of no line in particular.

    What a reward handed out besides is nobody's line to give back: it is gone with the last of the others.
    """
    if any("lines" not in each.detail for each in refunds):
        return {}
    back = {at: lines.get(at, 0) + sum(_noted(each, "lines", at) for each in refunds) for at in range(len(priced))}
    gone = {at: Fraction(count, priced[at].line.quantity) for at, count in back.items()}
    kept = any(share < 1 and _is_counted(priced[at]) for at, share in gone.items())
    return {at: share if kept or priced[at].reward_id is None else Fraction(1) for at, share in gone.items()}


def _is_counted(priced: PricedLine) -> bool:
    """Whether a line is one of goods that had a price and were bought, whatever is left of it to pay."""
    return bool(priced.gross) and not priced.line.plan and priced.reward_id is None


def _money_refusal(money: int, left: int, amount: int | None) -> Refusal | None:
    if money < 0:
        return Refusal(RefusalReason.AMOUNT_IS_NEGATIVE)
    if money == 0 and amount is not None:
        return Refusal(RefusalReason.REFUND_NOTHING)
    if money > left:
        return Refusal(RefusalReason.REFUND_EXCEEDS_BILL, {"left": left})
    return None


def _by_lines(
    priced: Sequence[PricedLine], refunds: Sequence[Operation], lines: Mapping[int, int]
) -> tuple[int, dict[int, int], int] | Refusal:
    """(value of goods, value of each line bought for later, paid units) of some units of some lines; each line exact
    at its last."""
    goods, later, units = 0, {}, 0
    if not lines:
        return Refusal(RefusalReason.REFUND_NOTHING)
    for index, count in lines.items():
        if not 0 <= index < len(priced):
            return Refusal(RefusalReason.REFUND_NOTHING)
        line = priced[index]
        before = sum(_noted(each, "lines", index) for each in refunds)
        if count < 1 or before + count > line.line.quantity:
            return Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": line.line.quantity - before})
        share = floor_ratio(line.net, before + count, line.line.quantity)
        share -= floor_ratio(line.net, before, line.line.quantity)
        if line.line.plan:
            later[index] = share
        else:
            goods += share
            paid = line.line.quantity - line.free_units
            units += min(paid, before + count) - min(paid, before)
    return goods, later, units


def _noted(refund: Operation, name: str, index: int) -> int:
    """What a refund remembers of one line."""
    lines = refund.detail.get(name)
    return int(lines.get(str(index), 0)) if isinstance(lines, dict) else 0
