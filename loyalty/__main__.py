"""`python -m loyalty < case.json`: rehearse programmes through the rules alone; exit status 2 for a malformed case."""

from __future__ import annotations

import argparse
import json
import sys

from loyalty.door import answer
from loyalty.door_case import MalformedCaseError
from loyalty.door_schema import schema
from loyalty.kinds_table import page
from loyalty.words import Words

_ABOUT = """Play a case through the rules alone: no window, no database, no clock.

Reads one case as JSON from standard input and writes the answer of each step as
JSON to standard output. A case has programmes (or a preset), members and steps:
quote, edit, sale, commit, enter_code, top_up, buy, undo, cancel, reopen, refund,
credit, join, change, refer, time and more. What the shop's rules say no to is an
answer with its reason. The format is docs/rules-door.md; its JSON Schema is
docs/rules-door.schema.json."""

_EXAMPLE = """example:
  {"preset": "both", "members": ["mei"],
   "steps": [{"step": "sale", "member": "mei", "lines": [{"amount": 288}]}]}

exit status: 0 answered; 2 the case cannot be understood, one line on standard
error names the place."""


def main(arguments: list[str] | None = None) -> int:
    """Answer the case on standard input; the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m loyalty",
        description=_ABOUT,
        epilog=_EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--compact", action="store_true", help="write the answer on one line")
    parser.add_argument("--schema", action="store_true", help="write the format as a JSON Schema, and read no case")
    parser.add_argument("--kinds", action="store_true", help="write all kinds of programme and their terms")
    options = parser.parse_args(arguments)
    if options.kinds:
        sys.stdout.buffer.write(page().encode("utf-8"))
        return 0
    if options.schema:
        return _write(schema(), options.compact)
    try:
        said = answer(sys.stdin.buffer.read().decode("utf-8-sig"))
    except MalformedCaseError as malformed:
        sys.stderr.write(malformed.line(Words("en")) + "\n")
        return 2
    except UnicodeDecodeError as error:
        sys.stderr.write(f"byte {error.start}: is not UTF-8\n")
        return 2
    return _write(said, options.compact)


def _write(said: object, compact: bool) -> int:
    text = json.dumps(said, ensure_ascii=False, indent=None if compact else 2)
    sys.stdout.buffer.write(text.encode("utf-8") + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
