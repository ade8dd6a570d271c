"""Words of members."""

WORDS: dict[str, str] = {}
