"""Words of effect."""

WORDS: dict[str, str] = {
    "effects": "給什麼",
    "effects_help": "可以選好幾個。",
    "effects_reward": "折扣或禮物",
    "effects_multiplier": "點數與回饋金加倍",
    "effects_bonus": "另外送點",
    "automatic": "自動使用",
    "automatic_help": "開著就直接折；關著由店員選用。",
    "multiplier_percent": "點數與回饋金乘以幾 %",
    "multiplier_percent_help": "200 是兩倍，150 是 1.5 倍，0 是不計。",
    "multiplier_programme": "只算哪個方案",
    "multiplier_programme_help": "空白是全部。",
    "bonus_points": "送幾點",
    "bonus_points_help": "不會再加倍。",
    "bonus_programme": "送到哪個點數",
    "bonus_programme_help": "點數記在這裡。",
}
