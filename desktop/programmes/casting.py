"""Which versions of the shop's programmes play in a rehearsal: today's, planned ones, the draft, older ones. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop.operations.programmes import History
from loyalty.programmes import Programme

TODAY, PLANNED, DRAFT, FILE, OLDER = "today", "planned", "draft", "file", "older"
GROUPS = (DRAFT, FILE, TODAY, PLANNED, OLDER)


@dataclass(frozen=True)
class Source:
    """One version that can play. `group` is one of GROUPS; only a PLANNED one waits for its day."""

    key: str
    group: str
    programme: Programme
    on: bool


Sources = tuple[Source, ...]


def sources_of(histories: Iterable[History], draft: Programme | None, today: date) -> Sources:
    """All that can play: what holds today and what is planned play, the draft in the place of what it changes."""
    found: list[Source] = []
    for history in histories:
        now, planned = history.on(today), history.planned(today)
        for version in history.versions:
            holds = now is not None and version.version == now.version and not version.stopped
            group = PLANNED if version in planned else TODAY if holds else OLDER
            plays = group != OLDER and (draft is None or draft.id != version.id)
            found.append(Source(f"{version.id}:{version.version}", group, version, plays))
    if draft is not None:
        found.append(Source(f"{draft.id}:{DRAFT}", DRAFT, draft, True))
    return tuple(sorted(found, key=lambda each: (GROUPS.index(each.group), -each.programme.version)))


def from_file(sources: Sources, programmes: Iterable[Sequence[Programme]]) -> Sources:
    """What a file brings plays, and nothing of the shop does."""
    rest = tuple(replace(each, on=False) for each in sources if each.group != FILE)
    brought = [
        Source(f"{version.id}:{version.version}:{FILE}", FILE, version, True)
        for versions in programmes
        for version in versions
    ]
    return (*brought, *rest)


def switched(sources: Sources, key: str, on: bool) -> Sources:
    """Let one play, or not. Of one programme only one version plays from the beginning: the last one switched on."""
    chosen = next((each for each in sources if each.key == key), None)
    if chosen is None:
        return sources
    return tuple(
        replace(each, on=on)
        if each.key == key
        else replace(each, on=False)
        if on and _is_in_the_way(each, chosen)
        else each
        for each in sources
    )


def _is_in_the_way(other: Source, chosen: Source) -> bool:
    if other.programme.id != chosen.programme.id:
        return False
    if FILE in (other.group, chosen.group):
        return other.group != chosen.group
    return other.group != PLANNED and chosen.group != PLANNED


def kept(before: Sources, now: Sources) -> Sources:
    """What was read anew, with every switch as it was left; what is new plays as it begins."""
    left = {each.key: each.on for each in before}
    return tuple(replace(each, on=left.get(each.key, each.on)) for each in now)


def cast(sources: Sources) -> tuple[tuple[Programme, ...], ...]:
    """The versions that play, by programme and in order: the one from the beginning, then the planned ones."""
    playing: dict[str, list[Source]] = {}
    for each in sources:
        if each.on:
            playing.setdefault(each.programme.id, []).append(each)
    return tuple(tuple(_in_order(each)) for each in playing.values())


def _in_order(sources: list[Source]) -> list[Programme]:
    """Numbered anew: a draft comes before what is planned, and a version number may not go back."""
    from_file = [each.programme for each in sources if each.group == FILE]
    if from_file:
        return from_file
    base = [replace(each.programme, from_day=None, stopped=False) for each in sources if each.group != PLANNED]
    later = [each.programme for each in sources if each.group == PLANNED]
    later.sort(key=lambda each: (each.from_day or date.min, each.version))
    return [replace(each, version=number, earlier=()) for number, each in enumerate([*base, *later], start=1)]
