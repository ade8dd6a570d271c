"""What the screen tells is what was done: no other amount is paid, and no card that was filled is left out."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.operations import programmes as operations
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.desktop.benefits import TODAY, to_pay
from tests.desktop.counter import Till

F2, F8, F12 = Qt.Key.Key_F2, Qt.Key.Key_F8, Qt.Key.Key_F12
HALF_AN_HOUR_MS = 30 * 60_000
REWARD = {"reward_kind": "amount_off", "reward_title": "歡樂時光", "reward_amount": 50}


def publish_hours(till: Till, **hours: str) -> None:
    """Fifty off for everybody, at these hours."""
    terms = read_terms("offer", {**REWARD, "automatic": True, "for_everybody": True, **hours}, "terms")
    assert not isinstance(terms, Refusal), terms
    services = till.desks.services
    draft = Programme("happy", 1, "offer", "歡樂時光", terms)
    answer = operations.publish(services.store, services.state.context, draft, TODAY, TODAY)
    assert not isinstance(answer, Refusal), answer
    services.state.replace_context(answer)
    till.settle()


@pytest.mark.parametrize("cash", ["", "500"])
@pytest.mark.parametrize(
    ("hours", "shown", "then"), [({"from_time": "12:20"}, 200, 150), ({"until_time": "12:20"}, 150, 200)]
)
def test_an_amount_that_turned_with_the_hour_is_told_before_it_is_paid(
    till: Till, hours: dict[str, str], shown: int, then: int, cash: str
) -> None:
    publish_hours(till, **hours)
    till.press(F2)
    till.type("200")
    if cash:
        till.press(F8)
        till.type(cash)
    assert to_pay(till) == f"NT$ {shown}"
    till.clock.pass_ms(HALF_AN_HOUR_MS)
    till.press(F12)
    assert (till.sales, till.note) == ((), f"應付金額剛剛變成 NT$ {then}，請再確認一次。")
    assert to_pay(till) == f"NT$ {then}"
    till.press(F12)
    assert [sale.operation.bill for sale in till.sales] == [then]


@pytest.mark.parametrize(("cups", "said"), [(10, "集滿一張卡"), (23, "集滿 2 張卡")])
def test_every_card_that_a_sale_fills_is_told(till: Till, cups: int, said: str) -> None:
    latte = till.product("拿鐵", 100)
    till.seat(till.join("0912345678", "王小美"))
    for _ in range(cups):
        till.view.product_wished.emit(latte.id)
    till.settle()
    till.press(F12)
    assert said in till.said


@pytest.mark.parametrize("language", ["zh_tw", "en"])
@pytest.mark.parametrize(
    "name", ["王" + "小美" * 29 + "玲", "Maximiliana Alexandrovna-Konstantinopolska Montgomery III"]
)
def test_the_longest_name_leaves_room_for_what_was_done_on_a_small_screen(till: Till, language: str, name: str) -> None:
    till.app.window.resize(1024, 768)
    till.screens.settings.save_till(language=language)
    till.settle()
    till.seat(till.join("0912345678", name))
    bar = till.app.window.bottom_bar.message
    till.type("3000+")
    till.press(F12)
    assert bar._text.text() == till.said
    assert till.said.endswith(
        till.words("desk.done", who="", what=till.words("desk.got_points", count=30)).lstrip(" :")
    )
    assert name in bar.toolTip()
    till.press(Qt.Key.Key_Z, control=True)
    assert bar._text.text() == till.said
    assert "A-000002" in till.said
    assert name in bar.toolTip()
