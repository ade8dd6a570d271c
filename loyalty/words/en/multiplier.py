"""Words of multiplier."""

WORDS: dict[str, str] = {
    "kind": "Counting more or not",
    "about": "Points and cashback of some goods, days or members count double, half or not at all.",
    "percent": "Points and cashback count, in percent",
    "percent_help": "200 is double, 0 none.",
    "programme": "Only which programme",
    "programme_help": "Empty is all of them.",
    "sentence": "{said}.",
    "notice_all": "{name} runs now: {times} times the points and cashback",
    "notice_one": "{name} runs now: counts {times} times",
}
