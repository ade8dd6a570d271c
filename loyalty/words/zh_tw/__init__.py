"""The sentences in Traditional Chinese as spoken in Taiwan, one file a noun."""

from loyalty.words.zh_tw import (
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
