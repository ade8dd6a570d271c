"""Words of keys."""

WORDS: dict[str, str] = {}
