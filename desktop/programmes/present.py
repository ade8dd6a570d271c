"""From programmes, their versions and a draft to what the programmes' screen shows. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from db.programmes import Holding
from desktop.operations.programmes import History
from desktop.programmes.draft import Draft, beginnings
from loyalty.explain import explain_refusal, give_back, programme_sentence
from loyalty.ledger import Unit, account_of
from loyalty.money import Currency, format_money
from loyalty.phrases import listed
from loyalty.programme_files import FilePlan
from loyalty.programmes import Programme
from loyalty.programs import KINDS
from loyalty.refusals import Refusal
from loyalty.terms import Field
from loyalty.words import Words
from ui.facts import ChipFacts
from ui.programmes.facts import (
    EditorFacts,
    FileChange,
    FilePreview,
    GalleryCard,
    GalleryGroup,
    PreviewFacts,
    ProgrammeCard,
    ProgrammeDetail,
    VersionRow,
)

ICONS = {
    "stamp_card": "stamp",
    "points": "star",
    "tiers": "crown",
    "membership": "id-card",
    "subscription": "refresh-cw",
    "cashback": "wallet",
    "stored_value": "wallet",
    "prepaid": "coffee",
    "referral": "users",
    "coupon": "tag",
    "donation": "heart",
    "birthday": "cake",
    "dates": "cake",
    "regulars_day": "clock",
    "early_access": "clock",
    "milestone": "trending-up",
    "welcome": "user-plus",
    "surprise": "gift",
    "hand_given": "heart",
    "occasion": "star",
    "offer": "tag",
    "multiplier": "trending-up",
}
_PLACE = re.compile(r"programmes\[(\d+)\](?:\.(?:terms\.)?(.+))?")
_LAST = re.compile(r"[.\[\]]+")
PRESET, KIND = "preset:", "kind:"
# Units that are money, those a member is rather than holds, and those that only count for the rules.
_MONEY = (Unit.CASHBACK, Unit.STORED_PAID, Unit.STORED_BONUS, Unit.DONATION)
_STATUSES = (Unit.TIER, Unit.MEMBERSHIP)
_INNER = (Unit.REMAINDER, Unit.SPEND, Unit.USE, Unit.REFERRAL, Unit.REFERRED)


def icon_of(kind: str) -> str:
    """The icon of a kind."""
    return ICONS.get(kind, "gift")


def kind_name(kind: str, words: Words) -> str:
    """What a kind is called: in its own noun, or here for those that have none."""
    return words(f"{kind}.kind" if words.has(f"{kind}.kind") else f"programmes_screen.kind_{kind}")


def kind_about(kind: str, words: Words) -> str:
    """One sentence of what a kind is for."""
    return words(f"{kind}.about" if words.has(f"{kind}.about") else f"programmes_screen.kind_{kind}_help")


def card(history: History, today: date, currency: Currency, words: Words) -> ProgrammeCard:
    """One programme in the list, as it stands today."""
    shown = history.on(today) or history.newest
    return ProgrammeCard(
        programme_id=shown.id,
        name=shown.name,
        icon=icon_of(shown.kind),
        kind=kind_name(shown.kind, words),
        sentence=programme_sentence(shown, words, currency),
        state=state_of(history, today, words),
        version=words("programmes_screen.version", number=shown.version),
    )


def state_of(history: History, today: date, words: Words) -> ChipFacts:
    """Whether it runs, begins on a later day, or is stopped."""
    now = history.on(today)
    if now is None:
        return ChipFacts(words("programmes_screen.state_begins", day=day_text(history.newest)), "info", "clock")
    if now.stopped:
        return ChipFacts(words("programmes_screen.state_stopped"), "plain", "pause")
    planned = history.planned(today)
    if planned:
        return ChipFacts(words("programmes_screen.state_changes", day=day_text(planned[0])), "info", "clock")
    return ChipFacts(words("programmes_screen.state_live"), "primary", "circle-check")


def detail(history: History, held: Sequence[Holding], today: date, currency: Currency, words: Words) -> ProgrammeDetail:
    """One programme whole, its versions the newest first."""
    shown = history.on(today) or history.newest
    return ProgrammeDetail(
        card=card(history, today, currency, words),
        give_back=give_back(shown, words),
        holdings=holding_lines(held, currency, words),
        versions=tuple(_version(version, history, today, currency, words) for version in reversed(history.versions)),
        stopped=shown.stopped,
    )


def holding_lines(held: Sequence[Holding], currency: Currency, words: Words) -> tuple[str, ...]:
    """How many members hold how much, one line a unit."""
    return tuple(_holding(each, currency, words) for each in held if account_of("", each.unit_text).unit not in _INNER)


def _holding(held: Holding, currency: Currency, words: Words) -> str:
    account = account_of("", held.unit_text)
    unit = words(f"entry.unit_{account.unit.value}")
    named = f"{unit} {account.part}" if account.part else unit
    members = f"{held.members:,}"
    if account.unit in _MONEY:
        money = format_money(held.amount, currency)
        return words("programmes_screen.holding_money", members=members, amount=money, unit=named)
    if account.unit in _STATUSES:
        return words("programmes_screen.holding_status", members=members, unit=named)
    return words("programmes_screen.holding", members=members, amount=f"{held.amount:,}", unit=named)


def _version(version: Programme, history: History, today: date, currency: Currency, words: Words) -> VersionRow:
    return VersionRow(
        version=version.version,
        title=words("programmes_screen.version", number=version.version),
        since=words("programmes_screen.since", day=day_text(version)),
        state=_version_state(version, history, today, words),
        sentence=programme_sentence(version, words, currency),
        can_be_reused=version != history.on(today) or version.stopped,
    )


def _version_state(version: Programme, history: History, today: date, words: Words) -> ChipFacts | None:
    if version == history.on(today):
        key = "state_stopped" if version.stopped else "version_now"
        kind, icon = ("plain", "pause") if version.stopped else ("primary", "circle-check")
        return ChipFacts(words(f"programmes_screen.{key}"), kind, icon)
    if version in history.planned(today):
        return ChipFacts(words("programmes_screen.version_planned"), "info", "clock")
    if version.from_day is not None and version.from_day > today:
        return ChipFacts(words("programmes_screen.version_overtaken"), "plain")
    return ChipFacts(words("programmes_screen.state_stopped"), "plain") if version.stopped else None


def gallery(currency: Currency, words: Words, today: date) -> tuple[GalleryGroup, ...]:
    """The presets kind by kind, then the kinds themselves."""
    ready = beginnings(words, today)
    groups = []
    for kind in KINDS:
        cards = tuple(
            GalleryCard(f"{PRESET}{place}", icon_of(each.kind), each.name, programme_sentence(each, words, currency))
            for place, each in enumerate(ready)
            if each.kind == kind.name
        )
        if cards:
            groups.append(GalleryGroup(kind_name(kind.name, words), cards))
    kinds = tuple(
        GalleryCard(
            f"{KIND}{kind.name}",
            icon_of(kind.name),
            kind_name(kind.name, words),
            kind_about(kind.name, words),
        )
        for kind in KINDS
    )
    return (*groups, GalleryGroup(words("programmes_screen.gallery_kinds"), kinds))


def editor(draft: Draft, history: History | None, today: date, words: Words) -> EditorFacts:
    """A draft to edit, or an old version to look at."""
    programme = draft.programme
    kind = ChipFacts(kind_name(programme.kind, words), "plain", icon_of(programme.kind))
    if draft.looks_at is not None:
        number = words("programmes_screen.version", number=draft.looks_at)
        title = words("programmes_screen.editor_look", name=programme.name)
        chips, note = (ChipFacts(number, "plain", "history"), kind), words("programmes_screen.note_look")
    elif history is None:
        title, chips, note = words("programmes_screen.editor_new"), (kind,), words("programmes_screen.note_new")
    else:
        number = words("programmes_screen.version", number=history.newest.version + 1)
        title = words("programmes_screen.editor_edit")
        chips, note = (ChipFacts(number, "info", "pencil"), kind), _note(history, today, words)
    return EditorFacts(
        row_prefix=_row_prefix(programme, history),
        title=title,
        chips=chips,
        name=programme.name,
        fields=draft.fields,
        values=programme.terms,
        note=note,
        today=today,
        read_only=draft.looks_at is not None,
        is_new=draft.is_new or draft.is_changed,
    )


def _row_prefix(programme: Programme, history: History | None) -> str:
    """Of this programme and the version to come alone, so that a row of another version never has the same id."""
    return f"{programme.id[:8]}.{1 if history is None else history.newest.version + 1}"


def _note(history: History, today: date, words: Words) -> str:
    now, planned = history.on(today), history.planned(today)
    notes = [words("programmes_screen.note_edit")]
    if now is not None and now.stopped:
        notes.append(words("programmes_screen.note_starts"))
    if planned:
        notes.append(words("programmes_screen.note_overtakes", day=day_text(planned[0])))
    return " ".join(notes)


def preview(read: Programme | Refusal, fields: Sequence[Field], currency: Currency, words: Words) -> PreviewFacts:
    """What the draft says of itself, or which of its fields is still missing or wrong."""
    if not isinstance(read, Refusal):
        return PreviewFacts(programme_sentence(read, words, currency), give_back(read, words))
    places = _LAST.split(str(read.facts.get("place", "")))
    labels = [words(field.label_key) for field in fields if field.name in places]
    if not labels:
        return PreviewFacts(problem=words("programmes_screen.preview_incomplete"))
    return PreviewFacts(problem=words("programmes_screen.preview_waits", field=labels[0]))


def file_preview(
    file_name: str, plan: FilePlan, lacking: Mapping[str, Sequence[str]], currency: Currency, words: Words
) -> FilePreview:
    """What taking a file would do; `lacking` is what each programme names that the shop does not have."""
    notes = {
        each: words("programmes_screen.file_lacking", what=listed(names, words)) if names else ""
        for each, names in lacking.items()
    }
    return FilePreview(
        file_name=file_name,
        new=tuple(
            FileChange(each.name, programme_sentence(each, words, currency), notes.get(each.id, ""))
            for each in plan.new
        ),
        changed=tuple(
            replace(_change(now, then, currency, words), note=notes.get(then.id, "")) for now, then in plan.changed
        ),
        equal=tuple(each.name for each in plan.equal),
        faults=tuple(_file_fault(each, words) for each in plan.faults),
    )


def _file_fault(fault: Refusal, words: Words) -> str:
    """The place in a person's words: which programme, and which of its fields."""
    if fault.facts["detail"] == "other_kind":
        kinds = {each: kind_name(str(fault.facts[each]), words) for each in ("kind", "wished_kind")}
        return words("programmes_screen.file_other_kind", **{**fault.facts, **kinds})
    parts = _PLACE.fullmatch(str(fault.facts["place"]))
    if parts is None:
        return explain_refusal(fault, words)
    number, field = int(parts[1]) + 1, parts[2]
    sentence = words(f"refusal.detail_{fault.facts['detail']}", **fault.facts)
    if not field:
        return words("programmes_screen.file_place_whole", number=number, fault=sentence)
    what = _field_name(field, words) if ".terms." in str(fault.facts["place"]) else _head_name(field, words)
    return words("programmes_screen.file_place", number=number, what=what, fault=sentence)


def _head_name(field: str, words: Words) -> str:
    """What every programme of a file has; a name that none has stands as it is."""
    label = f"programmes_screen.file_field_{field}"
    return words(label) if words.has(label) else field


def _field_name(place: str, words: Words) -> str:
    """The label of the field at a place of terms; the place itself where its label is another noun's."""
    label = f"programme.{_LAST.split(place)[-1]}"
    return words(label) if words.has(label) else place


def _change(now: Programme, then: Programme, currency: Currency, words: Words) -> FileChange:
    name = then.name if now.name == then.name else words("desk.products_change", before=now.name, after=then.name)
    before, after = programme_sentence(now, words, currency), programme_sentence(then, words, currency)
    if now.stopped != then.stopped:
        after = words("programmes_screen.state_stopped" if then.stopped else "programmes_screen.state_live")
    elif before == after:
        return FileChange(name, after)
    return FileChange(name, words("programmes_screen.file_change", before=before, after=after))


def day_text(programme: Programme) -> str:
    """The day a version holds from."""
    return programme.from_day.isoformat() if programme.from_day else ""
