"""Words of multiplier."""

WORDS: dict[str, str] = {
    "kind": "加倍與不計",
    "about": "某些商品、日子或會員的點數與回饋金算兩倍、一倍半，或不計。",
    "percent": "點數與回饋金乘以幾 %",
    "percent_help": "200 是兩倍，0 是不計。",
    "programme": "只算哪個方案",
    "programme_help": "空白是全部。",
    "sentence": "{said}。",
    "notice_all": "{name}進行中，點數與回饋金 {times} 倍",
    "notice_one": "{name}進行中，{times} 倍計算",
}
