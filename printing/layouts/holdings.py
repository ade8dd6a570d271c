"""What a member has, before and after, with every movement explained and what ends soon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from loyalty.benefits import left_of
from loyalty.explain import explain_entry, explain_notice, grouped, quantity
from loyalty.holdings import MONEY, STORED, Held, held_in, level_title
from loyalty.ledger import Account, Entry, EntryReason, Unit
from loyalty.money import Currency, format_money
from loyalty.outlook import NOTHING_AHEAD, Outlook
from loyalty.programmes import Programme
from loyalty.slip_rules import SlipRules
from loyalty.words import Words
from printing.document import Block, Row, Size, Text
from printing.layouts import parts

_COLON = re.compile(r"^[\s:\uff1a]+")
_COUNTED = {Unit.STAMP: "slip.stamps_count", Unit.POINT: "slip.points_count", Unit.ITEM: "slip.items_count"}
# How often something limited was used is the shop's own count; what was used stands on the bill. A benefit that comes
# back stands nowhere else: it is told by what is left of it.
_NOT_TOLD = frozenset({Unit.USE})
EVERYTHING = SlipRules()


@dataclass(frozen=True, slots=True)
class Moved:
    """What an operation did to a member: balances before and after, its entries, the tiers held, what is ahead."""

    before: Mapping[Account, int]
    after: Mapping[Account, int]
    entries: Sequence[Entry] = ()
    statuses_before: frozenset[str] = frozenset()
    statuses_after: frozenset[str] = frozenset()
    outlook: Outlook = NOTHING_AHEAD


def figures_of(programme: Programme, moved: Moved) -> tuple[Held, ...]:
    """The programme's figures before or after: asked once a slip."""
    return held_in(programme, moved.before, moved.after)


def is_told(programme: Programme, figures: tuple[Held, ...], moved: Moved) -> bool:
    """Whether there is anything to say: a figure, a movement, a level, a notice."""
    return (
        bool(figures)
        or any(_is_of(programme, entry) for entry in moved.entries)
        or any(notice.programme_id == programme.id for notice in moved.outlook.notices)
        or bool(level_title(programme, moved.statuses_after | moved.statuses_before))
    )


def told(
    programme: Programme,
    held: tuple[Held, ...],
    moved: Moved,
    words: Words,
    currency: Currency,
    rules: SlipRules = EVERYTHING,
) -> list[Block]:
    """The programme's figures, each movement in one line, its notices, what of it ends soon: by the shop's rules."""
    figures = balances(programme, held, moved.before, moved.after, words, currency) + _level(programme, moved, words)
    named = bool(figures)
    lines = _explained(programme, moved, words, currency) if rules.print_explanations else []
    warned = _endings(programme, moved, words, currency) if rules.print_endings else []
    return [
        *figures,
        *(Text(_unnamed(line, programme) if named else line, Size.SMALL) for line in lines),
        *(Text(line, Size.SMALL, True) for line in warned),
    ]


def _explained(programme: Programme, moved: Moved, words: Words, currency: Currency) -> list[str]:
    lines = [explain_entry(entry, programme.name, words, currency) for entry in _entries(programme, moved.entries)]
    lines += _benefits_back(programme, moved, words)
    own = [notice for notice in moved.outlook.notices if notice.programme_id == programme.id]
    return lines + [explain_notice(notice, programme.name, words, currency) for notice in own]


def _benefits_back(programme: Programme, moved: Moved, words: Words) -> list[str]:
    """How often each benefit can be had again that was given back."""
    back = [
        entry.account
        for entry in moved.entries
        if entry.reason is EntryReason.TAKEN_BACK and entry.account.programme_id == programme.id and not entry.holder
    ]
    left = [left_of(programme, account, moved.after) for account in dict.fromkeys(back)]
    return [words("slip.benefit_left", title=each[0], count=each[1]) for each in left if each is not None]


def _endings(programme: Programme, moved: Moved, words: Words, currency: Currency) -> list[str]:
    return [
        words(
            "slip.ends",
            what=quantity(ending.account, ending.amount, words, currency),
            day=ending.last_day.isoformat(),
        )
        for ending in moved.outlook.endings
        if ending.account.programme_id == programme.id
    ]


def balances(
    programme: Programme,
    figures: tuple[Held, ...],
    before: Mapping[Account, int],
    after: Mapping[Account, int],
    words: Words,
    currency: Currency,
) -> list[Block]:
    """A row for each figure, "7 → 9 / 10"; stored value has one for all, and one for each of its parts."""
    found: list[Block] = []
    for place, held in enumerate(figures):
        label = held.title or (programme.name if place == 0 else words(f"slip.held_{held.unit.value}"))
        found.append(Row(label, _figure(programme, held, before, after, words, currency), bold=place == 0))
        if held.unit is Unit.STORED_PAID and _has_bonus(held, before, after):
            found += [
                Row(words(f"slip.of_{unit.value}"), _money(held.of(unit), before, after, currency), Size.SMALL)
                for unit in STORED
            ]
    return found


def _entries(programme: Programme, entries: Sequence[Entry]) -> list[Entry]:
    return [entry for entry in grouped(entries) if _is_of(programme, entry)]


def _is_of(programme: Programme, entry: Entry) -> bool:
    return entry.account.programme_id == programme.id and entry.account.unit not in _NOT_TOLD


def _unnamed(line: str, programme: Programme) -> str:
    """The programme stands above the line and is not named again."""
    return _COLON.sub("", line.removeprefix(programme.name))


def _level(programme: Programme, moved: Moved, words: Words) -> list[Block]:
    was, now = level_title(programme, moved.statuses_before), level_title(programme, moved.statuses_after)
    if not was and not now:
        return []
    none = words("slip.no_level")
    change = now or none if was == now else words("slip.level_change", before=was or none, after=now or none)
    return [Row(programme.name, change, bold=True)]


def _has_bonus(held: Held, before: Mapping[Account, int], after: Mapping[Account, int]) -> bool:
    bonus = held.of(Unit.STORED_BONUS)
    return bool(bonus.amount(before) or bonus.amount(after))


def _figure(
    programme: Programme,
    held: Held,
    before: Mapping[Account, int],
    after: Mapping[Account, int],
    words: Words,
    currency: Currency,
) -> str:
    if held.unit in MONEY:
        return _money(held, before, after, currency)
    count = parts.change(held.amount(before), held.amount(after))
    if held.unit is Unit.STAMP:
        return words("slip.stamps_count", count=count, needed=parts.stamps_needed(programme))
    return words(_COUNTED.get(held.unit, "slip.rewards_count"), count=count)


def _money(held: Held, before: Mapping[Account, int], after: Mapping[Account, int], currency: Currency) -> str:
    had, has = held.amount(before), held.amount(after)
    if had == has:
        return format_money(has, currency)
    return f"{format_money(had, currency)} → {parts.figures(has, currency)}"
