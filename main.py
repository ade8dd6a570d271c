"""Options in, app out: wiring only. `main.py --help` names every door."""

from __future__ import annotations

import sys

from desktop.options import parse


def main() -> int:
    """Open the door that the command line names and return its exit status."""
    options = parse()
    if options.command == "check":
        from desktop.check import run_check

        return run_check(options)
    from desktop.app import run_app

    return run_app(options)


if __name__ == "__main__":
    sys.exit(main())
