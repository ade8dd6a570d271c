"""Words of welcome."""

WORDS: dict[str, str] = {
    "kind": "Welcome gift",
    "about": "A gift for every new member.",
    "sentence": "New members get {gift}, valid for {days} days.",
    "sentence_always": "New members get {gift}.",
}
