"""Words of common."""

WORDS: dict[str, str] = {}
