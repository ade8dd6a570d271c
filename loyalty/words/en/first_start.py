"""Words of first_start."""

WORDS: dict[str, str] = {}
