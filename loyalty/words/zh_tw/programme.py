"""Words of programme."""

WORDS: dict[str, str] = {}
