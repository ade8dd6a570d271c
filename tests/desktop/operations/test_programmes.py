"""Programmes published, stopped, started and taken from a file, on a real store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop.operations import programmes
from desktop.operations.context import ShopContext
from desktop.operations.programmes import History
from loyalty.explain import explain_refusal
from loyalty.limits import Person
from loyalty.programmes import Programme
from loyalty.refusals import Refusal, RefusalReason
from loyalty.words import LANGUAGES, Words
from tests.desktop.operations.small_shop import CARD_REWARD, POINTS, STAMPS, SmallShop

TODAY = date(2026, 11, 22)
LATER = TODAY + timedelta(days=9)
CARD = STAMPS.programme_id


def running(shop: SmallShop, programme_id: str = CARD) -> Programme:
    """The version that the shop's till holds now."""
    return next(each for each in shop.context.programmes if each.id == programme_id)


def shorter(shop: SmallShop, needed: int = 5) -> Programme:
    """A draft of the card that is full sooner."""
    card = running(shop)
    return replace(card, terms={**card.terms, "stamps_needed": needed})


def take(shop: SmallShop, answer: ShopContext | Refusal) -> None:
    """The till works with what an operation answered."""
    assert isinstance(answer, ShopContext), answer
    shop.context = answer


def publish(shop: SmallShop, draft: Programme, from_day: date = TODAY, today: date = TODAY) -> None:
    """Publish, and go on with it."""
    take(shop, programmes.publish(shop.store, shop.context, draft, from_day, today))


def history(shop: SmallShop, programme_id: str = CARD) -> History:
    """All versions of one programme."""
    return {each.newest.id: each for each in programmes.all_programmes(shop.store)}[programme_id]


def test_the_next_sale_follows_the_new_version(shop: SmallShop) -> None:
    member = shop.member()
    publish(shop, shorter(shop))
    shop.sell(member, 500, stamps=5)
    assert (shop.balance(member, STAMPS), shop.balance(member, CARD_REWARD)) == (0, 1)
    assert shop.sell(member, 100).operation.programme_versions[CARD] == 2
    shop.assert_clean()


def test_a_version_of_a_later_day_waits_for_it(shop: SmallShop) -> None:
    publish(shop, shorter(shop), LATER)
    assert running(shop).version == 1
    assert [each.version for each in history(shop).planned(TODAY)] == [2]
    take(shop, programmes.reload(shop.store, shop.context, LATER))
    assert (running(shop).version, running(shop).from_day) == (2, LATER)
    assert [each.version for each in running(shop).earlier] == [1]


def test_publishing_overtakes_what_was_planned(shop: SmallShop) -> None:
    publish(shop, shorter(shop, 5), LATER)
    publish(shop, shorter(shop, 8))
    take(shop, programmes.reload(shop.store, shop.context, LATER))
    assert (running(shop).version, running(shop).terms["stamps_needed"]) == (3, 8)
    assert history(shop).planned(TODAY) == ()


def test_two_plans_follow_one_another(shop: SmallShop) -> None:
    publish(shop, shorter(shop, 5), LATER)
    publish(shop, shorter(shop, 6), LATER + timedelta(days=1))
    assert [each.version for each in history(shop).planned(TODAY)] == [2, 3]
    assert [history(shop).on(day).version for day in (TODAY, LATER, LATER + timedelta(days=1))] == [1, 2, 3]  # type: ignore[union-attr]


def test_said_twice_it_is_published_once(shop: SmallShop) -> None:
    draft = shorter(shop)
    publish(shop, draft)
    publish(shop, draft)
    publish(shop, draft, LATER)
    assert [each.version for each in history(shop).versions] == [1, 2]


def test_what_was_planned_may_begin_earlier(shop: SmallShop) -> None:
    draft = shorter(shop)
    publish(shop, draft, LATER)
    publish(shop, draft)
    assert (running(shop).version, running(shop).terms["stamps_needed"]) == (3, 5)


def test_publishing_the_former_again_undoes(shop: SmallShop) -> None:
    former = running(shop)
    publish(shop, shorter(shop))
    publish(shop, former)
    assert (running(shop).version, running(shop).terms) == (3, former.terms)


def test_nothing_is_published_from_a_day_that_is_over(shop: SmallShop) -> None:
    answer = programmes.publish(shop.store, shop.context, shorter(shop), TODAY - timedelta(days=1), TODAY)
    assert isinstance(answer, Refusal)
    assert (answer.facts["place"], answer.facts["detail"]) == ("from_day", "day_is_past")
    assert len(history(shop).versions) == 1


@pytest.mark.parametrize(
    ("name", "changes", "place"),
    [("  ", {}, "name"), ("x" * 61, {}, "name"), ("x", {"stamps_needed": 0}, "terms.stamps_needed")],
)
def test_what_is_wrong_is_named_and_not_published(
    shop: SmallShop, name: str, changes: dict[str, object], place: str
) -> None:
    card = running(shop)
    draft = replace(card, name=name, terms={**card.terms, **changes})
    answer = programmes.publish(shop.store, shop.context, draft, TODAY, TODAY)
    assert isinstance(answer, Refusal)
    assert answer.facts["place"] == place
    assert len(history(shop).versions) == 1


def test_a_programme_never_changes_its_kind(shop: SmallShop) -> None:
    draft = replace(running(shop, POINTS.programme_id), id=CARD)
    answer = programmes.publish(shop.store, shop.context, draft, TODAY, TODAY)
    assert isinstance(answer, Refusal)
    assert answer.facts["detail"] == "other_kind"


def test_a_new_programme_begins_with_its_first_version(shop: SmallShop) -> None:
    publish(shop, replace(shorter(shop), id="tea-card", version=7, name="茶卡"))
    assert (running(shop, "tea-card").version, running(shop, "tea-card").earlier) == (1, ())


def test_a_stopped_programme_earns_nothing_and_keeps_what_is_held(shop: SmallShop) -> None:
    member = shop.member()
    shop.sell(member, 500, stamps=12)
    take(shop, programmes.set_stopped(shop.store, shop.context, CARD, True, TODAY))
    assert {held.unit_text: (held.members, held.amount) for held in programmes.holdings(shop.store, CARD)} == {
        "reward": (1, 1),
        "stamp": (1, 2),
    }
    shop.sell(member, 500)
    assert shop.balance(member, STAMPS) == 2
    take(shop, programmes.set_stopped(shop.store, shop.context, CARD, False, TODAY))
    shop.sell(member, 500, stamps=1)
    assert shop.balance(member, STAMPS) == 3
    assert [each.stopped for each in history(shop).versions] == [False, True, False]


def test_stopping_stops_what_holds_today_and_overtakes_what_was_planned(shop: SmallShop) -> None:
    publish(shop, shorter(shop), LATER)
    take(shop, programmes.set_stopped(shop.store, shop.context, CARD, True, TODAY))
    assert (running(shop).stopped, running(shop).terms["stamps_needed"]) == (True, 10)
    assert history(shop).planned(TODAY) == ()


def test_stopping_what_is_gone_changes_nothing(shop: SmallShop) -> None:
    take(shop, programmes.set_stopped(shop.store, shop.context, "nobody", True, TODAY))
    assert [len(each.versions) for each in programmes.all_programmes(shop.store)] == [1, 1]


def test_many_are_taken_in_at_once_or_none(shop: SmallShop) -> None:
    wanted = [replace(running(shop), id="tea-card"), shorter(shop)]
    take(shop, programmes.take_in(shop.store, shop.context, wanted, TODAY))
    assert (running(shop, "tea-card").version, running(shop).version) == (1, 2)
    wrong = replace(running(shop), terms={**running(shop).terms, "stamps_needed": 0})
    answer = programmes.take_in(shop.store, shop.context, [shorter(shop, 6), wrong], TODAY)
    assert isinstance(answer, Refusal)
    assert len(history(shop).versions) == 2


def test_nobody_without_the_right_changes_a_programme(shop: SmallShop) -> None:
    context = replace(shop.context, person=Person("clerk", "小明"))
    for answer in (
        programmes.publish(shop.store, context, shorter(shop), TODAY, TODAY),
        programmes.set_stopped(shop.store, context, CARD, True, TODAY),
        programmes.take_in(shop.store, context, [shorter(shop)], TODAY),
    ):
        assert answer == Refusal(RefusalReason.NOT_ALLOWED, {"action": "edit_programmes"})
    assert len(history(shop).versions) == 1


def test_whoever_works_at_the_till_still_does_after_a_reload(shop: SmallShop) -> None:
    clerk = Person("clerk", "小明")
    again = programmes.reload(shop.store, replace(shop.context, person=clerk, till="B", prints=False), LATER)
    assert (again.person, again.till, again.prints, again.day) == (clerk, "B", False, LATER)


def test_an_id_that_is_taken_gets_a_number() -> None:
    assert programmes.new_id("card", {"points"}) == "card"
    assert programmes.new_id("card", {"card", "card-2"}) == "card-3"


def coupon(programme_id: str, code: str = "HELLO", value: int = 10) -> Programme:
    """A draft that a code opens."""
    terms = {"way": "code", "code": code, "reward_kind": "amount_off", "reward_title": "x", "reward_amount": value}
    return Programme(programme_id, 1, "coupon", f"節目 {programme_id}", terms)


def test_a_code_that_opens_another_programme_already_is_refused_at_its_field(shop: SmallShop) -> None:
    first = coupon("one")
    publish(shop, first)
    answer = programmes.publish(shop.store, shop.context, coupon("two", " hel lo"), TODAY, TODAY)
    assert isinstance(answer, Refusal)
    assert (answer.reason, answer.facts["place"]) == (RefusalReason.CODE_TAKEN, "terms.code")
    assert all(first.name in explain_refusal(answer, Words(language)) for language in LANGUAGES)
    publish(shop, coupon("one", value=20))
    publish(shop, coupon("two", "OTHER"))


def test_a_code_is_taken_by_what_begins_later_too(shop: SmallShop) -> None:
    publish(shop, coupon("one"), from_day=LATER)
    assert isinstance(programmes.publish(shop.store, shop.context, coupon("two"), TODAY, TODAY), Refusal)


def test_the_code_of_a_stopped_programme_is_free_and_it_does_not_start_again_beside_its_heir(shop: SmallShop) -> None:
    publish(shop, coupon("one"))
    take(shop, programmes.set_stopped(shop.store, shop.context, "one", True, TODAY))
    publish(shop, coupon("two"))
    again = programmes.set_stopped(shop.store, shop.context, "one", False, TODAY)
    assert isinstance(again, Refusal)
    assert again.reason is RefusalReason.CODE_TAKEN
    take(shop, programmes.set_stopped(shop.store, shop.context, "two", True, TODAY))
    take(shop, programmes.set_stopped(shop.store, shop.context, "one", False, TODAY))


def test_a_file_brings_no_code_that_is_taken(shop: SmallShop) -> None:
    publish(shop, coupon("one"))
    answer = programmes.take_in(shop.store, shop.context, [coupon("two")], TODAY)
    assert isinstance(answer, Refusal)
    assert answer.reason is RefusalReason.CODE_TAKEN
    take(shop, programmes.take_in(shop.store, shop.context, [coupon("one", "OTHER"), coupon("two")], TODAY))


def test_counting_what_everybody_holds_keeps_no_scan_waiting(shop: SmallShop) -> None:
    with ThreadPoolExecutor(1) as others, shop.store.read():
        assert others.submit(programmes.holdings, shop.store, CARD).result(timeout=5) == ()
