"""Words of first_start."""

WORDS: dict[str, str] = {
    "title": "Welcome to Regulars",
    "lead": "Three questions, one minute. Skip any of them; settings has them all.",
    "language_name": "Language",
    "step": "Question {step} of {steps}",
    "name_question": "What is your shop called?",
    "name_help": "Printed at the top of every slip and card.",
    "name_placeholder": "e.g. Morning Light Coffee",
    "preset_question": "How will you thank your regulars?",
    "preset_help": "You can stop or change it at any time.",
    "preset_none": "Not yet",
    "preset_none_text": "Record visits only and decide later.",
    "printer_question": "Where do slips come out?",
    "printer_help": "No printer? Slips appear on the screen.",
    "tender_cash": "Cash",
    "tender_card": "Card",
    "back": "Back",
    "skip": "Skip",
    "skip_preset": "Skip: start with the ticked one",
    "next": "Next",
    "finish": "Start",
}
