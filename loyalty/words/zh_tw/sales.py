"""Words of sales."""

WORDS: dict[str, str] = {}
