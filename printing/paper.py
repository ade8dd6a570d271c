"""Paper as printers measure it: 8 dots a millimetre, and the two rolls that shops buy."""

from __future__ import annotations

DOTS_PER_MM = 8
# What can be printed on, not the whole roll: 48 and 72 mm.
WIDTH_58_MM = 384
WIDTH_80_MM = 576
