"""Options in, app out: wiring only. `main.py --help` names every door."""

from __future__ import annotations

import gc
import io
import sys

from desktop.options import parse


def main() -> int:
    """Open the door that the command line names and return its exit status."""
    _speak_utf8()
    options = parse()
    if options.command == "check":
        from desktop.check import run_check

        return run_check(options)
    if options.tour is not None:
        from desktop.tour import run_tour

        return run_tour(options)
    # Nothing made during the start is garbage: looking for some costs a tenth of the time to the first scan. The app
    # collects again once it is ready.
    gc.disable()
    from desktop.imports import import_lightly

    import_lightly()
    from desktop.app import run_app

    return run_app(options)


def _speak_utf8() -> None:
    """What is piped on Windows goes out in a code page that has no Chinese; what cannot be shown is spelled out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
