"""The welcome to a new level: whose it is, what the level gives from now on, and until when it holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty import phrases
from loyalty.earning import PERCENT
from loyalty.explain import explain_notice
from loyalty.outlook import NOTHING_AHEAD, Outlook
from loyalty.programmes import Programme
from loyalty.programs.kind import rows
from loyalty.shop import ShopRules
from loyalty.words import Words
from printing.document import Align, Block, Cut, Document, Row, Rule, Size, Text
from printing.layouts import parts


@dataclass(frozen=True, slots=True)
class TierWelcomeFacts:
    """`programme` is a tiers programme, `level` the id of the row that was reached. `slip_number` is the sale's.

    `outlook` is what is ahead of the member after the sale: until when the level holds, how far it is to the next.
    """

    shop: ShopRules
    local_time: datetime
    slip_number: str
    member_name: str
    member_phone_masked: str
    programme: Programme
    level: str
    outlook: Outlook = NOTHING_AHEAD
    practice: bool = False


def tier_welcome(facts: TierWelcomeFacts, words: Words) -> Document:
    """The welcome in the words' language. Raises KeyError for a level that the programme does not have."""
    row = {each["id"]: each for each in rows(facts.programme, "levels")}[facts.level]
    gives = _gives(facts.programme, row, words)
    since = "slip.level_gives_now" if facts.shop.crossing_gets_tier else "slip.level_gives"
    heading: list[Block] = [Rule(), Text(words(since), Size.SMALL, False, Align.CENTRE)]
    blocks: list[Block] = [
        *parts.head(facts.shop),
        Row(parts.time_text(facts.local_time, words), facts.slip_number, Size.SMALL),
        Rule(),
        Text(words("slip.title_tier_welcome"), Size.NORMAL, True, Align.CENTRE),
        *_who(facts),
        Text(words("slip.level", title=row["title"]), Size.HUGE, True, Align.CENTRE),
        *(heading if gives else []),
        *(Text(line, Size.LARGE, True, Align.CENTRE) for line in gives),
        Rule(),
        *(Text(line, Size.SMALL, False, Align.CENTRE) for line in _ahead(facts, words)),
        Text(words("slip.level_use"), Size.SMALL, False, Align.CENTRE),
        Cut(),
    ]
    return parts.slip("tier_welcome", blocks, facts.shop, words, facts.practice)


def _who(facts: TierWelcomeFacts) -> list[Block]:
    name = facts.member_name or facts.member_phone_masked
    return [Text(name, Size.LARGE, True, Align.CENTRE)] if name else []


def _gives(programme: Programme, row: Mapping[str, Any], words: Words) -> list[str]:
    """A line for the discount, for the points, and for each service that the level has."""
    off = phrases.percent_off(row["discount"], words) if row["discount"] else ""
    points = phrases.multiplied(row["points"], words, "all") if row["points"] != PERCENT else ""
    services = [
        words("tiers.sentence_benefit", title=each["title"], times=each["count"])
        for each in rows(programme, "benefits")
        if each["level"] == row["id"]
    ]
    return [line for line in (off and words("slip.level_discount", off=off), points, *services) if line]


def _ahead(facts: TierWelcomeFacts, words: Words) -> list[str]:
    programme, currency = facts.programme, facts.shop.currency
    own = [notice for notice in facts.outlook.notices if notice.programme_id == programme.id]
    return [explain_notice(notice, programme.name, words, currency) for notice in own]
