"""Words of entry."""

WORDS: dict[str, str] = {}
