"""QR codes as rows of modules, quiet zone included. No Qt."""

from __future__ import annotations

from functools import lru_cache

QUIET_ZONE_MODULES = 4


@lru_cache(maxsize=64)
def modules(data: str) -> tuple[tuple[bool, ...], ...]:
    """The code's square of modules, dark ones True, with a quiet zone of 4 modules (ISO/IEC 18004) on every side.

    Error correction M: a slip is folded and gets wet. Raises qrcode's DataOverflowError past 2,331 bytes.
    """
    # Imported here because it costs 60 ms and the first slip may be long after the start.
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE_MODULES)
    code.add_data(data)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
