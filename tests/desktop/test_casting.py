"""Which versions of the programmes play in a rehearsal, and what switching one does to the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.operations.programmes import History
from desktop.programmes.casting import (
    DRAFT,
    FILE,
    OLDER,
    PLANNED,
    TODAY,
    Sources,
    cast,
    from_file,
    kept,
    sources_of,
    switched,
)
from loyalty.programmes import Programme

DAY = date(2026, 11, 22)


def version(number: int, days: int, programme_id: str = "card", *, stopped: bool = False) -> Programme:
    """A version that holds from so many days after today."""
    return Programme(programme_id, number, "points", programme_id, {}, stopped, DAY + timedelta(days=days))


CARD = History((version(1, -30), version(2, -3), version(3, 5)))
POINTS = History((version(1, -30, "points"),))
STOPPED = History((version(1, -30, "old", stopped=True),))


def on(sources: Sources) -> set[str]:
    """The keys of what plays."""
    return {each.key for each in sources if each.on}


def test_what_holds_today_and_what_is_planned_plays() -> None:
    sources = sources_of((CARD, POINTS, STOPPED), None, DAY)
    assert {each.key: each.group for each in sources} == {
        "card:1": OLDER,
        "card:2": TODAY,
        "card:3": PLANNED,
        "points:1": TODAY,
        "old:1": OLDER,
    }
    assert on(sources) == {"card:2", "card:3", "points:1"}


def test_a_draft_plays_in_the_place_of_what_it_changes() -> None:
    sources = sources_of((CARD, POINTS), replace(version(2, -3), terms={"stamps": 8}), DAY)
    assert sources[0].group == DRAFT
    assert on(sources) == {"card:draft", "points:1"}


def test_of_one_programme_one_version_plays_from_the_beginning() -> None:
    sources = switched(sources_of((CARD, POINTS), None, DAY), "card:1", True)
    assert on(sources) == {"card:1", "card:3", "points:1"}
    assert on(switched(sources, "card:1", False)) == {"card:3", "points:1"}
    assert switched(sources, "gone:1", True) == sources


def test_a_planned_version_is_switched_by_itself() -> None:
    sources = switched(sources_of((CARD,), None, DAY), "card:3", False)
    assert on(sources) == {"card:2"}
    assert on(switched(sources, "card:3", True)) == {"card:2", "card:3"}


def test_the_programmes_of_a_file_play_alone_until_one_of_the_shop_takes_their_place() -> None:
    sources = from_file(sources_of((CARD, POINTS), None, DAY), [(version(1, -9), version(2, 4))])
    assert on(sources) == {"card:1:file", "card:2:file"}
    assert on(switched(sources, "points:1", True)) == {"card:1:file", "card:2:file", "points:1"}
    assert on(switched(sources, "card:2", True)) == {"card:2"}
    again = from_file(sources, [(version(1, -9, "new"),)])
    assert [each.key for each in again if each.group == FILE] == ["new:1:file"]


def test_the_cast_holds_the_base_first_and_numbers_it_anew() -> None:
    versions = dict(zip(["card", "points"], cast(sources_of((CARD, POINTS), version(9, 0), DAY)), strict=True))
    assert [(each.version, each.from_day) for each in versions["card"]] == [(1, None)]
    both = switched(sources_of((CARD,), version(9, 0), DAY), "card:3", True)
    assert [(each.version, each.from_day) for each in cast(both)[0]] == [(1, None), (2, DAY + timedelta(days=5))]


def test_a_stopped_one_that_is_switched_on_plays_as_if_it_ran() -> None:
    sources = switched(sources_of((STOPPED,), None, DAY), "old:1", True)
    assert [each.stopped for each in cast(sources)[0]] == [False]


def test_switches_stay_when_the_programmes_are_read_anew() -> None:
    before = switched(sources_of((CARD, POINTS), None, DAY), "points:1", False)
    now = sources_of((CARD, POINTS, History((version(1, 0, "new"),))), None, DAY)
    assert on(kept(before, now)) == {"card:2", "card:3", "new:1"}
