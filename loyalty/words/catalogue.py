"""The catalogue: every noun's words of each language, under "<noun>.<name>"."""

from __future__ import annotations

from types import ModuleType

from loyalty.words.en import (
    common as en_common,
)
from loyalty.words.en import (
    counter as en_counter,
)
from loyalty.words.en import (
    entry as en_entry,
)
from loyalty.words.en import (
    error as en_error,
)
from loyalty.words.en import (
    first_start as en_first_start,
)
from loyalty.words.en import (
    keys as en_keys,
)
from loyalty.words.en import (
    members as en_members,
)
from loyalty.words.en import (
    products as en_products,
)
from loyalty.words.en import (
    programme as en_programme,
)
from loyalty.words.en import (
    refusal as en_refusal,
)
from loyalty.words.en import (
    sales as en_sales,
)
from loyalty.words.en import (
    settings as en_settings,
)
from loyalty.words.en import (
    slip as en_slip,
)
from loyalty.words.en import (
    status as en_status,
)
from loyalty.words.zh_tw import (
    common as zh_tw_common,
)
from loyalty.words.zh_tw import (
    counter as zh_tw_counter,
)
from loyalty.words.zh_tw import (
    entry as zh_tw_entry,
)
from loyalty.words.zh_tw import (
    error as zh_tw_error,
)
from loyalty.words.zh_tw import (
    first_start as zh_tw_first_start,
)
from loyalty.words.zh_tw import (
    keys as zh_tw_keys,
)
from loyalty.words.zh_tw import (
    members as zh_tw_members,
)
from loyalty.words.zh_tw import (
    products as zh_tw_products,
)
from loyalty.words.zh_tw import (
    programme as zh_tw_programme,
)
from loyalty.words.zh_tw import (
    refusal as zh_tw_refusal,
)
from loyalty.words.zh_tw import (
    sales as zh_tw_sales,
)
from loyalty.words.zh_tw import (
    settings as zh_tw_settings,
)
from loyalty.words.zh_tw import (
    slip as zh_tw_slip,
)
from loyalty.words.zh_tw import (
    status as zh_tw_status,
)

LANGUAGES = ("zh_tw", "en")

_MODULES: dict[str, tuple[ModuleType, ...]] = {
    "zh_tw": (
        zh_tw_common,
        zh_tw_counter,
        zh_tw_members,
        zh_tw_products,
        zh_tw_sales,
        zh_tw_settings,
        zh_tw_first_start,
        zh_tw_refusal,
        zh_tw_entry,
        zh_tw_error,
        zh_tw_slip,
        zh_tw_programme,
        zh_tw_status,
        zh_tw_keys,
    ),
    "en": (
        en_common,
        en_counter,
        en_members,
        en_products,
        en_sales,
        en_settings,
        en_first_start,
        en_refusal,
        en_entry,
        en_error,
        en_slip,
        en_programme,
        en_status,
        en_keys,
    ),
}


def _catalogue(modules: tuple[ModuleType, ...]) -> dict[str, str]:
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}": sentence
        for module in modules
        for name, sentence in module.WORDS.items()
    }


CATALOGUES = {language: _catalogue(modules) for language, modules in _MODULES.items()}
