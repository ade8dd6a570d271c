"""Makes the ids: the caller of an operation names it, so that doing it twice is doing it once."""

from __future__ import annotations

import os
from collections.abc import Callable

from desktop.clock import Clock
from loyalty import ids


class Maker:
    """Fresh ids from the clock and a source of random bytes (a seeded one makes the tour repeatable)."""

    def __init__(self, clock: Clock, random_bytes: Callable[[int], bytes] = os.urandom) -> None:
        self._clock = clock
        self._random_bytes = random_bytes

    def operation_id(self) -> str:
        """A UUIDv7 in 32 hex digits."""
        return ids.operation_id(self._clock.now_ms(), self._random_bytes(10))

    def member_id(self) -> int:
        """A 63-bit number for a new member."""
        return ids.member_id(self._clock.now_ms(), int.from_bytes(self._random_bytes(3), "big") >> 2)

    def card_id(self) -> bytes:
        """Ten random bytes for a new card."""
        return self._random_bytes(10)

    def secret(self) -> bytes:
        """32 random bytes: the key that signs a shop's cards."""
        return self._random_bytes(32)
