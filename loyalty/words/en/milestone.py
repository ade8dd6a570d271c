"""Words of milestone."""

WORDS: dict[str, str] = {
    "kind": "Milestone gift",
    "about": "A gift at the Nth visit.",
    "visits": "At visit",
    "visits_help": "The visit that brings the gift.",
    "repeats": "Every so many visits",
    "repeats_help": "Off is once only.",
    "sentence": "{gift} at visit {visits}.",
    "sentence_every": "{gift} every {visits} visits.",
    "notice_ahead": "{missing} more visits to the milestone gift",
    "notice_ahead_one": "{missing} more visit to the milestone gift",
}
