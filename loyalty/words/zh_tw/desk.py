"""Words of desk."""

WORDS: dict[str, str] = {}
