"""The sentences of the programme kinds in English, read when the first of them is spoken."""

from loyalty.words.en import (
    birthday,
    coupon,
    effect,
    hand_given,
    milestone,
    multiplier,
    occasion,
    offer,
    phrase,
    referral,
    regulars_day,
    stored_value,
    surprise,
    tiers,
    wallet,
    welcome,
)

NOUNS = (
    birthday,
    coupon,
    effect,
    hand_given,
    milestone,
    multiplier,
    occasion,
    offer,
    phrase,
    referral,
    regulars_day,
    stored_value,
    surprise,
    tiers,
    wallet,
    welcome,
)
