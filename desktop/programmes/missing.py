"""What a programme from elsewhere names that this shop does not have: it would never apply, and nobody would know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from desktop.operations.products import Catalogue
from desktop.programmes.drafting import suggestions
from loyalty.programmes import Programme
from loyalty.programs import kind_of
from loyalty.terms import Field, FieldKind
from loyalty.words import Words

# What else terms name, such as a tag or a cause, begins with whoever writes it first.
_THE_SHOPS = ("products", "categories", "tiers", "programmes")


def missing(programme: Programme, catalogue: Catalogue, others: Iterable[Programme], words: Words) -> tuple[str, ...]:
    """The categories, levels and programmes that are not among the catalogue and `others`, once each; products, of
    which the file holds only ids, as how many there are. What a rule leaves out is no matter: it is not sold anyway.
    """
    known = {
        name: {value for value, _ in listed}
        for name, listed in suggestions(catalogue, tuple(others), programme).items()
        if name in _THE_SHOPS
    }
    named = _named(kind_of(programme).fields, programme.terms)
    lacking = dict.fromkeys((name, value) for name, value in named if value not in known[name])
    products = sum(name == "products" for name, _ in lacking)
    counted = (words("programmes_screen.file_lacking_products", count=products),) if products else ()
    return (*counted, *(value for name, value in lacking if name != "products"))


def _named(fields: Sequence[Field], terms: Mapping[str, object]) -> list[tuple[str, str]]:
    """(where it is known, value) of every term that names something of the shop's."""
    found: list[tuple[str, str]] = []
    for field in fields:
        value = terms.get(field.name)
        if field.kind is FieldKind.ROWS and isinstance(value, list | tuple):
            found += [each for row in value for each in _named(field.parts, row)]
        elif field.suggest in _THE_SHOPS and field.name != "excluded":
            values = value if isinstance(value, list | tuple) else (value,)
            found += [(field.suggest, str(each)) for each in values if each]
    return found
