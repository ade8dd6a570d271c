"""Codes that customers say: how they are compared."""

from __future__ import annotations

from collections.abc import Iterable


def plain_code(code: str) -> str:
    """A code as it is compared: without blanks, in capitals."""
    return "".join(code.split()).upper()


def plain_codes(codes: Iterable[str]) -> frozenset[str]:
    """Several of them."""
    return frozenset(plain_code(code) for code in codes)
