"""Words of multiplier."""

WORDS: dict[str, str] = {
    "kind": "Multiplied points",
    "about": "Points of some goods, days or members count double, half or not at all.",
    "percent": "Points count, in percent",
    "percent_help": "200 is double, 0 none.",
    "programme": "Which points",
    "programme_help": "Empty is all of them.",
    "sentence": "Points: {said}.",
    "notice_now": "{name} runs now",
}
