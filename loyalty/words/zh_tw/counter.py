"""Words of counter."""

WORDS: dict[str, str] = {}
