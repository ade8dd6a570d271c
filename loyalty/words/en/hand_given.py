"""Words of hand_given."""

WORDS: dict[str, str] = {
    "kind": "Hand-given reward",
    "about": "Given at the till for a reason from the list.",
    "reasons": "Reasons",
    "reasons_help": "For example: waited long, photo contest, ambassador.",
    "sentence": "The shop may give {gift}: {reasons}.",
}
