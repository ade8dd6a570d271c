"""Both languages say the same things, everything said exists, and every visible sentence comes from the words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from string import Formatter

import pytest

from loyalty.ledger import EntryReason
from loyalty.programs import KINDS
from loyalty.refusals import RefusalReason
from loyalty.shop import SHOP_FIELDS
from loyalty.slip_rules import ISSUER_FIELDS, SLIP_FIELDS
from loyalty.terms import Field
from loyalty.words import Words
from loyalty.words.catalogue import LANGUAGES, catalogue
from tests.sources import docstring_nodes, dotted, name_of, python_files, tree_of

ZH_TW, EN = dict(catalogue("zh_tw").whole()), dict(catalogue("en").whole())
NOUNS = sorted({key.partition(".")[0] for key in ZH_TW})
CHINESE = re.compile(r"[㐀-鿿＀-￯　-〿]")
# The names of languages are written in themselves, the shop's mark in both.
KEPT_CHINESE_IN_ENGLISH = {"settings.language_zh_tw", "first_start.language_zh_tw"}
# Where Chinese stands in the source as data, not as a sentence: samples, people, readings, written forms.
CHINESE_AS_DATA = ("desktop/demo/", "desktop/files/cells.py", "ui/gallery", "loyalty/words/")
# The name of the app is itself, in every language.
APP_NAME = "熟客 Regulars"


def placeholders(sentence: str) -> set[str]:
    """The named facts a sentence needs."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def _sources() -> tuple[Path, ...]:
    return tuple(path for path in python_files() if not name_of(path).startswith("loyalty/words/"))


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in _sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                yield f"{name_of(path)}:{node.lineno}", node


def _first_text(call: ast.Call) -> str | None:
    first = call.args[0] if call.args else None
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _is_words(call: ast.Call) -> bool:
    return dotted(call.func).rpartition(".")[2].lstrip("_") == "words"


def _none(problems: list[str]) -> None:
    assert not problems, "\n" + "\n".join(problems)


def test_both_languages_have_the_same_keys() -> None:
    assert sorted(ZH_TW) == sorted(EN)


def test_both_languages_have_the_same_placeholders() -> None:
    _none([key for key in sorted(ZH_TW.keys() & EN.keys()) if placeholders(ZH_TW[key]) != placeholders(EN[key])])


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_sentence_is_empty_or_ragged(language: str) -> None:
    _none(
        [
            key
            for key, sentence in catalogue(language).whole().items()
            if not sentence.strip() or sentence != sentence.strip()
        ]
    )


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_placeholder_has_a_plain_name(language: str) -> None:
    """No numbers, attributes or formats: a sentence is filled with finished texts and whole numbers."""
    odd = []
    for key, sentence in catalogue(language).whole().items():
        for _, name, form, conversion in Formatter().parse(sentence):
            if name is not None and (not name.isidentifier() or form or conversion):
                odd.append(f"{key}: {{{name}}}")
    _none(odd)


def test_the_english_holds_no_chinese() -> None:
    _none([f"{key}: {EN[key]}" for key in EN if CHINESE.search(EN[key]) and key not in KEPT_CHINESE_IN_ENGLISH])


def test_nothing_is_left_untranslated() -> None:
    """A sentence that is the same in both languages holds a name or a sign, never an English word in lower case."""
    bare = {key: re.sub(r"\{\w+\}", "", sentence) for key, sentence in ZH_TW.items()}
    _none(
        [f"{key}: {ZH_TW[key]}" for key in ZH_TW if ZH_TW[key] == EN.get(key) and re.search(r"\b[a-z]{3,}", bare[key])]
    )


def test_every_key_asked_for_exists() -> None:
    asked = [(place, _first_text(call)) for place, call in _calls() if _is_words(call)]
    _none([f"{place}: {key}" for place, key in asked if key is not None and key not in ZH_TW])


def test_every_text_that_looks_like_a_key_is_one() -> None:
    """Keys also travel as plain arguments (a label's key, a status): those must exist as well.

    Left out are beginnings that something is added to, and the disk, whose tables and columns look the same.
    """
    shape = re.compile(r"(?:" + "|".join(NOUNS or ["-"]) + r")\.[a-z][a-z0-9_]*")
    file_names = re.compile(r".*\.(?:py|json|toml|bin|png|lock|log)")
    _none(
        [
            f"{name_of(path)}:{node.lineno}: {node.value}"
            for path in _sources()
            for node in ast.walk(tree_of(path))
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and shape.fullmatch(node.value)
            if node.value not in ZH_TW and not file_names.fullmatch(node.value)
            if not node.value.endswith("_") and not name_of(path).startswith("db/")
        ]
    )


def test_every_sentence_is_given_the_facts_it_needs() -> None:
    problems = []
    for place, call in _calls():
        key = _first_text(call) if _is_words(call) else None
        given = {keyword.arg for keyword in call.keywords}
        if key in ZH_TW and None not in given and placeholders(ZH_TW[key]) - given:
            problems.append(f"{place}: {key} lacks {sorted(placeholders(ZH_TW[key]) - given)}")
    _none(problems)


def test_every_refusal_has_a_sentence() -> None:
    _none([reason for reason in RefusalReason if f"refusal.{reason}" not in ZH_TW])


def test_every_reason_of_an_entry_has_a_sentence() -> None:
    _none([reason for reason in EntryReason if f"entry.{reason}" not in ZH_TW])


def test_every_known_error_has_a_sentence_and_its_facts() -> None:
    problems = []
    for place, call in _calls():
        if dotted(call.func).rpartition(".")[2] != "KnownError" or (key := _first_text(call)) is None:
            continue
        given = {keyword.arg for keyword in call.keywords}
        sentence = ZH_TW.get(f"error.{key}")
        if sentence is None or (None not in given and placeholders(sentence) - given):
            problems.append(f"{place}: error.{key} {sentence or 'does not exist'}")
    _none(problems)


def _shapes_used() -> tuple[set[str], list[re.Pattern[str]]]:
    """Every text in the sources, and every f-string that begins like a key as a pattern."""
    texts: set[str] = set()
    patterns: set[str] = set()
    for path in _sources():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else r".+" for part in node.values
                ]
                patterns.add("".join(parts))
    # An f-string must name its noun; one that could be any key at all would make every key look used.
    named = [re.compile(p) for p in patterns if re.match(rf"(?:{'|'.join(NOUNS)})\\\.", p)]
    return texts, named


def _fields(fields: Iterable[Field]) -> Iterator[Field]:
    for field in fields:
        yield field
        yield from _fields(field.parts)


ALL_FIELDS = tuple(
    _fields([*SHOP_FIELDS, *SLIP_FIELDS, *ISSUER_FIELDS, *(field for kind in KINDS for field in kind.fields)])
)


def test_every_setting_of_the_shop_has_a_label_a_help_and_a_name_for_each_choice() -> None:
    every = (*SHOP_FIELDS, *SLIP_FIELDS, *ISSUER_FIELDS)
    wanted = {key for field in every for key in (field.label_key, field.help_key)}
    wanted |= {field.choice_key(choice) for field in every for choice in field.choices}
    _none(sorted(wanted - ZH_TW.keys()))


def _from_fields() -> set[str]:
    """Labels, helps and names of choices, whose keys are made from the declarations."""
    keys = {key for field in ALL_FIELDS for key in (field.label_key, field.help_key)}
    return keys | {field.choice_key(choice) for field in ALL_FIELDS for choice in field.choices}


def test_every_key_that_is_put_together_can_exist() -> None:
    _, patterns = _shapes_used()
    _none([pattern.pattern for pattern in patterns if not any(map(pattern.fullmatch, ZH_TW))])


def test_every_sentence_is_used() -> None:
    texts, patterns = _shapes_used()
    # The programmes' screen names and explains every kind in the kind's own noun.
    of_kinds = {f"{kind.name}.{name}" for kind in KINDS for name in ("kind", "about")}
    used = texts | _from_fields() | of_kinds
    # The sentence for one of a thing is taken by the words themselves, where they are asked for the other.
    used |= {f"{key}_one" for key in used & ZH_TW.keys()}
    _none([key for key in sorted(ZH_TW) if key not in used and not any(p.fullmatch(key) for p in patterns)])


def _chinese_in(path: Path) -> Iterator[str]:
    docstrings = docstring_nodes(tree_of(path))
    for node in ast.walk(tree_of(path)):
        text = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(text, str) and CHINESE.search(text.replace(APP_NAME, "")):
            yield f"{name_of(path)}:{node.lineno}: {text!r}: put it into the words"


def test_views_the_desk_and_the_paper_hold_no_chinese_of_their_own() -> None:
    paths = [
        path for path in python_files("ui", "desktop", "printing") if not name_of(path).startswith(CHINESE_AS_DATA)
    ]
    _none([problem for path in paths for problem in _chinese_in(path)])


def test_one_of_a_thing_is_said_as_one() -> None:
    words = Words("en")
    assert [words("desk.got_stamps", count=count) for count in (0, 1, 2)] == ["0 stamps", "1 stamp", "2 stamps"]
    assert words("slip.points_count", count="1") == "1 point"
    assert words("desk.got_points", count=11) == "11 points"
