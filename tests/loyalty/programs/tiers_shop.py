"""A shop with tiers: the articles' levels, what a member holds, and what is told of it."""

from __future__ import annotations

from loyalty.checkout import situate
from loyalty.explain import explain_notice
from loyalty.ledger import Account, Operation, Unit
from loyalty.outcome import Offer
from loyalty.programmes import Programme
from loyalty.programs import kind_of, read_terms
from loyalty.refusals import Refusal
from loyalty.situation import Notice
from loyalty.words import Words
from tests.loyalty.till import Till, amount

BRONZE: dict[str, object] = {"id": "bronze", "title": "銅級", "basis": "single", "threshold": 3_000}
SILVER: dict[str, object] = {"id": "silver", "title": "銀級", "threshold": 10_000, "discount": 10}
GOLD: dict[str, object] = {"id": "gold", "title": "金級", "threshold": 30_000, "discount": 20, "points": 200}
SERVICE = {"level": "silver", "id": "service", "title": "免費保養", "count": 1, "cost": 300}
SPEND, VISITS = Account("tiers", Unit.SPEND), Account("tiers", Unit.SPEND, "visit")
NO_LEVEL: set[str] = set()


def tiers(*levels: dict[str, object], **terms: object) -> Programme:
    """The articles' bronze, silver and gold, or other levels."""
    checked = read_terms("tiers", {"levels": levels or (BRONZE, SILVER, GOLD), **terms}, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme("tiers", 1, "tiers", "會員等級", checked)


def level(name: str, basis: str, threshold: int) -> dict[str, object]:
    """One level that gives nothing."""
    return {"id": name, "title": name, "basis": basis, "threshold": threshold}


def held(till: Till) -> frozenset[str]:
    """The levels of the member at the till, as conditions see them."""
    return situate(till.programmes, till.standing(), till.now_ms, till.shop).statuses


def spent(till: Till, *amounts: int) -> Operation:
    """Some sales, of which the last is answered."""
    return [till.sell(amount(each)) for each in amounts][-1]


def notices(till: Till) -> list[Notice]:
    """What the tiers tell about the member."""
    situation = situate(till.programmes, till.standing(), till.now_ms, till.shop)
    own = [each for each in till.programmes if each.kind == "tiers"]
    return [notice for each in own for notice in kind_of(each).notices(each, situation)]


def said(till: Till, language: str) -> list[str]:
    """The same, as sentences."""
    return [explain_notice(each, "會員等級", Words(language)) for each in notices(till)]


def offer(till: Till, name: str) -> Offer | None:
    """One offer of the tiers, on a basket of NT$1,000."""
    return next((each for each in till.quote(amount(1_000)).offers if each.id == f"tiers:{name}"), None)


def at_days(till: Till, *days: str) -> list[set[str]]:
    """The levels held on some days."""
    found = []
    for day in days:
        till.at(day)
        found.append(set(held(till)))
    return found
