"""The programme kinds, one file each; they do not know each other. A new kind is one file and one line in KINDS."""

from __future__ import annotations

from dataclasses import replace

from loyalty.programmes import Programme
from loyalty.programs.birthday import Birthday
from loyalty.programs.cashback import Cashback
from loyalty.programs.coupon import Coupon
from loyalty.programs.donation import Donation
from loyalty.programs.early_access import EarlyAccess
from loyalty.programs.extra_points import ExtraPoints
from loyalty.programs.hand_given import HandGiven
from loyalty.programs.kind import Kind
from loyalty.programs.membership import Membership
from loyalty.programs.milestone import Milestone
from loyalty.programs.multiplier import Multiplier
from loyalty.programs.occasion import Occasion
from loyalty.programs.offer import Offer
from loyalty.programs.points import Points
from loyalty.programs.prepaid import Prepaid
from loyalty.programs.referral import Referral
from loyalty.programs.regulars_day import RegularsDay
from loyalty.programs.stamp_card import StampCard
from loyalty.programs.stored_value import StoredValue
from loyalty.programs.subscription import Subscription
from loyalty.programs.surprise import Surprise
from loyalty.programs.tiers import Tiers
from loyalty.programs.welcome import Welcome
from loyalty.refusals import Refusal
from loyalty.terms import malformed, validate

# In the order in which an owner meets them.
KINDS: tuple[Kind, ...] = (
    StampCard(),
    Points(),
    StoredValue(),
    Prepaid(),
    Cashback(),
    Donation(),
    Tiers(),
    Membership(),
    Subscription(),
    EarlyAccess(),
    Coupon(),
    Birthday(),
    Occasion(),
    RegularsDay(),
    Offer(),
    Multiplier(),
    ExtraPoints(),
    Referral(),
    Welcome(),
    Milestone(),
    Surprise(),
    HandGiven(),
)

_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(programme: Programme) -> Kind:
    """The kind of a programme. Raises KeyError for one that does not exist: terms are checked before they are kept."""
    return _BY_NAME[programme.kind]


def read_terms(kind_name: str, terms: object, place: str) -> dict[str, object] | Refusal:
    """Terms complete with defaults, or MALFORMED naming the place; so it never fails at the counter."""
    if kind_name not in _BY_NAME:
        return malformed(place.rpartition(".")[0] + ".kind", "unknown_kind", kind=kind_name)
    kind = _BY_NAME[kind_name]
    checked = validate(kind.fields, terms, place)
    if isinstance(checked, Refusal):
        return checked
    return kind.fault(checked, place) or checked


def completed(programme: Programme) -> Programme:
    """The programme and its earlier versions with the default of every term that was added since they were kept."""
    checked = read_terms(programme.kind, programme.terms, programme.id)
    defaults = {field.name: field.default for field in kind_of(programme).fields}
    terms = {**defaults, **programme.terms} if isinstance(checked, Refusal) else checked
    earlier = tuple(completed(version) for version in programme.earlier)
    return replace(programme, terms=terms, earlier=earlier)
