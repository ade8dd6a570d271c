"""Words of multiplier."""

WORDS: dict[str, str] = {
    "kind": "點數倍數",
    "about": "某些商品、日子或會員的點數算兩倍、一倍半，或不計點。",
    "percent": "點數乘以幾 %",
    "percent_help": "200 是兩倍，0 是不計點。",
    "programme": "哪個點數",
    "programme_help": "空白是全部。",
    "sentence": "{said}。",
    "notice_now": "{name}進行中",
}
