"""The command line: what main.py takes, and what each door is for."""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from loyalty.heads import Head, parse_head
from loyalty.words import LANGUAGES

_DESCRIPTION = "熟客 Regulars: the loyalty counter of a small shop. Without options it opens the shop's counter."
_DOORS = """other doors:
  main.py --demo               the window on a throwaway shop with believable people and 18 months of visits
  main.py --tour DIR           plays a whole visit through the real window and writes its pictures and slips to DIR
  main.py check                no window: re-derives every balance from the ledger and changes nothing; exit status
                               0 when all agrees, 1 when something differs, 2 when the data cannot be read
  main.py check --head "A-1234 ab12 cd34 5678 9abc"
                               the same, and says whether the ledger still holds the last operation that a day's report
                               names, with that beginning of its hash; may be given several times, status 1 when not
  python -m loyalty < case     the rules alone; see docs/rules-door.md
"""


@dataclass(frozen=True)
class Options:
    """The command line as read. `tour` is the folder for the tour's pictures, None for a normal start."""

    command: str
    database: str | None
    demo: bool
    members: int
    seed: int
    tour: Path | None
    language: str | None
    theme: str | None
    size: tuple[int, int] | None
    time_start: bool
    heads: tuple[Head, ...] = ()


def parse(arguments: list[str] | None = None) -> Options:
    """Read the command line; argparse prints help and errors and exits."""
    parser = argparse.ArgumentParser(
        prog="main.py", description=_DESCRIPTION, epilog=_DOORS, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", nargs="?", choices=("run", "check"), default="run", help="open the window, or check")
    parser.add_argument(
        "--database", metavar="URL", help="a database file or URL instead of the one in the data folder"
    )
    parser.add_argument("--demo", action="store_true", help="a throwaway shop, made once and kept for next time")
    parser.add_argument("--members", type=int, default=1200, metavar="N", help="members of the demo shop (1200)")
    parser.add_argument("--seed", type=int, default=7, metavar="N", help="the same seed makes the same demo shop (7)")
    parser.add_argument("--tour", type=Path, metavar="DIR", help="play a whole visit and write its pictures to DIR")
    parser.add_argument("--language", choices=LANGUAGES, help="the screen's language")
    parser.add_argument("--theme", choices=("light", "dark", "system"), help="the screen's colours")
    parser.add_argument("--size", type=_size, metavar="WxH", help="the window's size, for example 1024x768")
    parser.add_argument(
        "--head",
        type=_head,
        action="append",
        default=[],
        dest="heads",
        metavar="HEAD",
        help="with check: the last line of a printed day's report",
    )
    parser.add_argument("--time-start", action="store_true", help="print how long the start took, as JSON, and end")
    given = parser.parse_args(arguments)
    if given.members < 1:
        parser.error("--members must be at least 1")
    if given.heads and given.command != "check":
        parser.error("--head belongs to check")
    return Options(**{**vars(given), "heads": tuple(given.heads)})


def _head(text: str) -> Head:
    head = parse_head(text)
    if head is None:
        raise argparse.ArgumentTypeError(f'a printed head looks like "A-1234 ab12 cd34 5678 9abc", not {text!r}')
    return head


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    if not (width.isdigit() and height.isdigit()):
        raise argparse.ArgumentTypeError(f"a size looks like 1280x800, not {text!r}")
    return int(width), int(height)
