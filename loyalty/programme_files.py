"""Programmes as a file: one JSON object, versioned, checked by the kinds' own fields; read without writing anything."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from loyalty.taken_codes import code_taken
from loyalty.terms import Field, FieldKind, malformed, validate

FORMAT = "regulars-programmes"
VERSION = 1
NAME_MAX = 60

# What every programme has besides its kind's terms, as the owner's form asks it; a day of "" is today.
NAME_FIELD = Field("name", FieldKind.TEXT, "", maximum=NAME_MAX, required=True, noun="programmes_screen")
FROM_DAY_FIELD = Field("from_day", FieldKind.DAY, "", noun="programmes_screen")

_PROGRAMME_FIELDS = (
    Field("id", FieldKind.TEXT, "", maximum=64, required=True),
    Field("kind", FieldKind.TEXT, "", required=True),
    NAME_FIELD,
    Field("stopped", FieldKind.YES_NO, False),
)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """The programmes of a file that are right, in its order, and what is wrong with the others, each with its place."""

    programmes: tuple[Programme, ...] = ()
    faults: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What taking a file would do: programmes that are new, changed as (now, then), or equal; and what is wrong."""

    new: tuple[Programme, ...] = ()
    changed: tuple[tuple[Programme, Programme], ...] = ()
    equal: tuple[Programme, ...] = ()
    faults: tuple[Refusal, ...] = ()

    @property
    def to_publish(self) -> tuple[Programme, ...]:
        """What is to be published when the plan is confirmed."""
        return (*self.new, *(then for _, then in self.changed))


def says_the_same(one: Programme, other: Programme) -> bool:
    """Whether two versions say the same: name, kind, terms, and whether it runs."""
    return (one.kind, one.name, one.stopped, dict(one.terms)) == (
        other.kind,
        other.name,
        other.stopped,
        dict(other.terms),
    )


def write_programmes(programmes: Iterable[Programme]) -> str:
    """The programmes as the text of a file, which `read_programmes` reads."""
    listed = [
        {"id": each.id, "kind": each.kind, "name": each.name, "stopped": each.stopped, "terms": each.terms}
        for each in programmes
    ]
    whole = {"format": FORMAT, "version": VERSION, "programmes": listed}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def read_programmes(text: str) -> ReadFile:
    """The programmes in a file's text. Whatever is wrong is a MALFORMED fault that names its place; nothing raises.

    One wrong programme does not keep the others out. A file of a later version of the format is refused whole.
    """
    try:
        whole = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        return ReadFile(faults=(malformed("file", "not_json", problem=str(error)),))
    fault = _wrong_file(whole)
    if fault is not None:
        return ReadFile(faults=(fault,))
    found: dict[str, Programme] = {}
    faults: list[Refusal] = []
    for index, raw in enumerate(whole["programmes"]):
        place = f"programmes[{index}]"
        read = _programme(raw, place)
        if isinstance(read, Refusal):
            faults.append(read)
        elif read.id in found:
            faults.append(malformed(f"{place}.id", "used_twice"))
        else:
            found[read.id] = read
    return ReadFile(tuple(found.values()), tuple(faults))


def plan_of(read: ReadFile, running: Sequence[Programme]) -> FilePlan:
    """What the file would do to the shop's programmes; what it does not name stays as it is.

    A programme that exists as another kind is a fault: balances of one kind are not those of another. So is a code
    that opens another programme of the shop or of the file.
    """
    known = {each.id: each for each in running}
    then = {**known, **{each.id: each for each in read.programmes}}
    new: list[Programme] = []
    changed: list[tuple[Programme, Programme]] = []
    equal: list[Programme] = []
    faults = list(read.faults)
    for each in read.programmes:
        now = known.get(each.id)
        if now is not None and now.kind != each.kind:
            facts = {"kind": now.kind, "name": now.name, "wished": each.name, "wished_kind": each.kind}
            faults.append(malformed(f"{each.id}.kind", "other_kind", **facts))
        elif now is not None and says_the_same(now, each):
            equal.append(now)
        elif taken := code_taken(each, then.values()):
            faults.append(taken)
        elif now is None:
            new.append(each)
        else:
            changed.append((now, each))
    return FilePlan(tuple(new), tuple(changed), tuple(equal), tuple(faults))


def _wrong_file(whole: object) -> Refusal | None:
    if not isinstance(whole, Mapping) or whole.get("format") != FORMAT:
        return malformed("file", "other_file")
    if whole.get("version") != VERSION:
        return malformed("version", "other_version", version=VERSION)
    return None if isinstance(whole.get("programmes"), list) else malformed("programmes", "not_list")


def _programme(raw: object, place: str) -> Programme | Refusal:
    if not isinstance(raw, Mapping):
        return malformed(place, "not_object")
    head = validate(_PROGRAMME_FIELDS, {name: value for name, value in raw.items() if name != "terms"}, place)
    if isinstance(head, Refusal):
        return head
    terms = read_terms(str(head["kind"]), raw.get("terms", {}), f"{place}.terms")
    if isinstance(terms, Refusal):
        return terms
    return Programme(str(head["id"]), 1, str(head["kind"]), str(head["name"]), terms, bool(head["stopped"]))
