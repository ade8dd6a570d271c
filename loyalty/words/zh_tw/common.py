"""Words of common."""

WORDS: dict[str, str] = {
    "nav_counter": "櫃檯",
    "nav_members": "會員",
    "nav_sales": "銷售紀錄",
    "nav_products": "商品",
    "nav_programmes": "方案",
    "nav_settings": "設定",
    "close": "關閉",
    "clear": "清除",
    "app_name": "熟客",
    "pick_add": "加入",
    "pick_remove": "拿掉{name}",
    "row_add": "加一列",
    "row_number": "第 {number} 項",
    "row_up": "第 {number} 項往上移",
    "row_remove": "拿掉第 {number} 項",
}
