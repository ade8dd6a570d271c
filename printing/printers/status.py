"""What an ESC/POS printer says about itself (Epson's ESC/POS Command Reference, DLE EOT, GS r and GS a). Pure."""

from __future__ import annotations

from collections.abc import Mapping

REAL_TIME_STATUS = b"\x10\x04"  # DLE EOT n, answered at once with one byte, even while printing
PAPER_STATUS = b"\x1dr\x01"  # GS r 1, answered with one byte once everything before it was printed

PRINTER, OFFLINE_CAUSE, PAPER_SENSOR = 1, 2, 4
QUESTIONS = (PRINTER, OFFLINE_CAUSE, PAPER_SENSOR)

# What the printer itself can say; every other error is about the way to it.
TROUBLES = ("printer_paper_out", "printer_cover_open", "printer_faulty", "printer_offline")

# "Identification of the transmitted status": fixed bits tell the kinds of answers apart.
_FIXED_MASK = 0x93
_REAL_TIME_BITS = 0x12  # 0xx1xx10: DLE EOT
_UNASKED_BITS = 0x10  # 0xx1xx00: the first of four bytes that GS a makes the printer send whenever something changes
_UNASKED_BYTES_AFTER = 3
_QUEUED_MASK, _QUEUED_BITS = 0x90, 0x00  # 0xx0xxxx: GS r, and the other three bytes of GS a

_OFFLINE = 0x08
_COVER_OPEN = 0x04
_STOPPED_BY_PAPER_END = 0x20
_ERROR = 0x40
_ROLL_END = 0x60
_ROLL_NEAR_END = 0x0C
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


def is_offline(answer: int) -> bool:
    """Whether an answer to DLE EOT 1 tells that the printer does not print."""
    return bool(answer & _OFFLINE)


def paper_is_low(answers: Mapping[int, int]) -> bool:
    """Whether the sensor for the end of the roll says that little is left."""
    return bool(answers.get(PAPER_SENSOR, 0) & _ROLL_NEAR_END)


def says_paper_out(answer: int) -> bool:
    """Whether an answer to GS r 1 tells that the roll has ended."""
    return bool(answer & _PAPER_END_IN_GS_R)


class AnswerReader:
    """Tells the bytes that come from one printer apart, however they are cut into pieces.

    `real_time` holds what can be answers to DLE EOT, `queued` what can be answers to GS r, oldest first; whoever asks
    clears them before. What a printer says unasked (GS a), flow control and noise are dropped.
    """

    def __init__(self) -> None:
        self.real_time: list[int] = []
        self.queued: list[int] = []
        self._unasked_left = 0

    def feed(self, data: bytes) -> None:
        """Take the next bytes."""
        for byte in data:
            self._take(byte)

    def _take(self, byte: int) -> None:
        if byte & _QUEUED_MASK == _QUEUED_BITS:
            if self._unasked_left:
                self._unasked_left -= 1
            else:
                self.queued.append(byte)
        elif byte & _FIXED_MASK == _UNASKED_BITS:
            self._unasked_left = _UNASKED_BYTES_AFTER
        elif byte & _FIXED_MASK == _REAL_TIME_BITS:
            # Real-time answers cut in between the bytes of the others.
            self.real_time.append(byte)
