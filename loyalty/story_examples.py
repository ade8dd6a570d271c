"""Stories to start from, so that a rehearsal is never empty: a regular's month, the birthday, a big bill."""

from __future__ import annotations

from datetime import date, timedelta

from loyalty.story import Story, levels_of, story_of
from loyalty.story_case import Stage
from loyalty.story_play import play, use_everything

EXAMPLES = ("month", "birthday", "everything")
_JOINED_DAYS = 30
# What a regular of a small shop spends, visit by visit, over four weeks.
_MONTH = (
    (0, 130),
    (3, 95),
    (2, 240),
    (2, 130),
    (3, 480),
    (2, 95),
    (2, 130),
    (3, 310),
    (2, 130),
    (3, 95),
    (2, 205),
    (4, 130),
)


def example_story(name: str, stage: Stage) -> Story:
    """The example of this name, on the shop's own products where it has some.

    Raises KeyError for a name that is not among EXAMPLES.
    """
    made = {"month": _month, "birthday": _birthday}
    if name == "everything":
        return use_everything(_everything(stage), stage)
    return made[name](stage)


def _month(stage: Stage) -> Story:
    """Twelve visits in four weeks; the first cups are from the catalogue."""
    items = _goods(stage)
    sales = [
        {"later": later, "items": items[index % len(items) : index % len(items) + 1]}
        if items and index % 2 == 0
        else {"later": later, "amount": amount}
        for index, (later, amount) in enumerate(_MONTH)
    ]
    return story_of({"joined_days": _JOINED_DAYS}, sales)


def _birthday(stage: Stage) -> Story:
    """A member whose birthday is in three weeks: a month before, on the day itself, the day after, a month later."""
    birthday: date = stage.first_day + timedelta(days=21)
    days = (0, 21, 1, 31)
    sales = [{"later": later, "amount": 300} for later in days]
    return story_of({"joined_days": 200, "birthday": f"1990/{birthday.month}/{min(birthday.day, 28)}"}, sales)


def _everything(stage: Stage) -> Story:
    """A member of long standing buys what is for later, fills a card, and uses all of it on one big bill."""
    items, levels = _goods(stage), levels_of(versions[0] for versions in stage.programmes)
    plans = [each.id for each in play(Story(), stage).plans if each.why_not is None and not each.is_open]
    big = {"later": 1, "items": items[:3], "quantity": 4, "amount": 0 if items else 3_000}
    sales = [{"later": 0, "plans": (plan,), "amount": 0} for plan in plans[:2]] + [
        {"later": 1, "items": items[:1], "quantity": 12, "amount": 0 if items else 1_500},
        big,
    ]
    return story_of({"joined_days": 400, "tiers": tuple(levels[-1:])}, sales)


def _goods(stage: Stage) -> tuple[str, ...]:
    """Some products that cost something, the dearer ones too."""
    priced = [each for each in stage.products.values() if each.price > 0 and not each.retired]
    return tuple(each.id for each in priced[:4])
