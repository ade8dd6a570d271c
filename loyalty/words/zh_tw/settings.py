"""Words of settings."""

WORDS: dict[str, str] = {}
