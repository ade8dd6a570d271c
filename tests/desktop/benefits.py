"""A shop with programmes of many kinds, for what the counter does with them."""

from __future__ import annotations

from datetime import date

from desktop.operations import programmes as operations
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal
from tests.desktop.counter import Till
from ui.counter.facts import RewardKey
from ui.counter.reward_button import RewardButton

TODAY = date(2026, 11, 22)

LEVELS = [
    {"id": "silver", "title": "銀卡", "color": "silver", "basis": "cumulative", "threshold": 5_000, "discount": 10},
    {"id": "gold", "title": "金卡", "color": "gold", "basis": "cumulative", "threshold": 10_000, "discount": 20},
]
TERMS: dict[str, tuple[str, str, dict[str, object]]] = {
    "stored": (
        "stored_value",
        "儲值金",
        {"top_ups": [{"id": "2000", "pay": 2_000, "bonus": 777, "first_time": True}], "free_amount": True},
    ),
    "tiers": ("tiers", "會員等級", {"levels": LEVELS, "validity_days": 0}),
    "cashback": ("cashback", "回饋金", {"percent": 10}),
    "welcome50": (
        "coupon",
        "開幕折扣",
        {
            "way": "code",
            "code": "OPEN50",
            "reward_kind": "amount_off",
            "reward_title": "開幕折 50",
            "reward_amount": 50,
        },
    ),
    "fans": (
        "offer",
        "粉絲日",
        {"with_code": "VIP26", "reward_kind": "percent_off", "reward_title": "粉絲 9 折", "reward_percent": 10},
    ),
    "fans_double": ("multiplier", "粉絲雙倍", {"with_code": "FANS2", "percent": 200}),
    "five": (
        "coupon",
        "週年慶",
        {
            "way": "code",
            "code": "FIVE55",
            "reward_kind": "percent_off",
            "reward_title": "95 折",
            "reward_percent": 5,
        },
    ),
    "from_500": (
        "offer",
        "滿額",
        {
            "reward_kind": "amount_off",
            "reward_title": "滿 500 折 50",
            "reward_amount": 50,
            "minimum_amount": 500,
        },
    ),
    "short": (
        "coupon",
        "短碼",
        {"way": "code", "code": "5OFF", "reward_kind": "amount_off", "reward_title": "折 10", "reward_amount": 10},
    ),
    "short_too": (
        "coupon",
        "另一短碼",
        {"way": "code", "code": "OFF55", "reward_kind": "amount_off", "reward_title": "減 10", "reward_amount": 10},
    ),
    "first_two": (
        "coupon",
        "限量",
        {
            "way": "code",
            "code": "FIRST1",
            "reward_kind": "amount_off",
            "reward_title": "限量折 20",
            "reward_amount": 20,
            "first_uses": 1,
        },
    ),
    "worth": (
        "points",
        "紅利",
        {"amount_step": 100, "points_per_step": 1, "rewards": [], "money_off": 10, "money_off_points": 1},
    ),
    "even": (
        "points",
        "一點一元",
        {"amount_step": 1, "points_per_step": 1, "rewards": [], "money_off": 1, "money_off_points": 1},
    ),
    "at_once": (
        "points",
        "當次點數",
        {"amount_step": 1, "points_per_step": 1, "rewards": [], "money_off": 1, "reward_now": True},
    ),
    "back": (
        "coupon",
        "下次來店",
        {
            "way": "next_visit",
            "after_amount": 300,
            "reward_kind": "amount_off",
            "reward_title": "折 50",
            "reward_amount": 50,
        },
    ),
    "cups": (
        "prepaid",
        "寄杯",
        {
            "items": [
                {"id": "latte", "title": "寄杯拿鐵", "categories": ["咖啡"], "units": 10, "price": 900, "bonus": 1}
            ]
        },
    ),
    "issued": (
        "coupon",
        "折價券",
        {"way": "issued", "reward_kind": "amount_off", "reward_title": "折 30", "reward_amount": 30},
    ),
    "birthday": ("birthday", "生日禮", {"reward_kind": "free_item", "reward_title": "生日蛋糕", "reward_added": True}),
    "waited": (
        "hand_given",
        "店家贈禮",
        {"reasons": ["等太久", "拍照活動"], "reward_kind": "benefit", "reward_title": "小點心"},
    ),
    "contest": (
        "hand_given",
        "攝影比賽",
        {"reasons": ["得獎", "入選"], "bonus_points": 20, "bonus_programme": "points"},
    ),
    "stamped": (
        "hand_given",
        "推廣大使",
        {
            "reasons": ["帶朋友來"],
            "reward_kind": "benefit",
            "reward_title": "小點心",
            "bonus_points": 2,
            "bonus_unit": "stamp",
            "bonus_programme": "stamp-card",
        },
    ),
    "nowhere": (
        "hand_given",
        "沒有地方記",
        {"reasons": ["得獎"], "bonus_points": 20, "bonus_programme": "nope"},
    ),
    "secret_card": (
        "stamp_card",
        "密語集點",
        {"earn_by": "visit", "stamps_needed": 5, "reward_title": "餅乾", "with_code": "VIP26"},
    ),
    "secret_club": ("membership", "密語會員", {"fee": 1_200, "discount": 10, "with_code": "CLUB26"}),
    "donate": ("donation", "捐一杯", {"cause": "流浪動物", "round_up_to": 100, "open_amount": True}),
    "referral": (
        "referral",
        "推薦好友",
        {"minimum_amount": 100, "referrer_title": "推薦禮", "referee_title": "新朋友禮"},
    ),
}


def publish(till: Till, *names: str) -> None:
    """Publish these programmes, and let the counter know."""
    services = till.desks.services
    for name in names:
        kind, title, terms = TERMS[name]
        checked = read_terms(kind, terms, name)
        assert not isinstance(checked, Refusal), checked
        draft = Programme(name, 1, kind, title, checked)
        answer = operations.publish(services.store, services.state.context, draft, TODAY, TODAY)
        assert not isinstance(answer, Refusal), answer
        services.state.replace_context(answer)
    till.settle()


def benefits(till: Till) -> None:
    """Turn the switch to the benefits."""
    till.view.sale.show_mode("benefits")
    till.settle()


def keys(till: Till, group: str) -> dict[str, RewardKey]:
    """The rewards of a group of the pad, by title."""
    buttons = getattr(till.view.sale.benefits, group).buttons
    return {button.reward().title: button.reward() for button in buttons if button.isVisible()}


def to_pay(till: Till) -> str:
    """What the button says."""
    return str(till.view.sale.primary.amount())


def key(till: Till, title: str) -> RewardButton:
    """A key of the pad."""
    pad = till.view.sale.benefits
    buttons = [button for group in (pad.applied, pad.usable, pad.near, pad.plans) for button in group.buttons]
    return next(button for button in buttons if button.isVisible() and button.reward().title == title)


def wallet(till: Till, title: str) -> RewardButton:
    """A wallet above the tenders."""
    return next(each for each in till.view.sale.wallets.buttons if each.isVisible() and each.reward().title == title)
