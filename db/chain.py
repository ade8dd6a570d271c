"""The hash chain: each operation of a till carries the SHA-256 of everything before it on that till, and of itself.

One chain a till, because tills write side by side. It covers every column of the ledger as it is stored.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

START = bytes(32)


def link(previous: bytes, operation: Sequence[object], entries: Sequence[Sequence[object]]) -> bytes:
    """The 32-byte hash that follows `previous`: over the operation's stored columns without its own hash, and its
    entries' columns in order of position. Blobs are written as ["<hex>"], so that they differ from any text.
    """
    return hashlib.sha256(previous + _ENCODER.encode([operation, entries]).encode("ascii")).digest()


def _blob(value: object) -> list[str]:
    if isinstance(value, bytes):
        return [value.hex()]
    raise TypeError(f"not a stored value: {value!r}")


_ENCODER = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), default=_blob)
