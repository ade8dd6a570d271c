"""Ids made by the caller, so that a retry, a double click and a power cut are all the same operation. Pure."""

from __future__ import annotations

OPERATION_ID_RANDOM_BYTES = 10
MEMBER_ID_RANDOM_BITS = 22

_MEMBER_EPOCH_MS = 1_577_836_800_000  # 2020-01-01T00:00:00Z
_MEMBER_TIME_BITS = 41


def operation_id(at_ms: int, randomness: bytes) -> str:
    """A UUIDv7 (RFC 9562, section 5.7) as 32 lower-case hex digits, no hyphens.

    `at_ms` is epoch milliseconds UTC, 0 to 2**48 - 1. `randomness` is 10 random bytes, of which 74 bits are used.
    Ids of a later millisecond sort after earlier ones. Raises ValueError when either is out of range.
    """
    if not 0 <= at_ms < 1 << 48 or len(randomness) != OPERATION_ID_RANDOM_BYTES:
        raise ValueError(f"an operation id needs 48 bits of time and 10 bytes, not {at_ms} and {len(randomness)}")
    random_bits = int.from_bytes(randomness, "big") >> 6
    rand_a, rand_b = random_bits >> 62, random_bits & (1 << 62) - 1
    return f"{at_ms << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b:032x}"


def member_id(at_ms: int, randomness: int) -> int:
    """A 63-bit member id: milliseconds since 2020-01-01 UTC in the high 41 bits, 22 random bits below.

    `at_ms` is epoch milliseconds UTC from 2020 to 2089, `randomness` is 0 to 2**22 - 1; ValueError otherwise.
    """
    since = at_ms - _MEMBER_EPOCH_MS
    if not 0 <= since < 1 << _MEMBER_TIME_BITS or not 0 <= randomness < 1 << MEMBER_ID_RANDOM_BITS:
        raise ValueError(f"a member id needs a time from 2020 on and 22 random bits, not {at_ms} and {randomness}")
    return since << MEMBER_ID_RANDOM_BITS | randomness
