"""What happens to a till's list of printers when one is kept or removed. Pure."""

from __future__ import annotations

from dataclasses import replace

from desktop.till import ROLES, PrinterEntry, TillSettings

# What stands in for a printer: slips appear on the screen.
NO_PAPER_KINDS = ("virtual", "none")


def kept(printers: tuple[PrinterEntry, ...], entry: PrinterEntry) -> tuple[PrinterEntry, ...]:
    """The list with this printer in it, at its place or at the end.

    What it prints no other prints any more. Paper on the screen that another kind of printer left without work goes: it
    stood in for it.
    """
    known = any(each.id == entry.id for each in printers)
    listed = printers if known else (*printers, entry)
    return tuple(
        entry if each.id == entry.id else _without(each, entry.roles)
        for each in listed
        if each.id == entry.id or not _is_done_with(each, entry)
    )


def removed(printers: tuple[PrinterEntry, ...], printer_id: str) -> tuple[PrinterEntry, ...]:
    """The list without this printer; without any, slips appear on the screen.

    What it printed the first of the rest prints from now on, so that no role is without a printer that had one.
    """
    gone = next((each for each in printers if each.id == printer_id), None)
    rest = tuple(each for each in printers if each.id != printer_id)
    if gone is None:
        return printers
    if not rest:
        return TillSettings().printers
    roles = tuple(role for role in ROLES if role in (*rest[0].roles, *gone.roles))
    return (replace(rest[0], roles=roles), *rest[1:])


def printed_by(printers: tuple[PrinterEntry, ...], printer_id: str) -> dict[str, PrinterEntry]:
    """By whom each role is printed now, other than by this printer."""
    others = (each for each in reversed(printers) if each.id != printer_id)
    return {role: each for each in others for role in each.roles}


def free_roles(printers: tuple[PrinterEntry, ...]) -> tuple[str, ...]:
    """What a new printer prints unless somebody says so: everything where no other brings paper, else nothing."""
    return () if any(each.kind not in NO_PAPER_KINDS for each in printers) else ROLES


def _without(entry: PrinterEntry, roles: tuple[str, ...]) -> PrinterEntry:
    return replace(entry, roles=tuple(role for role in entry.roles if role not in roles))


def _is_done_with(entry: PrinterEntry, new: PrinterEntry) -> bool:
    stood_in = entry.kind in NO_PAPER_KINDS and new.kind != entry.kind
    return stood_in and bool(entry.roles) and not _without(entry, new.roles).roles
