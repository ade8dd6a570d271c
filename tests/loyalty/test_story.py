"""A story of sales: when they happen, what they come to by the rules' door, what they cost, and the file of it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from loyalty.basket import Product
from loyalty.calendar import ShopCalendar
from loyalty.door import answer
from loyalty.door_answer import balances
from loyalty.door_case import MalformedCaseError
from loyalty.gallery import gallery_in
from loyalty.ledger import Account, Entry, EntryReason, Unit
from loyalty.outcome import Outcome
from loyalty.paid_shares import OFF_OF
from loyalty.presets import POINTS_ID, PRESETS, STAMP_CARD_ID
from loyalty.programmes import Programme
from loyalty.programs import completed
from loyalty.shop import ShopRules
from loyalty.story import SALE_FIELDS, SALES_MOST, Story, levels_of, sale_times, story_of
from loyalty.story_case import Stage, read_story, text_of, write_story
from loyalty.story_examples import EXAMPLES, example_story
from loyalty.story_play import Played, play, use_everything
from loyalty.words import LANGUAGES, Words

TODAY = date(2026, 11, 22)
LATTE = Product("latte", "拿鐵", 120, category="飲料")
BEANS = Product("beans", "豆子", 500)
PRODUCTS = {each.id: each for each in (LATTE, BEANS)}
BOTH = next(preset for preset in PRESETS if preset.id == "both").programmes
POINTS, STAMPS = Account(POINTS_ID, Unit.POINT), Account(STAMP_CARD_ID, Unit.STAMP)


def stage(*programmes: Programme, shop: ShopRules | None = None) -> Stage:
    """A stage with one version of each of these, or with the stamp card and points."""
    return Stage(tuple((each,) for each in programmes or BOTH), PRODUCTS, shop or ShopRules(), TODAY)


def ready(programme_id: str) -> Programme:
    """A programme of the gallery."""
    return next(each for each in gallery_in(Words(), TODAY) if each.id == programme_id)


def points(**terms: object) -> Programme:
    """A points programme with these terms."""
    return completed(Programme("points", 1, "points", "點數", terms))


def at(text: str) -> int:
    """A time in Taipei as epoch milliseconds UTC."""
    return int(datetime.fromisoformat(f"{text}+08:00").timestamp() * 1000)


def times(*sales: dict[str, object], calendar: ShopCalendar | None = None) -> tuple[int | None, ...]:
    """When these sales happen."""
    return sale_times([each.values for each in story_of({}, sales).sales], TODAY, calendar or ShopCalendar())


def test_each_sale_is_so_many_days_after_the_one_above_it_at_noon() -> None:
    assert times({"later": 0}, {"later": 3}, {"later": 1, "time": "18:30"}) == (
        at("2026-11-22T12:00"),
        at("2026-11-25T12:00"),
        at("2026-11-26T18:30"),
    )


def test_a_typed_day_counts_and_the_next_sale_goes_on_from_it() -> None:
    found = times({"later": 0}, {"day": "2026-12-24"}, {"later": 1})
    assert found[1:] == (at("2026-12-24T12:00"), at("2026-12-25T12:00"))


def test_without_a_time_a_sale_is_never_before_the_one_above_it_on_the_same_day() -> None:
    assert times({"later": 0, "time": "15:00"}, {"later": 0}) == (at("2026-11-22T15:00"),) * 2


def test_a_sale_typed_before_the_one_above_it_does_not_happen() -> None:
    assert times({"later": 5}, {"day": "2026-11-23"}, {"later": 1}) == (
        at("2026-11-27T12:00"),
        None,
        at("2026-11-28T12:00"),
    )


def test_after_midnight_is_still_the_day_of_a_shop_that_closes_late() -> None:
    late = ShopCalendar(day_starts_at_hour=4)
    assert times({"later": 0, "time": "01:30"}, calendar=late) == (at("2026-11-23T01:30"),)


def test_sales_are_added_removed_and_moved() -> None:
    story = story_of({}, [{"amount": 100}, {"amount": 200}]).added()
    assert [each.id for each in story.sales] == ["s1", "s2", "s3"]
    assert (story.sales[2].values["amount"], story.sales[2].values["later"]) == (200, 1)
    assert [each.id for each in story.moved("s3", -1).sales] == ["s1", "s3", "s2"]
    assert story.moved("s1", -1) == story.moved("nobody", 1) == story
    assert [each.id for each in story.removed("s2").added().sales] == ["s1", "s3", "s4"]
    assert Story().added().sales[0].values["amount"] == 300


def test_a_story_has_only_so_many_sales() -> None:
    full = story_of({}, [{}] * SALES_MOST)
    assert full.added() == full


def test_a_story_comes_to_what_the_rules_door_answers() -> None:
    story = story_of(
        {}, [{"amount": 250}, {"items": ("latte", "beans"), "quantity": 6}, {"amount": 90, "with_card": False}]
    )
    played = play(story, stage())
    said = answer(text_of(played.written))
    held = {account: amount for account, amount in played.balances.items() if amount}
    assert balances(held) == {name: each for name, each in said["members"]["member"]["balances"].items() if each}
    sales = [each for each in said["steps"] if each["step"] == "sale"]
    assert [each["to_pay"] for each in sales] == [each.outcome.to_pay for each in played.told] == [250, 3720, 90]
    assert played.paid == 4060
    assert played.told[2].outcome.entries == ()


def test_a_reward_is_used_and_costs_what_the_owner_typed() -> None:
    story = story_of(
        {}, [{"items": ("latte",), "quantity": 10}, {"items": ("latte",), "rewards": {"stamp-card:gift": 1}}]
    )
    played = play(story, stage())
    assert [each.outcome.to_pay for each in played.told] == [1200, 0]
    assert [each.cost for each in played.told] == [0, 25]
    assert (played.paid, played.cost) == (1200, 25)


def test_money_off_without_a_typed_cost_costs_what_it_takes_off() -> None:
    reward = {"id": "fifty", "title": "折 50", "price": 1, "kind": "amount_off", "value": 50}
    sales = [{"amount": 100}, {"amount": 200, "rewards": {"points:fifty": 1}}]
    assert play(story_of({}, sales), stage(points(rewards=[reward]))).cost == 50


def test_of_stored_value_only_the_bonus_costs_something_when_it_pays() -> None:
    wallet = ready("stored-value")
    plan = play(Story(), stage(wallet)).plans[0]
    total = plan.price + sum(part.amount for part in plan.parts if part.account.unit is Unit.STORED_BONUS)
    sales = [
        {"plans": (plan.id,)},
        {"amount": plan.price, "rewards": {f"{wallet.id}:pay": plan.price}},
        {"amount": total - plan.price, "rewards": {f"{wallet.id}:pay": total - plan.price}},
    ]
    played = play(story_of({}, sales), stage(wallet))
    assert [each.outcome.to_pay for each in played.told] == [plan.price, 0, 0]
    assert [each.cost for each in played.told] == [0, 0, total - plan.price]


def test_what_ends_between_two_sales_is_told_before_the_second() -> None:
    ending = points(expires="days", expires_after=10)
    played = play(
        story_of({}, [{"amount": 300}, {"later": 5, "amount": 100}, {"later": 8, "amount": 100}]), stage(ending)
    )
    assert [[(each.reason, each.delta) for each in told.ended] for told in played.told] == [
        [],
        [],
        [(EntryReason.EXPIRED, -3)],
    ]
    assert played.balances[POINTS] == 2


def test_a_planned_version_holds_from_its_day() -> None:
    later = replace(points(amount_step=50), version=2, from_day=date(2026, 11, 24))
    planned = replace(stage(), programmes=((points(), later),))
    played = play(story_of({}, [{"later": 0, "amount": 100}, {"later": 2, "amount": 100}]), planned)
    assert [each.outcome.earned[POINTS] for each in played.told] == [1, 2]


def test_the_birthday_is_read_as_the_counter_types_it() -> None:
    birthday = next(each for each in gallery_in(Words(), TODAY) if each.kind == "birthday")
    offered = {}
    for typed in ("", "民國75/11/25"):
        played = play(story_of({"birthday": typed}, [{"amount": 300}]), stage(birthday))
        offered[typed] = any(each.why_not is None for each in played.told[0].outcome.offers)
    assert offered == {"": False, "民國75/11/25": True}


def test_a_level_given_by_hand_is_held_from_the_beginning_and_one_that_is_gone_is_not() -> None:
    tiers = next(each for each in gallery_in(Words(), TODAY) if each.kind == "tiers")
    top = levels_of([tiers])[-1]
    story = story_of({"tiers": (top, "gone:gold")}, [{"amount": 300}])
    held = play(story, stage(tiers)).told[0].outcome.statuses_before
    assert top.partition(":")[2] in held
    assert play(story, stage()).told[0].outcome.statuses_before == frozenset()


def test_a_wrong_sale_is_left_out_with_what_is_wrong_and_the_others_play() -> None:
    story = story_of({}, [{"amount": 100}, {"amount": "viel"}, {"day": "2026-01-01"}, {"amount": 100}])
    played = play(story, stage())
    assert [each.sale_id for each in played.told] == ["s1", "s4"]
    assert {name: (fault.facts["place"], fault.facts["detail"]) for name, fault in played.written.faults.items()} == {
        "s2": (".amount", "not_whole_number"),
        "s3": (".day", "not_later"),
    }


@pytest.mark.parametrize(
    ("member", "place"), [({"birthday": "never"}, ".birthday"), ({"joined_days": -1}, ".joined_days")]
)
def test_a_wrong_member_stops_everything(member: dict[str, object], place: str) -> None:
    played = play(story_of(member, [{"amount": 100}]), stage())
    assert played.written.member_fault is not None
    assert played.written.member_fault.facts["place"] == place
    assert played.told == ()


def test_a_sale_that_the_rules_refuse_is_told_and_records_nothing() -> None:
    played = play(story_of({}, [{"amount": 500, "plans": ("gone:plan",)}, {"amount": 100}]), stage())
    assert played.told[0].outcome.refusals
    assert (played.paid, played.balances[POINTS]) == (100, 1)


def test_a_product_that_is_gone_is_left_out() -> None:
    assert play(story_of({}, [{"items": ("gone", "latte")}]), stage()).paid == LATTE.price


def written(story: Story, on: Stage) -> Played:
    """The story played after it went through a file."""
    read = read_story(text_of(write_story(story, on)))
    assert read.products == {name: product for name, product in PRODUCTS.items() if name in read.products}
    return play(read.story, replace(on, programmes=read.programmes, products=read.products))


def moves(outcome: Outcome) -> list[Entry]:
    """The entries without the places of the lines: a file has each unit on a line of its own."""
    kept = (
        {name: fact for name, fact in each.facts.items() if not name.startswith(OFF_OF)} for each in outcome.entries
    )
    return [replace(each, facts=facts) for each, facts in zip(outcome.entries, kept, strict=True)]


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_read_from_its_file_plays_the_same(name: str) -> None:
    on = stage(*gallery_in(Words(), TODAY))
    story = example_story(name, on)
    first, again = play(story, on), written(story, on)
    assert first.balances == again.balances
    assert [moves(each.outcome) for each in first.told] == [moves(each.outcome) for each in again.told]
    assert [each.at_ms for each in first.told] == [each.at_ms for each in again.told]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("products", [{}, PRODUCTS])
def test_an_example_plays_whole_in_any_shop(name: str, language: str, products: dict[str, Product]) -> None:
    on = replace(stage(*gallery_in(Words(language), TODAY)), products=products, language=language)
    played = play(example_story(name, on), on)
    assert len(played.told) >= 2
    assert not played.written.faults
    assert [each.outcome.refusals for each in played.told] == [()] * len(played.told)


def test_everything_that_the_last_sale_is_offered_is_used() -> None:
    story = use_everything(story_of({}, [{"items": ("latte",), "quantity": 10}, {"items": ("latte",)}]), stage())
    assert story.sales[-1].rewards == {"stamp-card:gift": 1, "points:coffee": 1}
    assert use_everything(Story(), stage()) == Story()


def test_a_shops_settings_go_into_the_file_but_not_who_it_is() -> None:
    shop = ShopRules(name="晨光咖啡", phone="02-1234", day_starts_at_hour=4, earns_before_discount=True)
    case = json.loads(text_of(write_story(story_of({}, [{"amount": 100}]), stage(shop=shop))))
    assert (case["shop"]["day_starts_at_hour"], case["shop"]["earns_before_discount"]) == (4, True)
    assert not {"name", "phone", "address"} & set(case["shop"])


def step(**values: object) -> str:
    """A case with this one step."""
    return json.dumps({"preset": "both", "members": ["mei"], "steps": [values]})


def test_steps_of_time_add_up_when_a_case_is_read() -> None:
    steps = [
        {"step": "sale", "member": "mei", "lines": [{"amount": 100}]},
        {"step": "time", "days": 2, "hours": 3},
        {"step": "sale", "lines": [{"amount": 50, "quantity": 2}, {"amount": 20}]},
    ]
    read = read_story(json.dumps({"members": ["mei"], "start": "2026-03-01T09:00", "programmes": [], "steps": steps}))
    first, second = (each.values for each in read.story.sales)
    assert (first["day"], first["time"], first["amount"], first["with_card"]) == ("2026-03-01", "09:00", 100, True)
    assert (second["day"], second["time"], second["amount"], second["with_card"]) == ("2026-03-03", "12:00", 120, False)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{", "line 1 column 2"),
        (step(step="refund", of="x"), "steps[0]"),
        (step(step="sale", member="mei", lines=[{"amount": 10}], stamps={"stamp-card": 3}), "steps[0].stamps"),
        (step(step="sale", member="mei", lines=[{"amount": 10, "quantity": 0}]), "steps[0].lines[0]"),
        (step(step="sale", member="mei", lines=[{"amount": 10**9}]), "steps[0].amount"),
        (json.dumps({"members": ["mei", "an"], "steps": []}), "members[1]"),
        (json.dumps({"members": [{"name": "mei", "referrer": "mei"}], "steps": []}), "members[0].referrer"),
    ],
)
def test_what_no_story_can_say_is_named_by_its_place(text: str, place: str) -> None:
    with pytest.raises(MalformedCaseError) as raised:
        read_story(text)
    assert raised.value.refusal.facts["place"] == place
    assert all(raised.value.line(Words(language)) for language in LANGUAGES)


def test_every_field_of_a_sale_has_its_words() -> None:
    for language in LANGUAGES:
        words = Words(language)
        assert all(words(each.label_key) and words(each.help_key) for each in SALE_FIELDS)


def test_the_start_is_noon_of_the_first_day_where_there_is_no_sale() -> None:
    case = json.loads(text_of(write_story(Story(), stage())))
    start = datetime.fromisoformat(case["start"]).replace(tzinfo=UTC)
    assert (start.hour, case["steps"]) == (12, [])
