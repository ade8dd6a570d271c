"""Subscription: a period is paid, its deliveries are taken, and somebody is due next."""

from __future__ import annotations

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, programme_sentence
from loyalty.ledger import Operation
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.programs.subscription import Due, due
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import Words
from tests.loyalty.till import Till, amount

BEANS = {"id": "beans", "title": "咖啡豆一包", "count": 2, "cost": 120}
REPAIR = {"id": "repair", "title": "免費維修", "count": 1, "cost": 200}
PERIOD = Basket((Line(600, plan="box:time", name="豆子訂閱"),))
TAKE = Choices(rewards={"box:beans": 1})


def subscription(**terms: object) -> Programme:
    """NT$600 a month for two bags and a repair."""
    checked = read_terms("subscription", {"fee": 600, "items": [BEANS, REPAIR], **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("box", 1, "subscription", "豆子訂閱", checked)


def left(till: Till, item: str = "beans") -> int:
    """How much of an item is left."""
    found = due(till.programmes[0], [till.standing()], till.now_ms, till.shop)
    return sum(each.left for each in found if each.item_id == item)


def notices(till: Till, language: str = "zh_tw") -> list[str]:
    """What is told about it."""
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    found = kind_of(till.programmes[0]).notices(till.programmes[0], situation)
    return [explain_notice(each, "豆子訂閱", Words(language)) for each in found]


def test_a_period_gives_so_many_and_the_next_one_as_many_again() -> None:
    till = Till([subscription()])
    assert till.quote(amount(100)).offers == ()
    till.sell(PERIOD)
    till.sell(Basket(), TAKE)
    assert (left(till), left(till, "repair")) == (1, 1)
    till.sell(Basket(), TAKE)
    refused = till.quote(Basket(), TAKE)
    assert refused.dropped["box:beans"] == Refusal(RefusalReason.USED_UP, {"most": 2})
    till.at("2026-03-31")
    till.sell(PERIOD)  # the next period: what it gives comes with it
    assert left(till) == 0
    till.at("2026-04-01")
    assert left(till) == 2
    till.at("2026-05-01")
    assert left(till) == 0


def test_the_first_delivery_goes_with_the_sale_that_pays_it() -> None:
    till = Till([subscription()])
    sale = till.sell(PERIOD, TAKE)
    assert (sale.bill, left(till)) == (600, 1)
    till.refund(sale)
    assert left(till) == 0
    assert till.standing().lots == ()


def test_what_is_not_taken_is_not_carried() -> None:
    till = Till([subscription()])
    till.sell(PERIOD)
    till.sell(PERIOD)
    till.at("2026-04-30")
    assert left(till) == 2


def test_a_year_paid_at_once_can_give_month_by_month() -> None:
    till = Till([subscription(months=12, items=[{**BEANS, "every": "month"}, REPAIR])])
    till.at("2026-01-31")
    till.sell(PERIOD)
    till.sell(Basket(), TAKE)
    till.sell(Basket(), TAKE)
    till.at("2026-02-27")
    assert left(till) == 0
    till.at("2026-02-28")
    assert left(till) == 2
    till.sell(Basket(), Choices(rewards={"box:repair": 1}))
    till.at("2026-12-31")
    assert (left(till), left(till, "repair")) == (2, 0)
    till.at("2027-01-31")
    assert (left(till), left(till, "repair")) == (0, 0)


def test_who_is_due_soonest_comes_first() -> None:
    programme = subscription()
    till = Till([programme])
    till.sell(PERIOD, TAKE, member_id=1)
    till.at("2026-03-10")
    till.sell(PERIOD, member_id=2)
    till.sell(amount(100), member_id=3)
    people = [till.standing(each) for each in (3, 2, 1)]
    found = due(programme, people, till.now_ms, till.shop)
    assert [(each.member_id, each.item_id, each.left, each.until.isoformat()) for each in found] == [
        (1, "beans", 1, "2026-03-31"),
        (1, "repair", 1, "2026-03-31"),
        (2, "beans", 2, "2026-04-09"),
        (2, "repair", 1, "2026-04-09"),
    ]
    assert isinstance(found[0], Due)
    assert found[0].title == "咖啡豆一包"
    till.at("2026-04-01")
    assert {each.member_id for each in due(programme, people, till.now_ms, till.shop)} == {2}


def test_it_says_what_is_left_and_until_when_it_is_paid() -> None:
    till = Till([subscription()])
    till.sell(PERIOD, TAKE)
    assert notices(till) == [
        "咖啡豆一包還有 1 次，到 2026-03-31",
        "免費維修還有 1 次，到 2026-03-31",
        "豆子訂閱付到 2026-03-31",
    ]
    till.at("2026-03-24")
    assert notices(till)[-1] == "豆子訂閱 2026-03-31 到期"
    assert notices(till, "en")[-1] == "豆子訂閱 ends on 2026-03-31"


def test_a_sale_taken_back_gives_the_delivery_back() -> None:
    till = Till([subscription()])
    till.sell(PERIOD)
    taken = till.sell(Basket(), TAKE)
    back = till.undo(taken)
    assert isinstance(back, Operation)
    assert left(till) == 2
    assert till.explained(taken, "zh_tw") == ("豆子訂閱：用了 1 次",)
    assert till.explained(back, "zh_tw") == ("豆子訂閱：不再算用過，少算 1 次",)


def test_the_sentence_states_the_whole_programme() -> None:
    programme = subscription(items=[BEANS, {**REPAIR, "every": "month"}])
    assert programme_sentence(programme, Words("zh_tw")) == (
        "NT$ 600 訂閱 1 個月：咖啡豆一包每期 2 次，免費維修每月 1 次。"
    )
    assert programme_sentence(programme, Words("en")) == (
        "NT$ 600 for 1 month: 咖啡豆一包 (2 a period), 免費維修 (1 a month)."
    )


def test_a_subscription_gives_something() -> None:
    for terms, place in (({}, "p.items"), ({"items": [BEANS, BEANS]}, "p.items[1].id")):
        answer = read_terms("subscription", terms, "p")
        assert isinstance(answer, Refusal)
        assert answer.facts["place"] == place
