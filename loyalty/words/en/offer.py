"""Words of offer."""

WORDS: dict[str, str] = {
    "kind": "Offer",
    "about": "Buy some and get one, the second at half price, money off from an amount; nothing to collect.",
    "free_units": "Free each time",
    "free_units_help": "Buy 2, get 1 is 1.",
    "automatic": "Used by itself",
    "automatic_help": "If not, it is chosen at the counter.",
    "repeats": "More for more",
    "repeats_help": "Once for each time it is reached; if not, once a sale.",
    "most": "At most on a sale",
    "most_help": "0 is no limit.",
    "alone": "Not with other discounts",
    "alone_help": "No other discount on the same sale.",
    "for_everybody": "Without a member too",
    "for_everybody_help": "What each has so often is for members only.",
    "several_free": "{said} × {count}",
    "each_time": "{said} each time",
    "said_alone": "{said}, not with other discounts",
    "sentence": "Offer: {said}.",
    "sentence_members": "For members: {said}.",
}
