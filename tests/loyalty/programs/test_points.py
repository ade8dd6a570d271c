"""Points with everything that their terms can say: how they state themselves, and what they give back at best."""

from __future__ import annotations

import pytest

from loyalty.explain import programme_sentence
from loyalty.programs.points import give_back_permille
from loyalty.words import Words
from tests.loyalty.programs.terms import programme

COFFEE = {"id": "coffee", "title": "咖啡", "price": 10, "cost": 25}
EVERYTHING = programme(
    "points",
    "points",
    points_per_step=2,
    carry=True,
    multipliers=[{"category": "豆子", "percent": 300}, {"category": "飲料/茶", "percent": 0}],
    money_off=1,
    expires="months",
    expires_after=12,
    rewards=[COFFEE],
)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "zh_tw",
            "每滿 NT$ 100 得 2 點，1 點折 NT$ 1，10 點換咖啡。"
            "豆子點數 3 倍，飲料/茶不計點，零頭留到下次，12 個月後的月底到期。",
        ),
        (
            "en",
            "2 points for every NT$ 100; 1 point is NT$ 1 off, 10 points: 咖啡. "
            "Also: 豆子: 3 times the points, 飲料/茶: no points, "
            "the remainder is kept, expires at the end of the month 12 months later.",
        ),
    ],
)
def test_the_sentence_says_all_that_the_terms_say(language: str, said: str) -> None:
    assert programme_sentence(EVERYTHING, Words(language)) == said


@pytest.mark.parametrize(
    ("terms", "permille"),
    [
        ({"rewards": [COFFEE]}, 25),
        ({"rewards": [COFFEE], "points_per_step": 2}, 50),
        ({"rewards": [COFFEE], "money_off": 3}, 30),
        ({"rewards": [{**COFFEE, "cost": 1, "price": 1}]}, 10),
        ({"rewards": [{**COFFEE, "cost": 999, "price": 3, "title": "豆"}], "amount_step": 999}, 333),
        ({"rewards": [{**COFFEE, "cost": 0}]}, None),
        ({"rewards": []}, None),
    ],
)
def test_what_comes_back_at_best_is_rounded_down_to_thousandths(terms: dict[str, object], permille: int | None) -> None:
    assert give_back_permille(programme("points", "points", **terms)) == permille


def test_points_that_pay_say_their_rewards_too() -> None:
    cup = {"id": "cup", "title": "咖啡", "price": 10, "kind": "benefit"}
    found = programme("points", "points", money_off=1, rewards=[cup])
    assert programme_sentence(found, Words("zh_tw")) == "每滿 NT$ 100 得 1 點，1 點折 NT$ 1，10 點換咖啡。"
    assert programme_sentence(found, Words("en")).endswith("1 point is NT$ 1 off, 10 points: 咖啡.")
