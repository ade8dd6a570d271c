"""Options in, app out: wiring only. `main.py --help` names every door."""

from __future__ import annotations

import os
import sys

# pypinyin then leaves its table of phrases alone: names need single characters only, and 44 MB and 0.15 s are saved.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")

from desktop.options import parse


def main() -> int:
    """Open the door that the command line names and return its exit status."""
    options = parse()
    if options.command == "check":
        from desktop.check import run_check

        return run_check(options)
    if options.tour is not None:
        from desktop.tour import run_tour

        return run_tour(options)
    from desktop.imports import import_lightly

    import_lightly()
    from desktop.app import run_app

    return run_app(options)


if __name__ == "__main__":
    sys.exit(main())
