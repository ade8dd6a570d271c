"""Words of products."""

WORDS: dict[str, str] = {}
