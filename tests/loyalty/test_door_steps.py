"""Each word of the door's vocabulary, said once with its figures."""

from __future__ import annotations

import re
from typing import Any

import pytest

from loyalty.door_fields import STEPS
from tests.loyalty.test_door import ROOT, malformed, play

LATTE = {"id": "latte", "name": "拿鐵", "price": 120, "category": "飲料/咖啡", "tags": ["hot"]}
CAKE = {"id": "cake", "name": "蛋糕", "price": 95, "category": "點心"}
POINTS = {"id": "points", "kind": "points", "terms": {}}
WALLET = {
    "id": "wallet",
    "kind": "stored_value",
    "terms": {"top_ups": [{"id": "two", "pay": 2_000, "bonus": 777, "first_time": True}], "free_amount": True},
}
LEVELS = {
    "id": "levels",
    "kind": "tiers",
    "terms": {"levels": [{"id": "silver", "title": "銀", "basis": "single", "threshold": 1_000, "discount": 10}]},
}


def said(*steps: dict[str, Any], **case: Any) -> list[dict[str, Any]]:
    """The answers of the steps; mei is a member, and there are a latte and a cake."""
    answers: list[dict[str, Any]] = play(members=["mei"], products=[LATTE, CAKE], steps=list(steps), **case)["steps"]
    return answers


def by_mei(step: str, **more: Any) -> dict[str, Any]:
    return {"step": step, "member": "mei", **more}


def reasons(answer: dict[str, Any]) -> list[str]:
    return [each["reason"] for each in answer["refusals"]]


def test_the_page_names_every_step_and_every_value_of_it() -> None:
    page = (ROOT / "docs" / "rules-door.md").read_text(encoding="utf-8")
    table = page[page.index("| step | values |") : page.index("- A line is an `amount`")]
    rows = {}
    for row in table.strip().splitlines()[2:]:
        steps, values, _ = row.strip("|").split("|", 2)
        rows.update({step: set(re.findall("`([a-z_]+)`", values)) for step in re.findall("`([a-z_]+)`", steps)})
    assert rows.keys() == STEPS.keys()
    sells = {"id", "member", "lines", "rewards", "items", "notes", "codes", "stamps", "tenders", "begun"}
    for name, shape in STEPS.items():
        known = shape.names - {"step"}
        if name == "take_tier":
            assert known <= rows[name]
        elif name in ("quote", "sale"):
            assert known == sells
        elif name == "edit":
            assert rows[name] == {"of", "id"}
            assert known == sells - {"begun"} | {"of"}
        else:
            assert known == rows[name], name


def test_a_discount_is_shared_over_the_lines_and_told_by_offer() -> None:
    ten = {"id": "ten", "kind": "offer", "terms": _off(50, automatic=True, for_everybody=True)}
    lines = [{"product": "latte"}, {"product": "cake"}]
    (quote,) = said({"step": "quote", "lines": lines}, programmes=[ten])
    assert [line["shares"] for line in quote["lines"]] == [{"ten:offer": 28}, {"ten:offer": 22}]
    assert [line["net"] for line in quote["lines"]] == [92, 73]
    assert quote["applied"] == [{"id": "ten:offer", "title": "折 50", "times": 1, "discount": 50, "paid": 0}]
    assert (quote["subtotal"], quote["discount"], quote["total"], quote["to_pay"]) == (215, 50, 165, 165)


def _off(money: int, **more: Any) -> dict[str, Any]:
    return {"reward_kind": "amount_off", "reward_title": f"折 {money}", "reward_amount": money, **more}


def test_an_automatic_reward_is_declined_with_0() -> None:
    ten = {"id": "ten", "kind": "offer", "terms": _off(10, automatic=True, for_everybody=True)}
    (quote,) = said({"step": "quote", "lines": [{"product": "latte"}], "rewards": {"ten:offer": 0}}, programmes=[ten])
    assert (quote["to_pay"], quote["offers"][0]["automatic"], quote["offers"][0]["most"]) == (120, True, 1)


def test_the_item_of_a_free_choice_is_the_one_named() -> None:
    free = {"reward_title": "任選一份", "reward_choice": ["latte", "cake"], "for_everybody": True}
    both = {"step": "quote", "lines": [{"product": "latte"}, {"product": "cake"}], "rewards": {"free:offer": 1}}
    offer = {"id": "free", "kind": "offer", "terms": {**free, "automatic": False}}
    cheapest, named = said(both, {**both, "items": {"free:offer": "latte"}}, programmes=[offer])
    assert [quote["to_pay"] for quote in (cheapest, named)] == [120, 95]
    assert [line["free_units"] for line in named["lines"]] == [1, 0]


def test_codes_keep_their_order_and_an_unknown_one_is_told() -> None:
    coupon = {"id": "c", "kind": "coupon", "terms": _off(30, code="HELLO", for_everybody=True)}
    quote, entered = said(
        {"step": "quote", "id": "q", "lines": [{"product": "latte"}], "codes": ["NOPE"]},
        {"step": "enter_code", "of": "q", "code": "hello"},
        programmes=[coupon],
    )
    assert (quote["to_pay"], quote["dropped"]["NOPE"]["reason"]) == (120, "code_unknown")
    assert (entered["to_pay"], list(entered["dropped"])) == (90, ["NOPE"])


def test_an_issued_coupon_is_used_once_by_whoever_brings_it() -> None:
    flyer = {"id": "flyer", "kind": "coupon", "terms": _off(100, way="issued", for_everybody=True)}
    issued = {"step": "issue", "programme": "flyer", "count": 2}
    (first,) = said(issued, programmes=[flyer])
    code = first["codes"][0]
    sale = {"step": "sale", "lines": [{"amount": 150}], "codes": [code]}
    _, used, again = said(issued, sale, sale, programmes=[flyer])
    assert [used["to_pay"], again["to_pay"]] == [50, 150]
    assert again["dropped"][code]["reason"] == "code_used"
    assert used["entries"][0]["holder"] == "shop"


def test_a_top_up_pays_the_next_sale_and_a_refund_goes_back_into_both() -> None:
    steps = [
        by_mei("top_up", id="top", plan="wallet:two"),
        by_mei("top_up", plan="wallet:two"),
        by_mei("sale", id="s", lines=[{"amount": 500}], rewards={"wallet:pay": 300}),
        {"step": "refund", "of": "s", "amount": 250},
        by_mei("pay_out", programme="wallet"),
    ]
    top, again, sale, refund, out = said(*steps, programmes=[WALLET])
    assert top["earned"]["wallet/stored_bonus"] == 777
    assert "wallet/stored_bonus" not in again["earned"]
    assert (sale["total"], sale["to_pay"], sale["payments"]) == (500, 200, [{"by": "wallet:pay", "amount": 300}])
    assert (refund["bill"], refund["earned"]["wallet/stored_paid"]) == (-100, 150)
    assert (out["bill"], out["money"], out["fee"]) == (-3_850, 3_850, 0)


def test_a_plan_is_a_line_too_and_an_open_one_takes_the_amount() -> None:
    plans = said(by_mei("show"), programmes=[WALLET])[0]["plans"]
    (opened,) = [plan["id"] for plan in plans if plan["open"]]
    line = by_mei("sale", lines=[{"plan": opened, "amount": 650}, {"product": "latte"}])
    sale, bought, none = said(
        line, by_mei("buy", plan=opened, amount=100), by_mei("buy", plan="wallet:x"), programmes=[WALLET]
    )
    assert (sale["to_pay"], sale["earned"]["wallet/stored_paid"]) == (770, 650)
    assert bought["earned"]["wallet/stored_paid"] == 100
    assert reasons(none) == ["plan_unknown"]


def test_a_refund_is_by_line_by_amount_or_of_stamped_units() -> None:
    sale = by_mei("sale", id="s", lines=[{"product": "latte", "quantity": 3}, {"product": "cake"}])
    for refund, bill, stamps in (({"lines": {"0": 2}}, -240, 2), ({"amount": 120, "units": 1}, -120, 3), ({}, -455, 0)):
        _, back = said(sale, {"step": "refund", "of": "s", **refund}, preset="both")
        assert (back["bill"], back["after"]["stamp-card/stamp"]) == (bill, stamps)


def test_a_level_is_given_and_taken_by_hand_for_a_reason() -> None:
    give = by_mei("give_tier", programme="levels", level="silver", reason="常客", until="2026-01-03")
    take = by_mei("take_tier", programme="levels", reason="弄錯了")
    quote = by_mei("quote", lines=[{"amount": 100}])
    answers = said(give, quote, take, quote, give, {"step": "time", "days": 3}, quote, programmes=[LEVELS])
    assert [answers[index]["to_pay"] for index in (1, 3, 6)] == [90, 100, 100]
    assert [each["reason"] for each in answers[0]["entries"]] == ["tier_given"]
    assert reasons(said({**give, "reason": ""}, programmes=[LEVELS])[0]) == ["reason_needed"]


def test_a_balance_is_corrected_with_a_reason_and_never_below_0() -> None:
    add, take = (
        by_mei("adjust", account="points/point", amount=amount, reason="補登", **more)
        for amount, more in ((5, {"until": "2026-01-02"}), (-6, {}))
    )
    added, refused, turned = said(add, take, {"step": "time", "days": 2}, programmes=[POINTS])
    assert added["lots"][0]["expires"] == "2026-01-02"
    assert (reasons(refused), refused["refusals"][0]["facts"]) == (
        ["balance_too_small"],
        {"missing": 1, "missing_1": 1, "unit_1": "point", "programme_1": "points"},
    )
    (expired,) = turned["expired"]
    assert (expired["member"], expired["spent"], expired["after"]) == ("mei", {"points/point": 5}, {"points/point": 0})


def test_an_event_gives_what_has_it_on_its_list() -> None:
    given = {"id": "thanks", "kind": "hand_given", "terms": {"reasons": ["攝影比賽"], "reward_title": "餅乾"}}
    limited = {**given["terms"], "uses_each": 1}
    event = by_mei("event", event="攝影比賽")
    once, twice = said(event, event, programmes=[{**given, "terms": limited}])
    assert [(each["id"], each["times"]) for each in once["applied"]] == [("thanks:give", 1)]
    assert reasons(twice) == ["used_up"]


def test_a_friend_is_referred_and_nobody_twice_or_by_oneself() -> None:
    friends = {
        "id": "friends",
        "kind": "referral",
        "terms": {"minimum_amount": 300, "referrer_title": "蛋糕", "referee_title": "咖啡"},
    }
    steps = [
        {"step": "join", "member": "an", "birthday": "農曆3/5", "tags": ["vip"], "referrer": "mei"},
        {"step": "refer", "member": "an", "referrer": "mei"},
        {"step": "refer", "member": "mei", "referrer": "mei"},
        {"step": "refer", "member": "mei", "referrer": "an"},
        {"step": "sale", "id": "s", "member": "an", "lines": [{"amount": 300}]},
        {"step": "refund", "of": "s", "amount": 1},
    ]
    joined, *refused, sale, refund = said(*steps, programmes=[friends])
    assert joined["referral"]["ok"] is True
    assert [reasons(each) for each in refused] == [["referral_twice"], ["referral_self"], ["referral_loop"]]
    assert [(each["account"], each["holder"]) for each in sale["pending"]] == [
        ("friends/reward/referee", None),
        ("friends/reward/referrer", "mei"),
    ]
    assert refund["after"].get("friends/reward/referee", 0) == 0


def test_a_birthday_and_tags_can_be_changed() -> None:
    tagged = {"id": "p", "kind": "offer", "terms": _off(10, automatic=True, for_tags=["vip"])}
    quote = by_mei("quote", lines=[{"amount": 100}])
    before, _, after = said(quote, by_mei("change", tags=["vip"], birthday="75/3/5"), quote, programmes=[tagged])
    assert (before["to_pay"], after["to_pay"]) == (100, 90)
    assert before["offers"][0]["why_not"]["reason"] == "other_tier"


def test_a_programme_changes_from_a_day_and_stops_on_another() -> None:
    versions = [
        POINTS,
        {"id": "points", "kind": "points", "version": 2, "from_day": "2026-01-02", "terms": {"points_per_step": 3}},
        {"id": "points", "kind": "points", "version": 3, "from_day": "2026-01-03", "stopped": True},
    ]
    sale, day = by_mei("sale", lines=[{"amount": 100}]), {"step": "time", "days": 1}
    first, _, second, _, third = said(sale, day, sale, day, sale, programmes=versions)
    assert [each["earned"].get("points/point") for each in (first, second, third)] == [1, 3, None]
    assert third["after"]["points/point"] == 4


def test_a_sale_begun_before_midnight_is_judged_by_its_beginning() -> None:
    friday = {"id": "d", "kind": "regulars_day", "terms": {"weekdays": ["thu"], **_off(10, effects=["reward"])}}
    late = by_mei("quote", id="q", lines=[{"amount": 100}])
    commit = {"step": "commit", "of": "q"}
    case = {"start": "2026-01-01T23:50", "programmes": [{**friday, "terms": {**friday["terms"], "automatic": True}}]}
    quick = said(late, {"step": "time", "minutes": 20}, commit, **case)
    slow = said(late, {"step": "time", "minutes": 31}, commit, **case)
    assert [quick[2]["to_pay"], slow[2]["to_pay"]] == [90, 100]


def test_new_terms_are_for_what_is_begun_on_their_day() -> None:
    """Whoever was told ten points at five to midnight gets ten, not what the next day's terms say."""
    old = {"id": "points", "kind": "points", "terms": {"amount_step": 100}}
    next_day: dict[str, object] = {"id": "points", "version": 2, "kind": "points", "from_day": "2026-01-02"}
    first = {"id": "first", "kind": "offer", "from_day": "2026-01-02", "terms": {**_off(50), "automatic": True}}
    steps = [by_mei("quote", id="q", lines=[{"amount": 1_000}]), {"step": "time", "minutes": 10}]
    steps += [{"step": "commit", "of": "q"}, {"step": "edit", "of": "q", "lines": [{"amount": 900}]}]
    for changed in ({**next_day, "terms": {"amount_step": 50}}, {**next_day, "stopped": True}):
        answers = said(*steps, start="2026-01-01T23:55", programmes=[old, changed, first])
        assert [answers[at]["to_pay"] for at in (0, 2, 3)] == [1_000, 1_000, 900]
        assert [answers[at]["earned"] for at in (0, 2)] == [{"points/point": 10}] * 2
        assert answers[3]["after"] == {"points/point": 9}


def test_points_of_the_last_day_still_pay_for_what_was_begun_before_midnight() -> None:
    money = {"money_off": 10, "expires": "days", "expires_after": 1}
    steps = [by_mei("sale", lines=[{"amount": 1_000}]), {"step": "time", "to": "2026-01-02T23:55"}]
    steps += [by_mei("quote", id="q", lines=[{"amount": 300}], rewards={"points:money": 10})]
    paid, late = {"step": "commit", "of": "q"}, {"step": "time", "minutes": 30}
    programmes = [{"id": "points", "kind": "points", "terms": money}]
    answers = said(*steps, {"step": "time", "minutes": 10}, paid, late, programmes=programmes, start="2026-01-01T12:00")
    assert [answers[4]["to_pay"], answers[4]["spent"]] == [200, {"points/point": 10}]
    turned = said(*steps, {"step": "time", "minutes": 10}, late, paid, programmes=programmes, start="2026-01-01T12:00")
    assert [each["spent"] for each in turned[4]["expired"]] == [{"points/point": 10}]
    assert turned[5]["to_pay"] == 300


def test_a_quote_is_put_away_taken_out_again_and_committed_once() -> None:
    q = {"of": "q"}
    steps = [by_mei("quote", id="q", lines=[{"amount": 100}]), {"step": "cancel", **q}, {"step": "commit", **q}]
    steps += [{"step": "reopen", **q}, {"step": "commit", **q}, {"step": "commit", **q}, {"step": "cancel", **q}]
    answers = said(*steps, programmes=[POINTS])
    assert reasons(answers[2]) == ["already_reversed"]
    assert (answers[4]["operation"], answers[4]["ok"]) == (answers[5]["operation"], True)
    assert answers[5]["repeated"] is True
    assert (answers[6]["bill"], answers[6]["after"]) == (-100, {"points/point": 0})


def test_the_member_is_put_in_and_taken_out_of_a_quote() -> None:
    quote = {"step": "quote", "id": "q", "lines": [{"amount": 1_000}]}
    sale = by_mei("sale", lines=[{"amount": 1_000}])
    coffee = {"rewards": [{"id": "coffee", "title": "咖啡", "price": 10}]}
    steps = [
        sale,
        quote,
        {"step": "edit", "of": "q", "member": "mei", "rewards": {"points:coffee": 1}},
        {"step": "edit", "of": "q", "member": ""},
        {"step": "edit", "of": "q", "member": "mei"},
    ]
    _, nobody, mei, out, again = said(*steps, programmes=[{**POINTS, "terms": coffee}])
    assert [len(each["applied"]) for each in (nobody, mei, out, again)] == [0, 1, 0, 1]
    assert out["dropped"]["points:coffee"]["reason"] == "member_needed"


def test_what_was_refused_is_refused_again_where_it_is_named() -> None:
    sale = by_mei("sale", id="s", lines=[{"amount": 0}])
    answers = said(sale, *[{"step": step, "of": "s"} for step in ("cancel", "refund", "edit", "reopen", "undo")])
    assert [reasons(answer) for answer in answers[1:]] == [["slip_unknown"]] * 5


def test_the_shop_holds_what_belongs_to_no_member() -> None:
    first = {"id": "o", "kind": "offer", "terms": _off(10, automatic=True, for_everybody=True, first_uses=5)}
    whole = play(programmes=[first], steps=[{"step": "sale", "lines": [{"amount": 100}]}] * 2)
    assert whole["shop"] == {"balances": {"o/use": 2}}
    assert (whole["currency"], whole["digits"]) == ("TWD", 0)


def test_everything_a_member_is_told_is_shown() -> None:
    _, shown = said(by_mei("sale", lines=[{"amount": 1_000}]), by_mei("show"), programmes=[LEVELS, POINTS])
    assert shown["statuses"] == ["silver"]
    assert shown["member"]["balances"] == {"levels/spend": 1_000, "points/point": 10}
    assert all(notice["sentence"] for notice in shown["notices"])
    assert shown["next"].keys() == {"levels", "points"}


def test_how_far_it_is_on_a_card_is_told_by_the_terms_under_which_it_was_begun() -> None:
    def card(version: int, needed: int, **more: str) -> dict[str, Any]:
        terms = {"earn_by": "visit", "stamps_needed": needed, "reward_title": "咖啡"}
        return {"id": "card", "version": version, "kind": "stamp_card", "terms": terms, **more}

    steps = (by_mei("sale", lines=[{"amount": 50}]), {"step": "time", "days": 40}, by_mei("show"))
    *_, shown = said(*steps, programmes=[card(1, 5), card(2, 9, from_day="2026-02-01")])
    assert (shown["member"]["balances"], shown["next"]) == ({"card/stamp": 1}, {"card": "再 4 章送咖啡"})


SALE = {"step": "sale", "id": "s", "lines": [{"amount": 1}]}


@pytest.mark.parametrize(
    ("case", "place"),
    [
        ({"steps": [], "shop": {"digits": 2}}, "shop.digits other_digits"),
        ({"steps": [], "shop": {"currency": "USD", "digits": 0}}, "shop.digits other_digits"),
        ({"steps": [{**SALE, "lines": [{"amount": 1.5}]}]}, "steps[0].lines[0].amount not_whole_number"),
        ({"steps": [{**SALE, "lines": [{"product": "a", "plan": "b"}]}]}, "steps[0].lines[0].plan unknown_name"),
        ({"steps": [{**SALE, "notes": {"a": 3}}]}, "steps[0].notes.a not_text"),
        ({"steps": [{**SALE, "begun": "soon"}]}, "steps[0].begun not_time"),
        ({"steps": [SALE, {"step": "refund", "of": "s", "lines": {"x": 1}}]}, "steps[1].lines.x not_whole_number"),
        (
            {"steps": [SALE, {"step": "refund", "of": "s", "amount": 1, "lines": {"0": 1}}]},
            "steps[1].lines unknown_name",
        ),
        ({"steps": [SALE, {"step": "quote", "id": "s"}]}, "steps[1].id used_twice"),
        ({"steps": [{"step": "commit", "of": "q"}]}, "steps[0].of unknown_reference"),
        ({"steps": [{"step": "show", "member": "x"}]}, "steps[0].member unknown_reference"),
        ({"steps": [], "members": [{"name": "a", "birthday": "x"}]}, "members[0].birthday not_birthday"),
        ({"steps": [], "members": [{"name": "a", "joined": "2026-01-02"}]}, "members[0].joined not_earlier"),
        ({"steps": [], "members": [{"name": "a", "referrer": "b"}]}, "members[0].referrer unknown_reference"),
        ({"steps": [], "members": ["b", {"name": "a", "referrer": "b"}]}, "members[1].referrer not_referred"),
        ({"steps": [], "members": [3]}, "members[0] not_text"),
        ({"steps": [], "programmes": [POINTS, POINTS]}, "programmes[1].id used_twice"),
        ({"steps": [], "programmes": [POINTS, {**POINTS, "version": 2}]}, "programmes[1].from_day not_later"),
        (
            {"steps": [], "programmes": [POINTS, {"id": "points", "version": 2, "kind": "welcome"}]},
            "programmes[1].kind not_a_choice",
        ),
        (
            {"members": ["a"], "steps": [{"step": "adjust", "member": "a", "account": "points/point", "amount": 1}]},
            "steps[0].account unknown_reference",
        ),
        (
            {"programmes": [POINTS], "steps": [{"step": "issue", "programme": "points"}]},
            "steps[0].programme not_issued",
        ),
        (
            {
                "members": ["a"],
                "programmes": [LEVELS],
                "steps": [{"step": "give_tier", "member": "a", "programme": "levels", "level": "x", "reason": "y"}],
            },
            "steps[0].level unknown_reference",
        ),
        (
            {"members": ["a"], "steps": [{"step": "event", "member": "a", "event": "x"}]},
            "steps[0].event unknown_reference",
        ),
    ],
)
def test_a_malformed_word_is_named_by_its_place(case: object, place: str) -> None:
    assert malformed(case) == place
