"""Tiers (銅銀金): levels reached by spending or by visits, each with its own discount, points and yearly benefits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import is_
from typing import Any

from loyalty.basket import Basket
from loyalty.benefits import benefit, fault, year_end
from loyalty.earning import PERCENT, Earning, Multiplier, Sold
from loyalty.ledger import Account, EntryReason, Standing, Unit
from loyalty.levels import BASES, VISIT, History, Holding, Ladder, Level, held, history_of, index_of, missing
from loyalty.money import Currency, format_money
from loyalty.outcome import RewardKind
from loyalty.phrases import listed, multiplied, percent_off
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, rows, whole
from loyalty.refusals import Refusal
from loyalty.rewards import RewardTerms
from loyalty.shop import ShopRules
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words

COLORS = ("plain", "bronze", "silver", "gold", "green", "blue")


def _field(name: str, kind: FieldKind, default: object, section: str = "earning", **more: Any) -> Field:
    return Field(name, kind, default, noun="tiers", section=section, **more)


LEVEL_FIELDS = (
    _field("id", FieldKind.TEXT, "", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", maximum=30, required=True),
    _field("color", FieldKind.CHOICE, "plain", choices=COLORS),
    _field("basis", FieldKind.CHOICE, "cumulative", choices=BASES),
    _field("threshold", FieldKind.WHOLE_NUMBER, 10_000, minimum=1, maximum=99_999_999),
    _field("discount", FieldKind.PERCENT, 0, maximum=99),
    _field("points", FieldKind.WHOLE_NUMBER, PERCENT, maximum=1_000),
)
BENEFIT_FIELDS = (
    _field("level", FieldKind.TEXT, "", "rewards", maximum=30, required=True, suggest="tiers"),
    _field("id", FieldKind.TEXT, "", "rewards", maximum=30, required=True),
    _field("title", FieldKind.TEXT, "", "rewards", maximum=60, required=True),
    _field("count", FieldKind.WHOLE_NUMBER, 1, "rewards", minimum=1, maximum=366),
    _field("cost", FieldKind.AMOUNT, 0, "rewards", maximum=999_999),
)


class Tiers(PlainKind):
    """Which level is held follows from what was spent; one given by hand is never fallen below."""

    name = "tiers"
    gives_statuses = True
    fields = (
        _field("levels", FieldKind.ROWS, (), maximum=10, required=True, parts=LEVEL_FIELDS),
        _field("benefits", FieldKind.ROWS, (), "rewards", maximum=30, parts=BENEFIT_FIELDS),
        _field("validity_days", FieldKind.WHOLE_NUMBER, 365, maximum=3_650),
        _field("grace_days", FieldKind.WHOLE_NUMBER, 30, maximum=366),
    )

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """Levels and benefits have ids of their own, and a benefit belongs to a level."""
        levels = [row["id"] for row in terms["levels"]]
        refusal = fault(terms["levels"], f"{place}.levels", ()) or fault(terms["benefits"], f"{place}.benefits", levels)
        if refusal is not None:
            return refusal
        for index, row in enumerate(terms["benefits"]):
            if row["level"] not in levels:
                return malformed(f"{place}.benefits[{index}].level", "unknown_reference", name=row["level"])
        return None

    def statuses(self, programme: Programme, situation: Situation) -> frozenset[str]:
        """The ids of the level held and of those below it."""
        if not situation.with_member:
            return frozenset()
        at = tier_of(programme, situation).index
        return frozenset(row["id"] for row in rows(programme, "levels")[: at + 1])

    def rewards(self, programme: Programme, situation: Situation) -> tuple[RewardTerms, ...]:
        """The discount of the level held, taken by itself, and its benefits, each so often a year."""
        level = _row_held(programme, situation)
        if level is None:
            return ()
        found = [_discount(programme, level)] if level["discount"] else []
        benefits = [row for row in rows(programme, "benefits") if row["level"] == level["id"]]
        if benefits:
            since = tier_of(programme, situation).since or situation.day
            ends = year_end(since, situation.day)
            found.extend(benefit(programme, row, ends) for row in benefits)
        return tuple(found)

    def multipliers(self, programme: Programme, situation: Situation) -> tuple[Multiplier, ...]:
        """The level's points, in every programme."""
        level = _row_held(programme, situation)
        return () if level is None or level["points"] == PERCENT else (Multiplier(level["points"]),)

    def earned(self, programme: Programme, sold: Sold, balances: Mapping[Account, int]) -> tuple[Earning, ...]:
        """The money that counts, a lot for each sale; and the visit, where a level counts visits."""
        situation = sold.situation
        if not situation.with_member:
            return ()
        counted = _counted(programme, sold)
        found = [Earning(_spend(programme), counted, EntryReason.SPENDING_COUNTED, {"base": counted})]
        if _counts_visits(programme) and _is_visit(situation):
            found.append(Earning(Account(programme.id, Unit.SPEND, VISIT), 1, EntryReason.VISIT_COUNTED))
        return tuple(found)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """The level and until when it holds, what keeps it, and how far it is to the next."""
        if not situation.with_member:
            return ()
        tier = tier_of(programme, situation)
        found = [_held_notice(programme, tier, situation.day)] if tier.index >= 0 else []
        found.extend(_far_notices(programme, tier, situation.day))
        return tuple(found)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """Each level with how it is reached and what it gives, and how long it holds."""
        benefits = rows(programme, "benefits")
        said = [
            _level_text(row, [each for each in benefits if each["level"] == row["id"]], currency, words)
            for row in rows(programme, "levels")
        ]
        levels = _one_after_the_other(said, words)
        if not whole(programme, "validity_days"):
            return words("tiers.sentence_ever", levels=levels)
        return words("tiers.sentence", levels=levels, days=whole(programme, "validity_days"))


@dataclass(frozen=True, slots=True)
class Tier:
    """The level a member holds: its index in the terms (-1: none), and since and until when.

    `until` is the last day before the grace, None for ever. `by_hand` tells that it was given, and holds above what was
    reached. `reached` and `history` are what the spending alone says.
    """

    index: int
    since: date | None
    until: date | None
    by_hand: bool
    reached: Holding
    history: History


def tier_of(programme: Programme, situation: Situation, with_basket: bool = True) -> Tier:
    """What the member holds at this moment.

    `with_basket` lets the basket count already where the shop wants the crossing sale to have the tier.
    """
    counts_basket = with_basket and situation.shop.crossing_gets_tier and not programme.stopped
    asked = (programme, situation.standing, situation.basket if counts_basket else None, situation.shop)
    known = _LATEST[0]
    if known is not None and known[1] == situation.at_ms and all(map(is_, known[0], asked)):
        return known[2]
    tier = _worked_out(programme, situation, counts_basket)
    _LATEST[0] = (asked, situation.at_ms, tier)
    return tier


def named_alike(programmes: Iterable[Programme]) -> frozenset[str]:
    """The ids of the ladders that call a level as another one does."""
    ladders = {each.id: {row["id"] for row in rows(each, "levels")} for each in programmes if each.kind == Tiers.name}
    return frozenset(
        one for one, levels in ladders.items() for other in ladders if other != one and levels & ladders[other]
    )


# A quote asks for the same tier several times: for the discount, the benefits, what is told. The last answer is kept
# with what it was asked for, whole, so that another thread finds all of it or nothing.
_Asked = tuple[Programme, Standing, Basket | None, ShopRules]
_LATEST: list[tuple[_Asked, int, Tier] | None] = [None]


def _worked_out(programme: Programme, situation: Situation, counts_basket: bool) -> Tier:
    standing, shop = situation.standing, situation.shop
    extra = _basket_sale(situation) if counts_basket else ()
    history = history_of(standing.lots, programme.id, shop.calendar, extra)
    reached = held(_ladders(programme), history, situation.day.toordinal())
    given = _given(programme, situation)
    if given is not None and given[0] > reached.level:
        index, until, at_ms = given
        since = shop.calendar.business_day(-at_ms)
        return Tier(index, since, None if until == date.max else until, True, reached, history)
    if reached.level < 0:
        return Tier(-1, None, None, False, reached, history)
    ends = None if reached.until is None else date.fromordinal(reached.until)
    return Tier(reached.level, date.fromordinal(reached.since), ends, False, reached, history)


def _given(programme: Programme, situation: Situation) -> tuple[int, date, int] | None:
    """(level, last day, minus the time it was given) of the best level given by hand."""
    accounts = [Account(programme.id, Unit.TIER, row["id"]) for row in rows(programme, "levels")]
    if not any(situation.held(account) > 0 for account in accounts):
        return None
    return max(
        (accounts.index(lot.account), lot.expires_on or date.max, -lot.earned_at_ms)
        for lot in situation.standing.lots
        if lot.left > 0 and lot.account in accounts
    )


def _ladders(programme: Programme) -> tuple[Ladder, ...]:
    return tuple(_ladder(version) for version in (*programme.earlier, programme))


def _ladder(version: Programme) -> Ladder:
    levels = tuple([Level(row["id"], row["basis"], row["threshold"]) for row in rows(version, "levels")])
    from_day = 0 if version.from_day is None else version.from_day.toordinal()
    return Ladder(levels, whole(version, "validity_days"), whole(version, "grace_days"), from_day)


def _spend(programme: Programme) -> Account:
    return Account(programme.id, Unit.SPEND)


def _row_held(programme: Programme, situation: Situation) -> Mapping[str, Any] | None:
    """The terms of the level held; of a sale that is posted again those of the highest that it recorded.

    Another ladder may call its levels the same: what is held of it is none of this one. What was recorded does not
    tell them apart, but the standing of then does.
    """
    levels = rows(programme, "levels")
    if situation.as_recorded and programme.id not in situation.alike:
        return next((row for row in reversed(levels) if row["id"] in situation.statuses), None)
    index = tier_of(programme, situation).index if situation.with_member else -1
    return levels[index] if index >= 0 else None


def _discount(programme: Programme, level: Mapping[str, Any]) -> RewardTerms:
    return RewardTerms(
        id=f"{programme.id}:{level['id']}",
        account=Account(programme.id, Unit.TIER, level["id"]),
        kind=RewardKind.PERCENT_OFF,
        title=level["title"],
        price=0,
        value=level["discount"],
        automatic=True,
    )


def _goods(situation: Situation) -> int:
    return sum(line.unit_price * line.quantity for line in situation.basket.lines if not line.plan)


def _is_visit(situation: Situation) -> bool:
    """Everything but a sale in which only something for later is bought."""
    lines = situation.basket.lines
    return not lines or any(not line.plan for line in lines)


def _counts_visits(programme: Programme) -> bool:
    return any(row["basis"] == "visits" for row in rows(programme, "levels"))


def _basket_sale(situation: Situation) -> tuple[tuple[int, int, str], ...]:
    goods = _goods(situation)
    if not situation.basket.lines or not _is_visit(situation):
        return ()
    return ((situation.at_ms, goods, ""), (situation.at_ms, 1, VISIT))


def _counted(programme: Programme, sold: Sold) -> int:
    """What was paid; or, where the sale has the tier it reaches, the goods before the discount that the tier gave.

    Otherwise its own discount would take the sale below the threshold again, and the tier away.
    """
    situation = sold.situation
    if not situation.shop.crossing_gets_tier:
        return sold.base
    levels = _ladder(programme).levels
    crossed = index_of(levels, situation.statuses) > tier_of(programme, situation, with_basket=False).index
    return max(sold.base, _goods(situation)) if crossed else sold.base


def _held_notice(programme: Programme, tier: Tier, today: date) -> Notice:
    title = rows(programme, "levels")[tier.index]["title"]
    if tier.until is None:
        return Notice("tiers.notice_held_ever", programme.id, {"title": title})
    if today <= tier.until:
        return Notice("tiers.notice_held", programme.id, {"title": title, "day": tier.until.isoformat()})
    grace = date.fromordinal(tier.reached.grace_until or 0).isoformat()
    return Notice("tiers.notice_grace", programme.id, {"title": title, "day": grace})


def _far_notices(programme: Programme, tier: Tier, today: date) -> list[Notice]:
    """What keeps the level held (not one given by hand), and what is missing to the next."""
    levels, reached, day = rows(programme, "levels"), tier.reached, today.toordinal()
    wanted = []
    if reached.until is not None and reached.level >= 0 and not tier.by_hand:
        wanted.append(("keep", levels[reached.level], reached.renewed_at))
    if not programme.stopped and tier.index + 1 < len(levels):
        wanted.append(("next", levels[tier.index + 1], reached.raised_at))
    found = []
    for what, row, since in wanted:
        level = Level(row["id"], row["basis"], row["threshold"])
        number = missing(level, tier.history, since, day)
        if number > 0:
            unit = "missing" if level.basis == "visits" else "money_missing"
            how = level.basis if level.basis in ("single", "visits") else "money"
            found.append(Notice(f"tiers.notice_{what}_{how}", programme.id, {"title": row["title"], unit: number}))
    return found


def _one_after_the_other(said: list[str], words: Words) -> str:
    if not said:
        return ""
    return reduce(lambda first, after: words("tiers.sentence_next", first=first, after=after), said)


def _level_text(row: Mapping[str, Any], benefits: list[Mapping[str, Any]], currency: Currency, words: Words) -> str:
    threshold = row["threshold"]
    amount = f"{threshold:,}" if row["basis"] == "visits" else format_money(threshold, currency)
    gives = [
        percent_off(row["discount"], words) if row["discount"] else "",
        multiplied(row["points"], words, "all") if row["points"] != PERCENT else "",
        *(words("tiers.sentence_benefit", title=each["title"], times=each["count"]) for each in benefits),
    ]
    facts = {"title": row["title"], "reached": words(f"tiers.sentence_{row['basis']}", reached=amount)}
    if not any(gives):
        return words("tiers.sentence_level_bare", **facts)
    return words("tiers.sentence_level", gives=listed(gives, words), **facts)
