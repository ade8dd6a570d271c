"""Words of hand_given."""

WORDS: dict[str, str] = {
    "kind": "Hand-given reward",
    "about": "Given at the till for a reason from the list: a reward, points or stamps.",
    "reasons": "Reasons",
    "reasons_help": "For example: waited long, photo contest, ambassador.",
    "bonus_points": "Points or stamps on top",
    "bonus_points_help": "Just so many, never multiplied; 0 is none.",
    "bonus_programme": "Into which programme",
    "bonus_programme_help": "The id of a points programme or stamp card; they end by its terms.",
    "bonus_unit": "What comes on top",
    "bonus_unit_help": "Points go to a points programme, stamps to a card.",
    "bonus_unit_point": "Points",
    "bonus_unit_stamp": "Stamps",
    "sentence": "The shop may give {gift}: {reasons}.",
}
