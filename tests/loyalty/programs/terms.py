"""Programmes whose terms were checked, and what an outcome says of one offer."""

from __future__ import annotations

from dataclasses import replace

from loyalty.outcome import Offer, Outcome
from loyalty.programmes import Programme
from loyalty.programs import read_terms
from loyalty.refusals import Refusal, RefusalReason


def programme(kind: str, programme_id: str, version: int = 1, **terms: object) -> Programme:
    """A programme whose terms were checked."""
    checked = read_terms(kind, terms, "terms")
    assert not isinstance(checked, Refusal), checked
    return Programme(programme_id, version, kind, f"節目 {programme_id}", checked)


def stopped(found: Programme) -> Programme:
    """The programme, stopped."""
    return replace(found, stopped=True)


def place_of_fault(kind: str, **terms: object) -> object:
    """Where the terms are wrong."""
    checked = read_terms(kind, terms, "terms")
    assert isinstance(checked, Refusal), checked
    return checked.facts["place"]


def offer(outcome: Outcome, offer_id: str) -> Offer:
    """One offer as it stands."""
    return next(each for each in outcome.offers if each.id == offer_id)


def why(outcome: Outcome, offer_id: str) -> RefusalReason | None:
    """Why an offer cannot be used."""
    found = offer(outcome, offer_id).why_not
    return found.reason if found else None
