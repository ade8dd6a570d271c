"""Paper as data: a slip is a tuple of frozen blocks, independent of printer, width and font.

A Document is queued as bytes in the same transaction as the sale it tells of, so it holds finished texts only.
"""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import asdict, dataclass, replace
from enum import StrEnum

from printing.route import TextRoute

_VERSION = 2
_READ = (1, _VERSION)  # what a queue written by an earlier version holds differs only by what it does not know yet


class Size(StrEnum):
    """How large a text is printed. LARGE and HUGE shrink, down to NORMAL, rather than break the line."""

    SMALL = "small"
    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class Align(StrEnum):
    """Where a text stands between the margins."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph, wrapped to the paper's width."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """A name on the left, wrapped if need be, and an amount on the right that stays whole and right-aligned."""

    left: str
    right: str
    size: Size = Size.NORMAL
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A dashed line from margin to margin."""


@dataclass(frozen=True, slots=True)
class StampGrid:
    """A stamp card: `filled` of `needed` stamps, the last `fresh` of the filled ones marked as new, and then the gift.

    `gift` is the short word beside the gift's picture, "" for a card without one. The gift takes the cells left over in
    the last row of `columns`, or stands at the end of all rows when none is left over. A circle is at most `circle_mm`
    wide, and less where the paper is too narrow.
    """

    filled: int
    needed: int
    gift: str
    columns: int = 5
    fresh: int = 0
    circle_mm: int = 7


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code, centred, error correction M, quiet zone of 4 modules. `dots_per_module` is at least 4."""

    data: str
    dots_per_module: int = 4
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale in millimetres over the whole width, to see whether the printer's width is set right.

    With `dots` it is that long whatever the paper's width is set to, starts at the left edge, and has an arrow at
    either end and `letter` by which to name it: a printer that is narrower cuts its right arrow off.
    """

    dots: int = 0
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of 1 bit a dot, centred: the shop's logo. One wider than the paper is drawn at a half, a third ...

    `bits` is made by `picture_bits`. One that cannot be read is left out: a slip is worth more than its logo.
    """

    width: int
    height: int
    bits: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One line in the printer's own letters and in the encoding of `route`, whatever the route of the job."""

    route: TextRoute
    text: str


@dataclass(frozen=True, slots=True)
class Space:
    """Empty paper, in millimetres."""

    mm: int


@dataclass(frozen=True, slots=True)
class Cut:
    """The paper is fed past the knife and cut."""


Block = Text | Row | Rule | StampGrid | Qr | Ruler | Picture | Sample | Space | Cut

_KINDS: dict[str, type[Block]] = {
    kind.__name__.lower(): kind for kind in (Text, Row, Rule, StampGrid, Qr, Ruler, Picture, Sample, Space, Cut)
}


@dataclass(frozen=True, slots=True)
class Document:
    """One slip. `slip` is its layout's name ("receipt", "member_card" ...), `language` a language of the words.

    `second_copy` and `practice` are marked in white on black above the blocks.
    """

    slip: str
    language: str
    blocks: tuple[Block, ...]
    second_copy: bool = False
    practice: bool = False


def as_second_copy(document: Document) -> Document:
    """The same slip marked as printed again."""
    return replace(document, second_copy=True)


def without_head(document: Document) -> Document:
    """The slip from its first rule on: what a small preview shows, for the shop's head is the same on every slip."""
    for place, block in enumerate(document.blocks):
        if isinstance(block, Rule):
            return replace(document, blocks=document.blocks[place:])
    return document


def is_cut(document: Document) -> bool:
    """Whether the knife cuts the slip."""
    return any(isinstance(block, Cut) for block in document.blocks)


def picture_bits(rows: bytes) -> str:
    """The dots of a Picture as text: rows from the top, each filled up to whole bytes, highest bit first, black 1."""
    return base64.b64encode(zlib.compress(rows, 9)).decode("ascii")


def picture_rows(picture: Picture) -> bytes:
    """The rows that `picture_bits` was given. Raises ValueError when they are damaged or not of the picture's size."""
    length = -(-picture.width // 8) * picture.height
    try:
        rows = zlib.decompressobj().decompress(base64.b64decode(picture.bits, validate=True), length + 1)
    except zlib.error as error:
        raise ValueError("a picture that cannot be unpacked") from error
    if picture.width < 1 or picture.height < 1 or len(rows) != length:
        raise ValueError("a picture of another size than it says")
    return rows


def to_bytes(document: Document) -> bytes:
    """The document as compact UTF-8 JSON with a version, for the queue."""
    blocks = [[type(block).__name__.lower(), asdict(block)] for block in document.blocks]
    record = {
        "version": _VERSION,
        "slip": document.slip,
        "language": document.language,
        "second_copy": document.second_copy,
        "practice": document.practice,
        "blocks": blocks,
    }
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def from_bytes(data: bytes) -> Document:
    """The document that `to_bytes` wrote, now or in an earlier version. Raises ValueError for anything else."""
    record = json.loads(data)
    if not isinstance(record, dict) or record.get("version") not in _READ:
        raise ValueError(f"not a document of version {_VERSION} or before")
    try:
        return Document(
            record["slip"],
            record["language"],
            tuple(_block(name, values) for name, values in record["blocks"]),
            record["second_copy"],
            record["practice"],
        )
    except (KeyError, TypeError) as error:
        raise ValueError("a document with a part missing or unknown") from error


def _block(name: str, values: dict[str, str | int | bool]) -> Block:
    kind = _KINDS[name]
    typed: dict[str, object] = dict(values)
    if "size" in typed:
        typed["size"] = Size(str(typed["size"]))
    if "align" in typed:
        typed["align"] = Align(str(typed["align"]))
    if "route" in typed:
        typed["route"] = TextRoute(str(typed["route"]))
    return kind(**typed)  # type: ignore[arg-type]
