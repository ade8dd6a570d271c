"""What an ESC/POS printer says about itself (Epson's ESC/POS Command Reference, DLE EOT and GS r). Pure."""

from __future__ import annotations

from collections.abc import Mapping

REAL_TIME_STATUS = b"\x10\x04"  # DLE EOT n, answered at once with one byte, even while printing
PAPER_STATUS = b"\x1dr\x01"  # GS r 1, answered with one byte once everything before it was printed

PRINTER, OFFLINE_CAUSE, PAPER_SENSOR = 1, 2, 4
QUESTIONS = (PRINTER, OFFLINE_CAUSE, PAPER_SENSOR)

_FIXED_MASK, _FIXED_BITS = 0x93, 0x12  # the same in every answer to DLE EOT; all clear in one to GS r
_OFFLINE = 0x08
_COVER_OPEN = 0x04
_STOPPED_BY_PAPER_END = 0x20
_ERROR = 0x40
_ROLL_END = 0x60
_PAPER_END_IN_GS_R = 0x0C


def trouble(answers: Mapping[int, int]) -> str | None:
    """The words key of what stops the printer, the most useful first, from its answers by question; None if nothing."""
    if answers.get(PAPER_SENSOR, 0) & _ROLL_END or answers.get(OFFLINE_CAUSE, 0) & _STOPPED_BY_PAPER_END:
        return "printer_paper_out"
    if answers.get(OFFLINE_CAUSE, 0) & _COVER_OPEN:
        return "printer_cover_open"
    if answers.get(OFFLINE_CAUSE, 0) & _ERROR:
        return "printer_faulty"
    return "printer_offline" if answers.get(PRINTER, 0) & _OFFLINE else None


def is_real_time_answer(byte: int) -> bool:
    """Whether the byte can be an answer to DLE EOT."""
    return byte & _FIXED_MASK == _FIXED_BITS


def is_paper_answer(byte: int) -> bool:
    """Whether the byte can be an answer to GS r 1."""
    return byte & _FIXED_MASK == 0


def says_paper_out(answer: int) -> bool:
    """Whether an answer to GS r 1 tells that the roll has ended."""
    return bool(answer & _PAPER_END_IN_GS_R)
