"""`python -m benchmarks [part ...]`: measure all or the named parts; all of them rewrite docs/benchmarks.md."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from benchmarks import paper, quotes, rules, search, slips, stamp, start, window
from benchmarks.report import Row, as_table, rewrite

PARTS: dict[str, Callable[[], list[Row]]] = {
    "stamp": stamp.run,
    "search": search.run,
    "rules": rules.run,
    "quotes": quotes.run,
    "slips": slips.run,
    "paper": paper.run,
    "start": start.run,
    "window": window.run,
}


def main() -> int:
    """Exit status 1 when a promise was not kept in this run. The docs are rewritten only when every part ran."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="only these parts; docs stay as they are")
    wanted = parser.parse_args().parts or list(PARTS)
    rows: list[Row] = []
    for name in wanted:
        print(f"== {name}", file=sys.stderr, flush=True)
        measured = PARTS[name]()
        print(as_table(measured), flush=True)
        rows += measured
    if len(wanted) == len(PARTS):
        rewrite(rows)
    return 0 if all(row.ok for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
