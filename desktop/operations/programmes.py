"""The shop's programmes: every version, published from a day on, stopped and started, taken from a file."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from db import programmes
from db.programmes import Holding
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from desktop.operations.settings import read_again
from loyalty import limits
from loyalty.limits import Action
from loyalty.programme_files import NAME_FIELD, says_the_same
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from loyalty.taken_codes import code_taken
from loyalty.terms import malformed, validate


@dataclass(frozen=True)
class History:
    """Every version of one programme, the oldest first; there is at least one. Each carries the day it holds from."""

    versions: tuple[Programme, ...]

    @property
    def newest(self) -> Programme:
        """The version published last; it may begin on a later day."""
        return self.versions[-1]

    def on(self, day: date) -> Programme | None:
        """The version that holds on a business day; None before its first."""
        held = [each for each in self.versions if each.from_day is not None and each.from_day <= day]
        return held[-1] if held else None

    def planned(self, day: date) -> tuple[Programme, ...]:
        """Versions that begin after a business day and are not overtaken before they do, the next first."""
        coming: list[Programme] = []
        until: date | None = None
        for version in reversed(self.versions):
            begins = version.from_day
            if begins is None or begins <= day:
                break
            if until is None or begins < until:
                coming.insert(0, version)
                until = begins
        return tuple(coming)


def all_programmes(store: Store) -> tuple[History, ...]:
    """Every programme with all its versions, in the order of ids."""
    with store.read() as connection:
        return _histories(connection)


def holdings(store: Store, programme_id: str) -> tuple[Holding, ...]:
    """How many members hold how much of a programme, unit by unit. It looks at everybody's balances."""
    with store.browse() as connection:
        return programmes.holdings(connection, programme_id)


def new_id(wanted: str, taken: Container[str], between: str = "-") -> str:
    """`wanted`, or with a number behind it where a programme is called so already."""
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}{between}{number}"
    return name


def check_draft(programme: Programme, from_day: date, today: date) -> Programme | Refusal:
    """The draft with its terms complete, or MALFORMED: places are "name", "terms.<field>..." and "from_day"."""
    named = validate((NAME_FIELD,), {"name": programme.name.strip()}, "")
    if isinstance(named, Refusal):
        return replace(named, facts={**named.facts, "place": "name"})
    terms = read_terms(programme.kind, dict(programme.terms), "terms")
    if isinstance(terms, Refusal):
        return terms
    if from_day < today:
        return malformed("from_day", "day_is_past")
    return replace(programme, name=str(named["name"]), terms=terms)


def publish(store: Store, context: ShopContext, draft: Programme, from_day: date, today: date) -> ShopContext | Refusal:
    """Make the draft the next version of its programme, or a new programme's first, from a day on, never earlier.

    `draft.version` does not matter. Said twice it is published once. A programme never changes its kind. Versions that
    were to begin on that day or later are overtaken by this one. Refused: MALFORMED with its place; CODE_TAKEN.
    """
    refused = limits.check(context.person, Action.EDIT_PROGRAMMES, {})
    checked = refused or check_draft(draft, from_day, today)
    if isinstance(checked, Refusal):
        return checked
    with store.write() as connection:
        known = _newest(connection).get(checked.id)
        if known is not None and known.kind != checked.kind:
            return malformed("kind", "other_kind", kind=known.kind)
        taken = _code_taken(connection, checked, from_day)
        if taken is not None:
            return taken
        _add(connection, known, checked, from_day)
        return read_again(connection, replace(context, day=today))


def set_stopped(
    store: Store, context: ShopContext, programme_id: str, stopped: bool, today: date
) -> ShopContext | Refusal:
    """Stop a programme from today, or start it again: it earns nothing while stopped, and no balance is lost.

    What holds today is what is stopped or started; versions that were still to come are overtaken. A programme that is
    gone changes nothing. Refused: CODE_TAKEN where another one has its code meanwhile.
    """
    refused = limits.check(context.person, Action.EDIT_PROGRAMMES, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        known = {each.newest.id: each for each in _histories(connection)}.get(programme_id)
        if known is not None:
            wanted = replace(known.on(today) or known.newest, stopped=stopped)
            taken = _code_taken(connection, wanted, today)
            if taken is not None:
                return taken
            _add(connection, known.newest, wanted, today)
        return read_again(connection, replace(context, day=today))


def take_in(store: Store, context: ShopContext, wanted: Sequence[Programme], today: date) -> ShopContext | Refusal:
    """Publish many from today, all or none: what a file brings."""
    refused = limits.check(context.person, Action.EDIT_PROGRAMMES, {})
    if refused is not None:
        return refused
    drafts: list[Programme] = []
    for draft in wanted:
        checked = check_draft(draft, today, today)
        if isinstance(checked, Refusal):
            return checked
        drafts.append(checked)
    with store.write() as connection:
        for each in drafts:
            taken = code_taken(each, drafts) or _code_taken(connection, each, today, {draft.id for draft in drafts})
            if taken is not None:
                return taken
        newest = _newest(connection)
        for each in drafts:
            _add(connection, newest.get(each.id), each, today)
        return read_again(connection, replace(context, day=today))


def reload(store: Store, context: ShopContext, day: date) -> ShopContext:
    """The shop with the programmes of a business day: what a till asks when a new day has begun."""
    with store.read() as connection:
        return read_again(connection, replace(context, day=day))


def _add(connection: Connection, known: Programme | None, draft: Programme, from_day: date) -> None:
    """Publish the draft after the newest version, unless that one says the same and holds on that day anyway."""
    if known is None:
        programmes.publish(connection, replace(draft, version=1), from_day)
        return
    holds_by_then = known.from_day is not None and known.from_day <= from_day
    if not (holds_by_then and says_the_same(known, draft)):
        programmes.publish(connection, replace(draft, version=known.version + 1), from_day)


def _code_taken(
    connection: Connection, draft: Programme, from_day: date, replaced: Container[str] = ()
) -> Refusal | None:
    """The refusal where a programme that holds on that day or later, and is not `replaced`, has the draft's code."""
    others: list[Programme] = []
    for each in _histories(connection):
        if each.newest.id not in replaced:
            now = each.on(from_day)
            others += [now] if now is not None else []
            others += each.planned(from_day)
    return code_taken(draft, others)


def _newest(connection: Connection) -> Mapping[str, Programme]:
    return {each.id: each for each in programmes.all_versions(connection)}


def _histories(connection: Connection) -> tuple[History, ...]:
    found = programmes.all_versions(connection)
    return tuple(History(tuple(each)) for _, each in groupby(found, key=lambda version: version.id))
