"""The cash drawer at the printer's own socket."""

from __future__ import annotations

# ESC p m t1 t2 (Epson's ESC/POS Command Reference, "Generate pulse"): m 0 is the socket's pin 2, where a single drawer
# is wired; t1 times 2 ms on and t2 times 2 ms off. 50 ms opens the drawers on the market, and the long pause spares
# their coil when two pulses follow each other.
DRAWER_PULSE = b"\x1bp\x00\x19\xfa"
