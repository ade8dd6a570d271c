"""Words of effect."""

WORDS: dict[str, str] = {
    "effects": "What it gives",
    "effects_help": "Several can be chosen.",
    "effects_reward": "A discount or gift",
    "effects_multiplier": "More points and cashback",
    "effects_bonus": "Points on top",
    "automatic": "Used by itself",
    "automatic_help": "If not, it is chosen at the counter.",
    "multiplier_percent": "Points and cashback count, in percent",
    "multiplier_percent_help": "200 is double, 150 one and a half, 0 none.",
    "multiplier_programme": "Only which programme",
    "multiplier_programme_help": "Empty is all of them.",
    "bonus_points": "Points on top",
    "bonus_points_help": "They are not multiplied.",
    "bonus_programme": "Into which points",
    "bonus_programme_help": "Where these points are kept.",
}
