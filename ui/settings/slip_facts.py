"""What the settings of slips show and ask for: plain frozen facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

# The slips that can be looked at, in the order in which they are offered.
SLIPS = (
    "receipt",
    "top_up",
    "reversal",
    "member_card",
    "stamp_card",
    "coupon",
    "tier_welcome",
    "day_report",
    "poster",
)
# What prints across the two rolls that a shop can buy, in dots.
PAPERS = (384, 576)
DOTS = ("threshold", "dither")
SIZES = ("small", "medium", "large")


@dataclass(frozen=True, slots=True)
class SlipWish:
    """A slip to be drawn: one of SLIPS, as wide as one of PAPERS, in a language, by what is typed (values by Field)."""

    slip: str
    width_dots: int
    language: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LogoWish:
    """A picture's file, and how it becomes black and white: one of DOTS, one of SIZES."""

    path: str
    dots: str = DOTS[0]
    size: str = SIZES[1]
