"""The sentences in English, one file a noun."""

from loyalty.words.en import (
    common,
    counter,
    desk,
    entry,
    error,
    first_start,
    keys,
    members,
    products,
    programme,
    programmes_screen,
    refusal,
    sales,
    settings,
    slip,
    status,
)

NOUNS = (
    common,
    counter,
    desk,
    entry,
    error,
    first_start,
    keys,
    members,
    products,
    programme,
    programmes_screen,
    refusal,
    sales,
    settings,
    slip,
    status,
)
