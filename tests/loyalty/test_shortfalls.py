"""What is missing when something cannot be taken back: said with its unit and its programme, each by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.explain import explain_refusal
from loyalty.ledger import Account, Unit
from loyalty.money import TWD
from loyalty.presets import POINTS_ID, PRESETS, STAMP_CARD_ID
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shortfalls import shortfalls, too_small
from loyalty.words import Words

PROGRAMMES = next(preset.programmes for preset in PRESETS if preset.id == "both")
POINTS, WALLET = Account(POINTS_ID, Unit.POINT), Account("wallet", Unit.STORED_PAID)
CARD = replace(PROGRAMMES[0], id=STAMP_CARD_ID, name="咖啡護照")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("zh_tw", "會員已經用掉了，還差 475 點（點數）、儲值金 NT$ 200、3 章（咖啡護照），不能收回。"),
        (
            "en",
            "The member has spent it: 475 points (點數), stored value of NT$ 200, 3 stamps (咖啡護照) short, "
            "so it cannot be taken back.",
        ),
    ],
)
def test_accounts_of_several_units_are_not_summed_in_the_sentence(language: str, sentence: str) -> None:
    points = next(each for each in PROGRAMMES if each.id == POINTS_ID)
    missing = {POINTS: 475, WALLET: 200, Account(STAMP_CARD_ID, Unit.STAMP): 3}
    refusal = too_small(missing, (replace(points, name="點數"), CARD))
    assert refusal.facts["missing"] == 678
    assert explain_refusal(refusal, Words(language), TWD) == sentence


def test_the_facts_carry_each_account_with_its_part() -> None:
    item = Account("cups", Unit.ITEM, "latte")
    refusal = too_small({item: 2}, ())
    assert refusal.facts == {"missing": 2, "missing_1": 2, "unit_1": "item/latte"}
    assert shortfalls(refusal) == (("", Account("", Unit.ITEM, "latte"), 2),)


def test_a_refusal_without_accounts_says_the_number_alone() -> None:
    refusal = Refusal(RefusalReason.BALANCE_TOO_SMALL, {"missing": 5})
    assert explain_refusal(refusal, Words()) == "會員已經用掉了，還差 5，不能收回。"
