"""Words of refusal."""

WORDS: dict[str, str] = {}
