"""Words of day_report."""

WORDS: dict[str, str] = {
    "not_noted": "Way of paying not noted",
    "head_held": "The ledger still holds the printed {till}-{number} ({digits}).",
    "head_gone": "The printed {till}-{number} ({digits}) is not in the ledger: its end was cut, or its past rewritten.",
}
