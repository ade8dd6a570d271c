"""`main.py check`: re-derives everything from the ledger and says what differs. No window, and nothing is changed.

It may run while the counter sells: it reads one consistent state.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from db import days
from db.check import CheckReport, check
from db.store import Connection, look_at, sqlite_url
from desktop import till
from desktop.clock import SystemClock
from desktop.demo_shop import demo_database
from desktop.folders import Folders, folders_of
from desktop.opening import database_path
from desktop.options import Options
from loyalty.errors import KnownError
from loyalty.explain import explain_error
from loyalty.heads import Head
from loyalty.words import Words


def run_check(options: Options) -> int:
    """Print what was checked and every difference. Exit status: 0 all agrees, 1 something differs, 2 unreadable.

    A printed head that the ledger does not hold any more differs: its end was cut off, or its past was written anew.
    """
    folders = folders_of(options.database, options.demo)
    words = Words(options.language or till.load(folders.till_file).language)
    try:
        database = options.database
        if options.demo:
            database = demo_database(
                folders, options.members, options.seed, SystemClock().now_ms(), lambda done, total: None
            )
        return _check(database, folders, words, options.heads)
    except KnownError as error:
        sys.stderr.write(explain_error(error, words) + "\n")
        return 2


def _check(database: str | None, folders: Folders, words: Words, heads: Sequence[Head]) -> int:
    path = database_path(database, folders)
    if path is not None and not path.exists():
        raise KnownError("database_missing", path=str(path))
    with look_at(sqlite_url(path) if path is not None else str(database)) as connection:
        report = check(connection, _progress)
        known = [_of_a_till(head, report) for head in heads]
        held = [(head, _holds(connection, head)) for head in known]
    _say(report, words)
    for head, is_held in held:
        key = "day_report.head_held" if is_held else "day_report.head_gone"
        sys.stdout.write(words(key, till=head.till, number=head.number, digits=head.digits) + "\n")
    return 0 if report.clean and all(is_held for _, is_held in held) else 1


def _of_a_till(head: Head, report: CheckReport) -> Head:
    """The head with its till written as the ledger writes it: who types "a-12" means till A, and nothing was cut."""
    tills = [each for each in report.heads if each.casefold() == head.till.casefold()]
    return head if head.till in tills or not tills else replace(head, till=tills[0])


def _holds(connection: Connection, head: Head) -> bool:
    """Whether the chain at that number begins as it was printed; that the chain itself holds is the check's to say."""
    found = days.chain_at(connection, head.till, head.number)
    return found is not None and found.hex().startswith(head.digits)


def _say(report: CheckReport, words: Words) -> None:
    out = sys.stdout.write
    for found in report.differences:
        facts = {"what": found.what, "key": found.key, "stored": found.stored, "derived": found.derived}
        out(words("desk.check_difference", **facts) + "\n")
    if report.more:
        out(words("desk.check_more", count=report.more) + "\n")
    for till_name, (number, end) in sorted(report.heads.items()):
        out(words("desk.check_head", till=till_name, number=number, end=end) + "\n")
    counts = {"operations": report.operations, "entries": report.entries, "members": report.members}
    out(words("desk.check_clean" if report.clean else "desk.check_differs", **counts) + "\n")


def _progress(done: int, total: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done:,} / {total:,}" + ("\n" if done >= total else ""))
