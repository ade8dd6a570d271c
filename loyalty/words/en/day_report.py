"""Words of day_report."""

WORDS: dict[str, str] = {
    "not_noted": "Way of paying not noted",
}
