"""Words of status."""

WORDS: dict[str, str] = {}
