"""Words of extra points."""

WORDS: dict[str, str] = {
    "kind": "Extra points",
    "about": "One more way to earn points: for a sale, an item or money, with conditions.",
    "programme": "Which points",
    "programme_help": "The points programme that earns more.",
    "sentence": "{said}.",
    "sentence_order": "{points} points on top of each sale",
    "sentence_order_one": "{points} point on top of each sale",
    "sentence_unit": "{points} points on top for each item bought",
    "sentence_unit_one": "{points} point on top for each item bought",
    "sentence_item": "{points} points on top for each such item",
    "sentence_item_one": "{points} point on top for each such item",
    "sentence_money": "{points} points on top for each 1 of money",
    "sentence_money_one": "{points} point on top for each 1 of money",
    "sentence_step": "{points} points on top for every {step}",
    "sentence_step_one": "{points} point on top for every {step}",
}
