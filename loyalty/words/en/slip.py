"""Words of slip."""

WORDS: dict[str, str] = {}
