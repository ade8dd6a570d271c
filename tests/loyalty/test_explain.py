"""Every figure says why, in both languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from loyalty.basket import Basket, Choices
from loyalty.errors import KnownError
from loyalty.explain import (
    explain_entries,
    explain_entry,
    explain_error,
    explain_refusal,
    give_back,
    grouped,
    how_far,
    programme_sentence,
    quantity,
)
from loyalty.ledger import DEBT, Account, Entry, EntryReason, Operation, Unit
from loyalty.money import TWD, Currency
from loyalty.presets import PRESETS, Preset, presets_in
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.terms import malformed
from loyalty.words import LANGUAGES, Words
from tests.loyalty.till import COFFEE, GIFTS, POINTS, STAMPS, Till, amount, cups, preset

ZH, EN = Words("zh_tw"), Words("en")
NAMES = {"stamp-card": "咖啡護照", "points": "點數"}
CARD, POINTS_PROGRAMME = preset("both")


def lines(operation: Operation) -> tuple[str, ...]:
    return explain_entries(operation.entries, NAMES, ZH)


def test_a_sale_says_what_each_programme_counted() -> None:
    assert lines(Till(preset("both")).sell(cups(2, price=144))) == (
        "點數：付 NT$ 288，每滿 NT$ 100 得 1 點，得 2 點",
        "咖啡護照：2 份，蓋 2 章",
    )


def test_a_filled_card_is_one_line_whatever_lots_it_took() -> None:
    till = Till(preset("coffee_passport"))
    for _ in range(9):
        till.sell(amount(50))
    assert lines(till.sell(amount(50))) == (
        "咖啡護照：蓋 1 章",
        "咖啡護照：集滿 10 章換卡，用 10 章",
        "咖啡護照：得到 1 份獎勵",
    )


def test_two_filled_cards_say_so() -> None:
    assert lines(Till(preset("coffee_passport")).sell(cups(20)))[1:] == (
        "咖啡護照：集滿 10 章換卡，用 20 章",
        "咖啡護照：得到 2 份獎勵",
    )


def test_the_explained_lines_sum_to_the_ledger() -> None:
    till = Till(preset("both", carry=True))
    till.sell(cups(23, price=77))
    operation = till.sell(cups(9, price=51), Choices(rewards={COFFEE: 1}))
    for account in (STAMPS, POINTS, GIFTS):
        whole = sum(entry.delta for entry in operation.entries if entry.account == account)
        assert sum(entry.delta for entry in grouped(operation.entries) if entry.account == account) == whole


def test_a_carried_remainder_is_explained_in_money() -> None:
    till = Till(preset("point_per_hundred", carry=True))
    till.sell(amount(60))
    assert lines(till.sell(amount(60))) == (
        "點數：付 NT$ 60 加零頭 NT$ 60，每滿 NT$ 100 得 1 點，得 1 點",
        "點數：用掉上次零頭 NT$ 60",
        "點數：零頭 NT$ 20 留到下次",
    )


def test_a_debt_is_explained_on_both_its_sides() -> None:
    till = Till(preset("point_per_hundred"))
    sale = till.sell(amount(1_000))
    till.sell(Basket(), Choices(rewards={COFFEE: 1}))
    refund = till.refund(sale)
    assert isinstance(refund, Operation)
    assert lines(refund) == ("點數：收回 10 點",)
    assert lines(till.sell(amount(400)))[1:] == (
        "點數：其中 4 點補先前的不足",
        "點數：補上先前不足的 4 點",
    )


SAY_NO_FIGURE = (
    EntryReason.REFERRAL_BEGUN,
    EntryReason.REFERRAL_DONE,
    EntryReason.TIER_GIVEN,
    EntryReason.TIER_TAKEN,
)
COUNT_NOTHING = (Unit.TIER, Unit.MEMBERSHIP)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", EntryReason)
@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("delta", [3, -3])
def test_every_reason_has_a_sentence_for_every_unit(reason: EntryReason, unit: Unit, delta: int, language: str) -> None:
    facts = {
        "base": 300,
        "step": 100,
        "rate": 1,
        "carried_in": 0,
        "needed": 10,
        "times": 1,
        "of": 0,
        "percent": 5,
        "money": 9,
    }
    entry = Entry(0, Account("p", unit), delta, DEBT, reason, facts)
    sentence = explain_entry(entry, "P", Words(language), TWD)
    assert "3" in sentence or reason in SAY_NO_FIGURE or unit in COUNT_NOTHING
    assert "{" not in sentence


FACTS: dict[str, int | str] = {
    "missing": 2,
    "programme": "咖啡護照",
    "limit": 999_999,
    "over": 12,
    "minutes": 10,
    "left": 500,
    "days": 30,
    "name": "王小美",
    "action": "refund",
    "place": "steps[0]",
    "detail": "empty",
    "step": "top_up",
    "title": "銀級 9 折",
    "minimum": 300,
    "day": "2026-03-01",
    "weekdays": "mon,fri",
    "start": "14:00",
    "end": "17:00",
    "wanted": "gold",
    "most": 3,
    "code": "FB2026",
    "price": 2000,
    "product": "限量豆",
    "to_pay": 320,
    "serial": "H-000012",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("reason", RefusalReason)
def test_every_refusal_has_a_sentence(reason: RefusalReason, language: str) -> None:
    assert "{" not in explain_refusal(Refusal(reason, FACTS), Words(language))


def test_money_in_a_refusal_is_written_as_money() -> None:
    refusal = Refusal(RefusalReason.REFUND_EXCEEDS_BILL, {"left": 1_500})
    assert explain_refusal(refusal, ZH) == "最多只能退 NT$ 1,500。"
    assert explain_refusal(refusal, EN, Currency("USD", 2, "US$")) == "No more than US$ 15.00 can be refunded."


def test_a_malformed_place_says_what_is_wrong_there() -> None:
    refusal = malformed("terms.stamps_needed", "above_maximum", limit=50)
    assert explain_refusal(refusal, EN) == "terms.stamps_needed: must not be above 50"
    assert explain_refusal(refusal, ZH) == "terms.stamps_needed：不能大於 50"


@pytest.mark.parametrize(
    ("stamps", "gifts", "sentence"), [(8, 0, "再 2 章送免費一杯"), (3, 2, "可兌換免費一杯 ×2，再 7 章又一份")]
)
def test_a_stamp_card_says_how_far_it_is(stamps: int, gifts: int, sentence: str) -> None:
    assert how_far(CARD, {STAMPS: stamps, GIFTS: gifts}, ZH) == sentence


@pytest.mark.parametrize(("points", "sentence"), [(7, "再 3 點可換咖啡一杯"), (12, "10 點可換咖啡一杯")])
def test_points_say_how_far_it_is(points: int, sentence: str) -> None:
    assert how_far(POINTS_PROGRAMME, {POINTS: points}, ZH) == sentence


def test_points_without_rewards_say_what_there_is() -> None:
    assert how_far(preset("point_per_hundred", rewards=[])[0], {POINTS: 7}, ZH) == "7 點"


def test_points_as_money_say_so_without_a_reward() -> None:
    (programme,) = preset("point_per_hundred", rewards=[], money_off=1, money_off_points=5)
    assert programme_sentence(programme, ZH) == "每滿 NT$ 100 得 1 點，5 點折 NT$ 1。"
    assert how_far(programme, {POINTS: 2}, ZH) == "再 3 點可折抵"
    assert how_far(programme, {POINTS: 5}, ZH) == "可用點數折抵"


def test_each_programme_states_itself_in_one_sentence() -> None:
    assert programme_sentence(CARD, ZH) == "每買一份蓋 1 章，集滿 10 章送免費一杯。"
    assert programme_sentence(POINTS_PROGRAMME, ZH) == "每滿 NT$ 100 得 1 點，10 點換咖啡一杯。"
    by_amount, by_visit = (preset("coffee_passport", earn_by=by)[0] for by in ("amount", "visit"))
    assert programme_sentence(by_amount, ZH) == "每滿 NT$ 100 蓋 1 章，集滿 10 章送免費一杯。"
    assert programme_sentence(by_visit, ZH) == "每次來店蓋 1 章，集滿 10 章送免費一杯。"
    assert programme_sentence(preset("point_per_hundred", rewards=[])[0], ZH) == "每滿 NT$ 100 得 1 點。"


@pytest.mark.parametrize("english", presets_in(EN), ids=lambda preset: preset.id)
def test_presets_speak_english_too(english: Preset) -> None:
    for programme in english.programmes:
        assert programme_sentence(programme, EN).isascii()
        assert how_far(programme, {}, EN).isascii()


def test_several_points_a_step_are_said() -> None:
    (programme,) = preset("point_per_hundred", points_per_step=3, rewards=[])
    assert programme_sentence(programme, ZH) == "每滿 NT$ 100 得 3 點。"
    assert programme_sentence(programme, EN) == "3 points for every NT$ 100."


def test_what_points_give_back_is_shown() -> None:
    assert give_back(POINTS_PROGRAMME, ZH) == "約回饋 2.5%"
    assert give_back(preset("point_per_hundred", money_off=5)[0], EN) == "about 5% comes back"
    assert give_back(preset("point_per_hundred", rewards=[])[0], ZH) == ""
    assert give_back(CARD, ZH) == ""


def test_the_default_preset_is_among_the_presets() -> None:
    assert [each.id for each in PRESETS] == ["coffee_passport", "point_per_hundred", "both"]
    assert [programme.id for programme in PRESETS[2].programmes] == ["stamp-card", "points"]
    assert all(isinstance(programme, Programme) for each in PRESETS for programme in each.programmes)


def test_an_error_of_the_world_is_one_sentence() -> None:
    assert explain_error(KnownError("disk_full"), ZH) == ZH("error.disk_full")


def test_counts_have_their_thousands_apart() -> None:
    assert quantity(POINTS, 10_005, ZH) == "10,005 點"
    assert lines(Till(preset("point_per_hundred")).sell(amount(800_000))) == (
        "點數：付 NT$ 800,000，每滿 NT$ 100 得 1 點，得 8,000 點",
    )
    missing = Refusal(RefusalReason.NOT_ENOUGH_POINTS, {"programme": "點數", "missing": 1_200})
    assert explain_refusal(missing, ZH) == "點數還差 1,200 點。"


def test_chinese_stands_beside_chinese_without_a_space_and_beside_figures_with_one() -> None:
    points = Entry(0, Account("x", Unit.POINT), 5, "a", EntryReason.REFERRAL_REWARDED)
    got = replace(points, account=Account("x", Unit.CASHBACK))
    assert explain_entry(got, "好 友", ZH) == "好 友：推薦成功，得回饋金 NT$ 5"
    assert explain_entry(points, "好 友", ZH) == "好 友：推薦成功，得 5 點"
    gave = replace(points, account=Account("x", Unit.DONATION), reason=EntryReason.DONATED)
    assert explain_entry(gave, "捐一杯", ZH) == "捐一杯：捐出 NT$ 5"
    assert explain_entry(gave, "A cup", EN) == "A cup: NT$ 5 donated"
    time = replace(points, account=Account("x", Unit.MEMBERSHIP), delta=-1, reason=EntryReason.TAKEN_BACK)
    assert explain_entry(time, "年卡", ZH) == "年卡：收回 1 會籍"


def test_a_name_that_ends_in_a_figure_has_a_space_before_what_follows() -> None:
    short = Refusal(RefusalReason.NOT_ENOUGH_STAMPS, {"programme": "咖啡護照 2", "missing": 7})
    assert explain_refusal(short, Words("zh_tw")) == "咖啡護照 2 再 7 章就能兌換。"
