"""Words of error."""

WORDS: dict[str, str] = {}
