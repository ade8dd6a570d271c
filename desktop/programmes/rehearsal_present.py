"""A played story as texts for the rehearsal's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from desktop import describe
from desktop.programmes.casting import DRAFT, GROUPS, OLDER, PLANNED, TODAY, Source, Sources
from loyalty.calendar import ShopCalendar
from loyalty.explain import explain_entries, explain_refusal, how_far, quantity
from loyalty.ledger import Unit
from loyalty.money import Currency, format_money
from loyalty.outcome import Applied, Offer, Outcome
from loyalty.programmes import Programme
from loyalty.programs.kind import rows
from loyalty.refusals import Refusal
from loyalty.story import MEMBER_FIELDS, SALE_FIELDS, Story
from loyalty.story_examples import EXAMPLES
from loyalty.story_play import Played, Told
from loyalty.terms import Field
from loyalty.words import Words
from ui.facts import ChipFacts
from ui.forms import fault_sentence
from ui.programmes.facts import ExampleLine, ExamplePart, OfferChoice
from ui.programmes.rehearsal_facts import (
    SaleAnswer,
    SaleFacts,
    SourceChoice,
    SourceGroup,
    StoryAnswer,
    StoryFacts,
)

_HELD = (
    Unit.STAMP,
    Unit.POINT,
    Unit.REWARD,
    Unit.ITEM,
    Unit.CASHBACK,
    Unit.STORED_PAID,
    Unit.STORED_BONUS,
    Unit.COUPON,
)


def story(typed: Story, words: Words) -> StoryFacts:
    """The story as typed."""
    sales = tuple(SaleFacts(each.id, each.values) for each in typed.sales)
    return StoryFacts(typed.member, sales, tuple((each, words(f"rehearsal.story_{each}")) for each in EXAMPLES))


def groups(sources: Sources, words: Words) -> tuple[SourceGroup, ...]:
    """What can play, sort by sort."""
    found = []
    for group in GROUPS:
        choices = tuple(
            SourceChoice(each.key, each.programme.name, _note(each, words), each.on)
            for each in sources
            if each.group == group
        )
        if choices:
            found.append(SourceGroup(words(f"rehearsal.{group}"), choices))
    return tuple(found)


def level_name(level: str, programmes: Iterable[Programme]) -> str:
    """What a level that a story writes as "programme:level" is called."""
    programme_id, _, wanted = level.partition(":")
    own = next((each for each in programmes if each.id == programme_id), None)
    titles = (row["title"] for row in (rows(own, "levels") if own is not None else ()) if row["id"] == wanted)
    return str(next(titles, level))


def _note(source: Source, words: Words) -> str:
    version = source.programme
    if source.group == DRAFT:
        return words("rehearsal.version_draft")
    if version.stopped:
        return words("rehearsal.version_stopped", number=version.version)
    if source.group in (PLANNED, OLDER) and version.from_day is not None:
        return words("rehearsal.version_from", number=version.version, day=version.from_day.isoformat())
    return "" if source.group == TODAY else words("rehearsal.version", number=version.version)


def answer(played: Played, calendar: ShopCalendar, currency: Currency, words: Words) -> StoryAnswer:
    """What every sale came to, and the end."""
    written = played.written
    if written.member_fault is not None:
        return StoryAnswer(member_problem=_fault(MEMBER_FIELDS, written.member_fault, words))
    sales = {each.sale_id: _Sale(each, calendar, currency, words).answer() for each in played.told}
    for sale_id, fault in written.faults.items():
        sales[sale_id] = SaleAnswer("", problem=_sale_fault(fault, words))
    paid = format_money(played.paid, currency)
    cost = {"amount": format_money(played.cost, currency)}
    key = "cost"
    if played.paid > 0:
        key, cost["percent"] = "cost_percent", _percent(played.cost, played.paid)
    return StoryAnswer(
        sales=sales,
        end=_end(played, currency, words),
        paid=words("rehearsal.paid", amount=paid) if played.told else "",
        cost=words(f"rehearsal.{key}", **cost),
    )


def _percent(part: int, whole: int) -> str:
    """With one digit behind the point, rounded half up; none where it is 0."""
    whole_percent, tenth = divmod((part * 2000 + whole) // (2 * whole), 10)
    return f"{whole_percent}.{tenth}" if tenth else f"{whole_percent}"


def _fault(fields: Iterable[Field], fault: Refusal, words: Words) -> str:
    name = str(fault.facts["place"]).lstrip(".").partition("[")[0]
    field = next(each for each in fields if each.name == name)
    return words("rehearsal.fault", field=words(field.label_key), fault=fault_sentence(field, fault, words))


def _sale_fault(fault: Refusal, words: Words) -> str:
    is_earlier = fault.facts["detail"] == "not_later"
    return words("rehearsal.earlier_fault") if is_earlier else _fault(SALE_FIELDS, fault, words)


def _end(played: Played, currency: Currency, words: Words) -> tuple[ExamplePart, ...]:
    names = {each.id: each.name for each in played.programmes}
    held = tuple(
        ExampleLine(
            words(
                "rehearsal.balance",
                name=names.get(account.programme_id, account.programme_id),
                quantity=quantity(account, amount, words, currency),
            )
        )
        for account, amount in sorted(played.balances.items())
        if amount and account.unit in _HELD
    )
    nothing = (ExampleLine(words("rehearsal.no_balance"), "hint"),)
    coming = tuple(
        ExampleLine(words("rehearsal.next_line", name=each.name, text=text), "hint")
        for each in played.programmes
        if (text := how_far(each, played.balances, words))
    )
    parts = (
        ExamplePart(words("rehearsal.balances"), held or nothing),
        ExamplePart(words("rehearsal.next"), coming),
    )
    return tuple(each for each in parts if each.lines)


class _Sale:
    """One sale of the story in words."""

    def __init__(self, told: Told, calendar: ShopCalendar, currency: Currency, words: Words) -> None:
        self._told = told
        self._outcome: Outcome = told.outcome
        self._calendar = calendar
        self._currency = currency
        self._words = words
        self._names: Mapping[str, str] = {each.id: each.name for each in told.programmes}
        self._offers = {each.id: each for each in told.outcome.offers}

    def answer(self) -> SaleAnswer:
        """All of it."""
        outcome, words = self._outcome, self._words
        if outcome.refusals:
            why = [self._why(each) for each in outcome.refusals]
            return SaleAnswer(self._when(), problem=" ".join(why), parts=self._ended())
        waiting = self._waiting()
        return SaleAnswer(
            title=self._when(),
            to_pay=words("rehearsal.to_pay", amount=self._money(outcome.to_pay)),
            sums=self._sums(),
            chips=tuple(chip for each in self._told.programmes if (chip := self._tier(each)) is not None),
            parts=(*self._ended(), *self._used(), *self._given()),
            offers=tuple(
                OfferChoice(each.id, each.title, each.chosen > 0) for each in outcome.offers if each.why_not is None
            ),
            waiting_title=words("rehearsal.waiting", count=len(waiting)),
            waiting=waiting,
        )

    def _money(self, amount: int) -> str:
        return format_money(amount, self._currency)

    def _why(self, refusal: Refusal) -> str:
        return explain_refusal(refusal, self._words, self._currency)

    def _when(self) -> str:
        local = self._calendar.local(self._told.at_ms)
        return f"{describe.long_day(local.date(), self._words)} {local:%H:%M}"

    def _sums(self) -> str:
        outcome = self._outcome
        if not outcome.discount and not outcome.paid:
            return ""
        facts = {"subtotal": self._money(outcome.subtotal), "discount": self._money(outcome.discount)}
        key = "rehearsal.sums_paid" if outcome.paid else "rehearsal.sums"
        return self._words(key, **facts, paid=self._money(outcome.paid))

    def _tier(self, programme: Programme) -> ChipFacts | None:
        """The level held, and the one held after the sale where that is another."""
        if programme.kind != "tiers":
            return None
        before = _level(programme, self._outcome.statuses_before)
        after = _level(programme, self._outcome.statuses_after)
        if not before and not after:
            return None
        none = self._words("rehearsal.tier_none")
        if before == after:
            return ChipFacts(after, "plain", "crown")
        return ChipFacts(self._words("rehearsal.tier_up", before=before or none, after=after or none), "gold", "crown")

    def _part(self, key: str, lines: Iterable[ExampleLine]) -> tuple[ExamplePart, ...]:
        found = tuple(lines)
        return (ExamplePart(self._words(f"rehearsal.{key}"), found),) if found else ()

    def _ended(self) -> tuple[ExamplePart, ...]:
        ended = explain_entries(self._told.ended, self._names, self._words, self._currency)
        return self._part("ended", (ExampleLine(each, "minus") for each in ended))

    def _used(self) -> tuple[ExamplePart, ...]:
        return self._part("used", (ExampleLine(self._applied(each), "strong") for each in self._outcome.applied))

    def _applied(self, applied: Applied) -> str:
        offer = self._offers.get(applied.offer_id)
        owner = offer.account.programme_id if offer is not None else ""
        facts = {"title": applied.title, "programme": self._names.get(owner, owner)}
        if applied.paid:
            return self._words("rehearsal.paid_line", **facts, off=self._money(applied.paid))
        if applied.discount:
            return self._words("rehearsal.used_line", **facts, off=self._money(applied.discount))
        return self._words("rehearsal.handed_line", **facts)

    def _given(self) -> tuple[ExamplePart, ...]:
        lines = explain_entries(self._outcome.entries, self._names, self._words, self._currency)
        told = self._part("given", (ExampleLine(each) for each in lines))
        return told or (ExamplePart("", (ExampleLine(self._words("rehearsal.nothing"), "hint"),)),)

    def _waiting(self) -> tuple[ExampleLine, ...]:
        dropped = self._outcome.dropped
        lines = [
            ExampleLine(self._words("rehearsal.dropped_line", title=self._title(name), why=self._why(why)), "minus")
            for name, why in dropped.items()
        ]
        for each in self._outcome.offers:
            if each.why_not is not None and each.id not in dropped:
                text = self._words("rehearsal.waiting_line", title=each.title, why=self._why(each.why_not))
                lines.append(ExampleLine(text, "hint"))
        return tuple(lines)

    def _title(self, offer_id: str) -> str:
        offer: Offer | None = self._offers.get(offer_id)
        return offer.title if offer is not None else offer_id


def _level(programme: Programme, statuses: frozenset[str]) -> str:
    """What the highest level among these statuses is called; "" for none."""
    held = [row for row in rows(programme, "levels") if row["id"] in statuses]
    return str(held[-1]["title"]) if held else ""
