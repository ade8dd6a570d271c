"""The demo shop itself: a café, its settings and what it sells."""

from __future__ import annotations

from loyalty.basket import Product

SETTINGS: dict[str, object] = {
    "name": "晨光咖啡",
    "address": "台北市大安區晨光路 12 號",
    "phone": "02-2700-0000",
    "slip_footer": "店內有免費 Wi-Fi",
}

# The category whose units are stamped.
DRINKS = "飲料"

# Category, name, price, cost: in the order in which the counter shows them.
_MENU: tuple[tuple[str, str, int, int], ...] = (
    ("飲料/咖啡", "美式咖啡", 80, 18),
    ("飲料/咖啡", "拿鐵", 110, 32),
    ("飲料/咖啡", "卡布奇諾", 110, 32),
    ("飲料/咖啡", "燕麥奶拿鐵", 130, 40),
    ("飲料/咖啡", "摩卡", 130, 42),
    ("飲料/咖啡", "焦糖瑪奇朵", 135, 44),
    ("飲料/咖啡", "手沖單品", 160, 45),
    ("飲料/咖啡", "冰滴咖啡", 170, 48),
    ("飲料/茶", "伯爵紅茶", 80, 15),
    ("飲料/茶", "東方美人", 120, 35),
    ("飲料/茶", "抹茶拿鐵", 130, 40),
    ("飲料/果汁", "檸檬蜂蜜", 90, 25),
    ("飲料/果汁", "芒果冰沙", 140, 50),
    ("甜點/蛋糕", "檸檬塔", 120, 45),
    ("甜點/蛋糕", "起司蛋糕", 130, 50),
    ("甜點/蛋糕", "提拉米蘇", 140, 55),
    ("甜點/點心", "瑪德蓮", 45, 14),
    ("甜點/點心", "可頌", 65, 24),
    ("輕食", "火腿起司三明治", 95, 38),
    ("輕食", "鮪魚貝果", 105, 42),
    ("輕食", "早安套餐", 150, 58),
    ("輕食", "田園沙拉", 140, 55),
    ("豆子", "耶加雪菲 半磅", 420, 210),
    ("豆子", "曼特寧 半磅", 380, 185),
    ("豆子", "濾掛咖啡 十入", 350, 150),
)

TAGS: dict[str, tuple[str, ...]] = {
    "手沖單品": ("招牌",),
    "燕麥奶拿鐵": ("無乳",),
    "芒果冰沙": ("夏季",),
    "早安套餐": ("限早上",),
}


def products() -> tuple[Product, ...]:
    """What the café sells, in its own order; ids p01, p02 ..."""
    return tuple(
        Product(f"p{place:02d}", name, price, cost, category, TAGS.get(name, ()), place)
        for place, (category, name, price, cost) in enumerate(_MENU, 1)
    )
