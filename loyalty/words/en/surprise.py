"""Words of surprise."""

WORDS: dict[str, str] = {
    "kind": "Surprise gift",
    "about": "Now and then an unannounced gift, within a budget.",
    "one_in": "About one in",
    "one_in_help": "On average one of so many members' sales.",
    "sentence": "About one sale in {one_in} brings {gift}.",
}
