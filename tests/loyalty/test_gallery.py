"""Every ready programme is whole, says what it is, and opens a shop by itself."""

from __future__ import annotations

from datetime import date

import pytest

from loyalty.explain import programme_sentence
from loyalty.gallery import gallery_in
from loyalty.programmes import Programme
from loyalty.programs import KINDS, read_terms
from loyalty.programs.kind import rows
from loyalty.refusals import Refusal
from loyalty.words import LANGUAGES, Words
from tests.loyalty.till import Till, cups

TODAY = date(2026, 3, 1)
READY = [(language, programme) for language in LANGUAGES for programme in gallery_in(Words(language), TODAY)]


@pytest.mark.parametrize(("language", "programme"), READY, ids=lambda each: getattr(each, "name", each))
def test_a_ready_programme_is_whole_and_says_itself(language: str, programme: Programme) -> None:
    checked = read_terms(programme.kind, programme.terms, "terms")
    assert not isinstance(checked, Refusal), checked
    assert checked == programme.terms
    sentence = programme_sentence(programme, Words(language))
    assert sentence
    assert "{" not in sentence


def test_every_kind_but_the_plain_extra_points_has_a_ready_one() -> None:
    assert {kind.name for kind in KINDS} - {programme.kind for _, programme in READY} <= {"extra_points"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_ready_ladders_name_a_level_alike(language: str) -> None:
    ladders = [each for each in gallery_in(Words(language), TODAY) if each.kind == "tiers"]
    levels = [row["id"] for each in ladders for row in rows(each, "levels")]
    assert len(ladders) > 1
    assert len(levels) == len(set(levels))


def test_all_of_them_together_sell() -> None:
    ready = {programme.id: programme for programme in gallery_in(Words("zh_tw"), TODAY)}
    till = Till(tuple(ready.values()))
    for _ in range(12):
        till.sell(cups(3))
