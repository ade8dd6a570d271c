"""The shop's own settings and programmes: loaded as one frozen context, changed one save at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from db import programmes, settings
from db.store import Connection, Store
from desktop.operations.context import ShopContext
from loyalty import limits
from loyalty.limits import Action
from loyalty.presets import DEFAULT_PRESET, PRESETS, Preset, presets_in
from loyalty.programmes import Programme
from loyalty.refusals import Refusal
from loyalty.shop import SHOP_FIELDS, shop_rules
from loyalty.terms import validate
from loyalty.words import Words


def load_context(store: Store, till: str, prints: bool, make_secret: Callable[[], bytes], today: date) -> ShopContext:
    """The shop as it stands. A new shop gets its card-signing key and the default preset first."""
    with store.write() as connection:
        if not programmes.current(connection):
            settings.set_card_secret(connection, make_secret())
            words = Words(shop_rules(settings.load(connection)).language)
            _run(connection, preset(DEFAULT_PRESET, words), today)
        return read_context(connection, till, prints, today)


def preset(preset_id: str, words: Words) -> Preset:
    """A preset by its id, named in the language of `words`. Raises KeyError."""
    return {each.id: each for each in presets_in(words)}[preset_id]


def running_preset(running: tuple[Programme, ...]) -> str:
    """The preset whose programmes are exactly those that run; "" when none is."""
    ids = {programme.id for programme in running if not programme.stopped}
    matching = (each.id for each in PRESETS if {programme.id for programme in each.programmes} == ids)
    return next(matching, "")


def save_shop(store: Store, context: ShopContext, values: Mapping[str, object]) -> ShopContext | Refusal:
    """Check and keep the shop's settings; the answer is the new context."""
    checked = limits.check(context.person, Action.EDIT_SETTINGS, {}) or validate(SHOP_FIELDS, values, "settings")
    if isinstance(checked, Refusal):
        return checked
    with store.write() as connection:
        settings.save(connection, checked)
        return read_again(connection, context)


def run_preset(store: Store, context: ShopContext, preset_id: str, today: date) -> ShopContext | Refusal:
    """Run the preset's programmes from today and stop the others; no balance is lost. "" stops them all."""
    refused = limits.check(context.person, Action.EDIT_SETTINGS, {})
    if refused is not None:
        return refused
    with store.write() as connection:
        words = Words(shop_rules(settings.load(connection)).language)
        _run(connection, preset(preset_id, words) if preset_id else Preset("", ()), today)
        return read_again(connection, replace(context, day=today))


def begin(
    store: Store, context: ShopContext, values: Mapping[str, object] | None, preset_id: str | None, today: date
) -> ShopContext | Refusal:
    """Keep the first answers: the shop's settings, then the preset; None leaves either as it is."""
    kept = context if values is None else save_shop(store, context, values)
    if preset_id is None or isinstance(kept, Refusal):
        return kept
    return run_preset(store, kept, preset_id, today)


def read_context(connection: Connection, till: str, prints: bool, day: date | None) -> ShopContext:
    """The shop as it is on the disk, with the programmes of a business day."""
    return ShopContext(
        shop=shop_rules(settings.load(connection)),
        programmes=programmes.current(connection, day),
        card_secret=settings.card_secret(connection),
        till=till,
        prints=prints,
        day=day,
    )


def read_again(connection: Connection, context: ShopContext) -> ShopContext:
    """The same till's and person's view of the shop as it is now, with the programmes of `context.day`."""
    return replace(read_context(connection, context.till, context.prints, context.day), person=context.person)


def _run(connection: Connection, chosen: Preset, today: date) -> None:
    wanted = {programme.id: programme for programme in chosen.programmes}
    current = {programme.id: programme for programme in programmes.current(connection)}
    for programme_id, programme in current.items():
        if programme_id not in wanted and not programme.stopped:
            programmes.publish(connection, replace(programme, version=programme.version + 1, stopped=True), today)
    for programme_id, programme in wanted.items():
        known = current.get(programme_id)
        if known is None:
            programmes.publish(connection, programme, today)
        elif programme != replace(known, version=programme.version, from_day=None, earlier=()):
            programmes.publish(connection, replace(programme, version=known.version + 1), today)
