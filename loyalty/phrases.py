"""Parts of the sentences that state a programme: what a reward gives, and when, for whom and how often."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

from loyalty.money import Currency, format_money
from loyalty.outcome import Offer
from loyalty.words import Words
from loyalty.words import listed as _pairs


def listed(parts: Iterable[str], words: Words) -> str:
    """Parts of a sentence one after the other, the empty ones left out."""
    said = [part for part in parts if part]
    return reduce(lambda first, after: words("phrase.clauses", first=first, after=after), said) if said else ""


def named(names: Iterable[str], words: Words) -> str:
    """Names one after the other: "咖啡、茶"."""
    return _pairs([name for name in names if name], words)


def percent_off(percent: int, words: Words) -> str:
    """10 is "9 折" or "10% off"."""
    key = f"phrase.percent_off_{percent}"
    return words(key) if words.has(key) else words("phrase.percent_off", percent=percent)


def gift(terms: Mapping[str, Any], currency: Currency, words: Words) -> str:
    """What the reward of rewards.FIELDS gives, in a few words."""
    kind, scope = terms["reward_kind"], terms["reward_scope"]
    if kind in ("free_item", "benefit"):
        return words(f"phrase.{kind}", title=terms["reward_title"])
    if kind == "percent_off":
        off = words("phrase.take_percent", off=percent_off(terms["reward_percent"], words))
    else:
        off = words("phrase.amount_off", money=format_money(terms["reward_amount"], currency))
    goods = named(_last_parts(terms["reward_categories"]), words) or words("phrase.these_items")
    said = words(f"phrase.off_{scope}", off=off, goods=goods) if scope == "products" else _off(scope, off, words)
    cap = terms["reward_cap"]
    return words("phrase.capped", off=said, money=format_money(cap, currency)) if cap else said


def lost(offer: Offer, currency: Currency, words: Words) -> str:
    """What an offer's money off exceeds the bill by, to be told before it is used; "" for nothing."""
    return words("phrase.lost", money=format_money(offer.lost, currency)) if offer.lost else ""


def _off(scope: str, off: str, words: Words) -> str:
    return words("phrase.off_cheapest", off=off) if scope == "cheapest" else words("phrase.off_order", off=off)


def effects(terms: Mapping[str, Any], currency: Currency, words: Words) -> str:
    """What the effects of an occasion give together."""
    said = {
        "reward": lambda: gift(terms, currency, words),
        "multiplier": lambda: multiplied(
            terms["multiplier_percent"], words, "one" if terms["multiplier_programme"] else "all"
        ),
        "bonus": lambda: words("phrase.bonus", points=terms["bonus_points"]),
    }
    return listed([said[effect]() for effect in terms["effects"]], words)


def multiplied(percent: int, words: Words, of: str = "points") -> str:
    """200 is "double points", 0 "no points". `of` is "points", "all" for points and cashback alike, or "one" for those
    of one programme, whichever they are."""
    if percent == 0:
        return words(f"phrase.no_{of}")
    if percent == 200:
        return words(f"phrase.double_{of}")
    return words(f"phrase.times_{of}", times=times_of(percent))


def times_of(percent: int) -> str:
    """200 is "2", 150 is "1.5"."""
    times, rest = divmod(percent, 100)
    return f"{times}.{rest:02d}".rstrip("0") if rest else f"{times}"


def with_conditions(said: str, terms: Mapping[str, Any], currency: Currency, words: Words) -> str:
    """What is said, followed by the conditions in brackets where there are some."""
    asked = conditions(terms, currency, words)
    return words("phrase.with_conditions", said=said, conditions=asked) if asked else said


def conditions(terms: Mapping[str, Any], currency: Currency, words: Words) -> str:
    """All that the conditions' fields in the terms ask for; "" for nothing."""
    return listed(
        (
            *_days(terms, words),
            *_lines(terms, words),
            *_minimums(terms, currency, words),
            *_people(terms, words),
            *_uses(terms, words),
        ),
        words,
    )


def _days(terms: Mapping[str, Any], words: Words) -> Iterable[str]:
    first, last = terms.get("from_day", ""), terms.get("until_day", "")
    if first and last:
        yield words("phrase.days_between", first=first, last=last)
    elif first:
        yield words("phrase.days_from", first=first)
    elif last:
        yield words("phrase.days_until", last=last)
    if terms.get("weekdays", ()):
        yield weekdays(terms["weekdays"], words)
    start, end = terms.get("from_time", ""), terms.get("until_time", "")
    if start or end:
        yield words("phrase.hours", start=start or "00:00", end=end or "24:00")


def weekdays(days: Iterable[str], words: Words) -> str:
    """The days of the week by name."""
    return named([words(f"programme.weekdays_{day}") for day in days], words)


def _lines(terms: Mapping[str, Any], words: Words) -> Iterable[str]:
    asked = [*_last_parts(terms.get("categories", ())), *terms.get("tags", ())]
    if terms.get("products", ()):
        asked.append(words("phrase.chosen_products"))
    if asked:
        yield words("phrase.only_lines", lines=named(asked, words))
    if terms.get("excluded", ()):
        yield words("phrase.without_lines", lines=named(_last_parts(terms["excluded"]), words))


def _last_parts(categories: Iterable[str]) -> list[str]:
    """ "飲料/咖啡" is "咖啡"."""
    return [category.rpartition("/")[2] for category in categories]


def _minimums(terms: Mapping[str, Any], currency: Currency, words: Words) -> Iterable[str]:
    if terms.get("minimum_amount", 0):
        yield words("phrase.minimum_amount", money=format_money(terms["minimum_amount"], currency))
    if terms.get("minimum_quantity", 0):
        yield words("phrase.minimum_quantity", count=terms["minimum_quantity"])


def _people(terms: Mapping[str, Any], words: Words) -> Iterable[str]:
    wanted = (*terms.get("for_statuses", ()), *terms.get("for_tags", ()))
    if wanted:
        yield words("phrase.only_people", people=named(wanted, words))


def _uses(terms: Mapping[str, Any], words: Words) -> Iterable[str]:
    if terms.get("first_uses", 0):
        yield words("phrase.first_uses", count=terms["first_uses"])
    if terms.get("uses_each", 0):
        yield words(f"phrase.uses_{terms['uses_every']}", count=terms["uses_each"])
