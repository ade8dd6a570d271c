"""Paid membership: bought, renewed, used, ended, given back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from loyalty.basket import Basket, Choices, Line
from loyalty.checkout import situate
from loyalty.explain import explain_notice, programme_sentence
from loyalty.ledger import Account, Operation, Unit
from loyalty.outcome import Offer
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.refusals import Refusal, RefusalReason
from loyalty.shop import ShopRules
from loyalty.words import Words
from tests.loyalty.till import POINTS, Till, amount, preset

TIMES = Account("vip", Unit.MEMBERSHIP)
SERVICE = {"id": "service", "title": "免費保養", "count": 2, "cost": 300}
TASTING = Choices(rewards={"vip:service": 1})


def membership(**terms: object) -> Programme:
    """NT$1,200 a year for 10 % off, double points and two services a year."""
    wanted = {"fee": 1_200, "months": 12, "discount": 10, "points": 200, "benefits": [SERVICE], **terms}
    checked = read_terms("membership", wanted, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("vip", 1, "membership", "好友會員", checked)


def fee(price: int = 1_200, goods: Iterable[int] = ()) -> Basket:
    """The membership, with some goods beside it."""
    return Basket((Line(price, plan="vip:time", name="好友會員"), *(Line(each) for each in goods)))


def runs(till: Till) -> bool:
    """Whether conditions see the membership."""
    return "vip" in situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses


def notices(till: Till, language: str = "zh_tw") -> list[str]:
    """What is told about the membership."""
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    found = [notice for each in till.programmes for notice in kind_of(each).notices(each, situation)]
    return [explain_notice(each, "好友會員", Words(language)) for each in found]


def service(till: Till) -> Offer:
    """The offer of the yearly service."""
    return next(each for each in till.quote(amount(100)).offers if each.id == "vip:service")


def test_it_runs_a_year_from_the_day_it_is_bought_and_not_for_its_own_sale() -> None:
    till = Till([membership(), *preset("point_per_hundred")])
    assert not runs(till)
    sale = till.sell(fee(goods=[1_000]))
    assert (sale.bill, till.has(POINTS), till.has(TIMES)) == (2_200, 10, 1)
    assert till.quote(amount(1_000)).to_pay == 900
    till.sell(amount(1_000))
    assert till.has(POINTS) == 28  # 900 paid, counted twice
    till.at("2027-02-28")
    assert runs(till)
    till.at("2027-03-01")
    assert not runs(till)
    assert till.quote(amount(1_000)).to_pay == 1_000


def test_its_own_sale_has_it_where_the_shop_wants_the_crossing_sale_to() -> None:
    till = Till([membership()], ShopRules(crossing_gets_tier=True))
    assert till.quote(fee(goods=[1_000])).to_pay == 2_100
    assert till.quote(fee(goods=[1_000]), member_id=None).refusals == (Refusal(RefusalReason.MEMBER_NEEDED),)


def test_renewed_before_its_end_it_goes_on_from_there() -> None:
    till = Till([membership()])
    till.sell(fee())
    till.at("2027-02-01")
    till.sell(fee())
    assert sorted(lot.expires_on for lot in till.standing().lots if lot.expires_on) == [
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]
    till.at("2028-02-29")
    assert runs(till)
    till.at("2028-03-01")
    assert not runs(till)


def test_renewed_after_its_end_it_begins_anew() -> None:
    till = Till([membership(months=1)])
    till.sell(fee())
    till.at("2026-05-31")
    till.sell(fee())
    assert max(lot.expires_on for lot in till.standing().lots if lot.expires_on) == date(2026, 6, 29)


def test_the_services_of_a_year_are_counted_from_its_start_and_not_carried() -> None:
    till = Till([membership()])
    till.sell(fee())
    till.at("2027-02-28")
    till.sell(fee())  # renewed for the year from March 1
    till.sell(amount(100), TASTING)
    assert service(till).most == 1
    till.sell(amount(100), TASTING)
    assert service(till).why_not == Refusal(RefusalReason.USED_UP, {"most": 2})
    till.at("2027-03-01")
    till.sell(amount(100), TASTING)
    till.sell(amount(100), TASTING)
    assert till.quote(amount(100), TASTING).dropped["vip:service"].reason is RefusalReason.USED_UP


def test_a_half_year_bought_twice_gives_the_services_of_one_year() -> None:
    till = Till([membership(months=6)])
    till.sell(fee())
    till.sell(amount(100), TASTING)
    till.sell(amount(100), TASTING)
    till.at("2026-10-01")
    till.sell(fee())
    assert service(till).why_not == Refusal(RefusalReason.USED_UP, {"most": 2})
    till.at("2027-03-01")
    assert service(till).most == 1


def test_it_is_sold_one_at_a_time_at_its_price_to_a_member() -> None:
    till = Till([membership()])
    assert till.quote(fee(1_000)).refusals == (Refusal(RefusalReason.PLAN_PRICE, {"price": 1_200}),)
    two = Basket((Line(1_200, 2, plan="vip:time"),))
    assert till.quote(two).refusals == (Refusal(RefusalReason.QUANTITY_OUT_OF_RANGE, {"limit": 1}),)
    assert till.quote(fee(), member_id=None).refusals == (Refusal(RefusalReason.MEMBER_NEEDED),)


def test_the_fee_is_no_goods() -> None:
    """It takes no discount, earns nothing, and is no visit of the tiers."""
    levels = [{"id": "silver", "title": "銀級", "threshold": 1, "discount": 50}]
    checked = read_terms("tiers", {"levels": levels}, "terms")
    assert not isinstance(checked, Refusal)
    till = Till([membership(), Programme("tiers", 1, "tiers", "等級", checked)])
    till.sell(fee())
    assert till.has(Account("tiers", Unit.SPEND)) == 0
    till.sell(amount(100))
    assert till.quote(fee(goods=[100])).to_pay == 1_250


def test_its_percent_competes_with_the_tiers() -> None:
    """The better one wins; the other says why not."""
    levels = [{"id": "silver", "title": "銀級", "threshold": 1, "discount": 20}]
    checked = read_terms("tiers", {"levels": levels}, "terms")
    assert not isinstance(checked, Refusal)
    programmes = [Programme("tiers", 1, "tiers", "等級", checked), membership()]
    for listed in (programmes, programmes[::-1]):
        till = Till(listed)
        till.sell(fee())
        till.sell(amount(100))
        outcome = till.quote(amount(1_000))
        assert (outcome.to_pay, [each.offer_id for each in outcome.applied]) == (800, ["tiers:silver"])
        refused = next(each for each in outcome.offers if each.id == "vip:discount")
        assert refused.why_not == Refusal(RefusalReason.OTHER_DISCOUNT_BETTER, {"title": "銀級"})


def test_a_refund_of_the_fee_ends_it_and_one_of_the_goods_does_not() -> None:
    till = Till([membership()])
    sale = till.sell(fee(goods=[800]))
    till.refund(sale, 500)
    assert runs(till)
    till.refund(sale)
    assert (runs(till), till.has(TIMES)) == (False, 0)


@pytest.mark.parametrize("take_back", [Till.cancel, Till.undo])
def test_cancel_and_undo_end_it(take_back: object) -> None:
    till = Till([membership()])
    sale = till.sell(fee())
    back = till.cancel(sale) if take_back is Till.cancel else till.undo(sale)
    assert isinstance(back, Operation)
    assert not runs(till)
    assert till.quote(amount(1_000)).to_pay == 1_000


def test_what_was_bought_under_old_terms_is_finished_under_them() -> None:
    old = membership()
    new = replace(membership(discount=0, points=100, benefits=[]), version=2, from_day=date(2026, 6, 1), earlier=(old,))
    till = Till([old])
    till.sell(fee())
    till.programmes = [new]
    till.at("2026-06-01")
    assert till.quote(amount(1_000)).to_pay == 900
    till.sell(fee())
    till.at("2027-03-01")  # the renewal was bought under the new terms
    assert runs(till)
    assert till.quote(amount(1_000)).to_pay == 1_000


def test_a_stopped_one_is_not_sold_and_runs_to_its_end() -> None:
    till = Till([membership()])
    till.sell(fee())
    till.programmes = [replace(membership(), stopped=True)]
    assert till.quote(amount(1_000)).to_pay == 900
    assert till.quote(fee()).refusals == (Refusal(RefusalReason.PLAN_UNKNOWN),)


def test_it_says_until_when_and_that_it_ends_soon() -> None:
    till = Till([membership()])
    assert notices(till) == []
    till.sell(fee())
    assert notices(till) == ["好友會員，到 2027-02-28"]
    till.at("2027-01-28")
    assert notices(till) == ["好友會員，到 2027-02-28"]
    till.at("2027-01-29")
    assert notices(till) == ["好友會員 2027-02-28 到期，還有 30 天"]
    assert notices(till, "en") == ["好友會員 ends on 2027-02-28, in 30 days"]
    till.at("2027-02-28")
    assert notices(till) == ["好友會員今天（2027-02-28）到期"]


def test_every_entry_is_said_in_both_languages() -> None:
    till = Till([membership()])
    sale = till.sell(fee())
    assert till.explained(sale, "zh_tw") == ("好友會員：購買會籍",)
    used = till.sell(amount(100), TASTING)
    assert till.explained(used, "zh_tw") == ("好友會員：用了 1 次",)
    back = till.refund(sale)
    assert isinstance(back, Operation)
    assert [len(till.explained(each, "en")) for each in (sale, used, back)] == [1, 1, 1]


def test_the_sentence_states_the_whole_programme() -> None:
    assert programme_sentence(membership(), Words("zh_tw")) == (
        "NT$ 1,200 當 12 個月會員：9 折，點數與回饋金 2 倍，免費保養每年 2 次。"
    )
    bare = membership(months=1, discount=0, points=100, benefits=[])
    assert programme_sentence(bare, Words("en")) == "NT$ 1,200 for 1 month."
    assert programme_sentence(membership(), Words("en")) == (
        "NT$ 1,200 for 12 months: 10% off, double points and cashback, 免費保養 (2 a year)."
    )


def test_two_services_need_two_ids() -> None:
    answer = read_terms("membership", {"benefits": [SERVICE, SERVICE]}, "p")
    assert isinstance(answer, Refusal)
    assert answer.facts["place"] == "p.benefits[1].id"


def test_the_first_of_two_fees_refunded_leaves_one_time_from_the_beginning() -> None:
    till = Till([membership()])
    till.at("2026-03-01")
    first, second = till.sell(fee()), till.sell(fee())
    assert isinstance(till.refund(first), Operation)
    assert _held_on(till, "2027-02-28") == frozenset({"vip"})
    assert _held_on(till, "2027-03-01") == frozenset()
    till.at("2026-06-01")
    assert isinstance(till.refund(second), Operation)
    assert _held_on(till, "2026-06-02") == frozenset()


def test_a_fee_whose_time_is_over_takes_nothing_of_the_next() -> None:
    till = Till([membership()])
    till.at("2026-03-01")
    first = till.sell(fee())
    till.sell(fee())
    till.at("2027-03-02")
    assert isinstance(till.refund(first), Operation)
    assert _held_on(till, "2028-02-29") == frozenset({"vip"})


def _held_on(till: Till, day: str) -> frozenset[str]:
    till.at(day)
    return situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses
