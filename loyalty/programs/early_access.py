"""Early access (會員優先購買): some products only for certain members until everybody may buy them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from loyalty.conditions import CODE_FIELDS, LINE_FIELDS, PEOPLE_FIELDS, line_filter, not_for
from loyalty.money import Currency
from loyalty.phrases import named
from loyalty.programmes import Programme
from loyalty.programs.kind import PlainKind, text
from loyalty.refusals import Refusal, RefusalReason
from loyalty.situation import Notice, Situation
from loyalty.terms import Field, FieldKind, malformed
from loyalty.words import Words


def _day(name: str, **more: Any) -> Field:
    return Field(name, FieldKind.DAY, "", noun="early_access", section="conditions", **more)


class EarlyAccess(PlainKind):
    """Before its first day nobody may buy; until the day for everybody only those named."""

    name = "early_access"
    fields = (_day("early_day"), _day("open_day", required=True), *LINE_FIELDS, *PEOPLE_FIELDS, *CODE_FIELDS)
    needs_member = False

    def fault(self, terms: Mapping[str, Any], place: str) -> Refusal | None:
        """It names what is sold early and to whom (or by which code), and everybody comes after them."""
        if not (terms["categories"] or terms["products"] or terms["tags"]):
            return malformed(f"{place}.products", "empty")
        if not (terms["for_statuses"] or terms["for_tags"] or terms["with_code"].strip()):
            return malformed(f"{place}.for_statuses", "empty")
        if terms["early_day"] and terms["early_day"] >= terms["open_day"]:
            return malformed(f"{place}.open_day", "not_after_start")
        return None

    def refusals(self, programme: Programme, situation: Situation) -> tuple[Refusal, ...]:
        """EARLY_ACCESS for each product that this customer may not buy yet, with the day from which they may."""
        day = _waits_until(programme, situation)
        if programme.stopped or not day:
            return ()
        taken = line_filter(programme.terms)
        names = {line.name or programme.name: None for line in situation.basket.lines if taken.takes(line)}
        return tuple(Refusal(RefusalReason.EARLY_ACCESS, {"product": name, "day": day}) for name in names)

    def notices(self, programme: Programme, situation: Situation) -> tuple[Notice, ...]:
        """For those named: what they may buy before everybody, or from when on."""
        today = situation.day.isoformat()
        if programme.stopped or today >= text(programme, "open_day") or not_for(programme.terms, situation) is not None:
            return ()
        early = text(programme, "early_day")
        if today < early:
            return (Notice("early_access.notice_soon", programme.id, {"day": early}),)
        return (Notice("early_access.notice_now", programme.id, {"day": text(programme, "open_day")}),)

    def sentence(self, programme: Programme, currency: Currency, words: Words) -> str:
        """What is sold early, to whom, and until when."""
        terms: Mapping[str, Any] = programme.terms
        facts = {
            "goods": _goods(terms, words),
            "people": named((*terms["for_statuses"], *terms["for_tags"]), words) or words("early_access.whoever"),
            "day": text(programme, "open_day"),
        }
        early = text(programme, "early_day")
        if early:
            return words("early_access.sentence_from", early=early, **facts)
        return words("early_access.sentence", **facts)


def _waits_until(programme: Programme, situation: Situation) -> str:
    """The first day on which this customer may buy, if that is still to come; "" if not."""
    named = not_for(programme.terms, situation) is None
    first = text(programme, "early_day") if named else text(programme, "open_day")
    return first if situation.day.isoformat() < first else ""


def _goods(terms: Mapping[str, Any], words: Words) -> str:
    chosen = [words("phrase.chosen_products")] if terms["products"] else []
    categories = [category.rpartition("/")[2] for category in terms["categories"]]
    return named((*categories, *terms["tags"], *chosen), words)
