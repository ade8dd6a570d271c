"""Ready-made programmes, of which a new shop picks one; their names are in the shop's language."""

from __future__ import annotations

from dataclasses import dataclass

from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.words import Words

STAMP_CARD_ID = "stamp-card"
POINTS_ID = "points"
DEFAULT_PRESET = "both"


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice of the first start. Its name is the words `programme.preset_<id>`."""

    id: str
    programmes: tuple[Programme, ...]


def presets_in(words: Words) -> tuple[Preset, ...]:
    """All presets with programme and reward names in the language of `words`; version 1 each."""
    card, points = _coffee_passport(words), _point_per_hundred(words)
    return (
        Preset("coffee_passport", (card,)),
        Preset("point_per_hundred", (points,)),
        Preset("both", (card, points)),
    )


def _coffee_passport(words: Words) -> Programme:
    """買十送一: ten paid stamps, then the gift."""
    terms = {
        "stamps_needed": 10,
        "earn_by": "item",
        "amount_step": 100,
        "category": "",
        "starting_stamps": 0,
        "reward_title": words("programme.preset_free_cup"),
        "reward_cost": 25,
    }
    return completed(Programme(STAMP_CARD_ID, 1, "stamp_card", words("programme.preset_coffee_passport_card"), terms))


def _point_per_hundred(words: Words) -> Programme:
    """NT$100 is a point, ten points are a coffee; points as money off stay off until the owner types a rate."""
    coffee = {
        "id": "coffee",
        "title": words("programme.preset_coffee"),
        "price": 10,
        "kind": "free_item",
        "value": 0,
        "category": "",
        "cost": 25,
    }
    terms = {
        "amount_step": 100,
        "points_per_step": 1,
        "carry": False,
        "rewards": [coffee],
        "money_off": 0,
        "money_off_points": 1,
    }
    return completed(Programme(POINTS_ID, 1, "points", words("programme.preset_points"), terms))


PRESETS: tuple[Preset, ...] = presets_in(Words("zh_tw"))
