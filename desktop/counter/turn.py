"""Whose turn it is at the counter: what is wished while a sale is on its way to the disk waits for it."""

from __future__ import annotations

from collections.abc import Callable


class Turn:
    """Begins when a sale leaves for the disk, to be recorded or set aside, when one that was set aside is fetched, or
    when a finish waits for its member; ends when the disk has answered.

    Meanwhile nothing may change that sale; what is scanned and typed waits, as if it had been pressed after the answer.
    """

    def __init__(self) -> None:
        self.busy = False
        self.waiting: list[Callable[[], None]] = []

    def begin(self) -> None:
        """The sale leaves."""
        self.busy = True

    def free(self) -> None:
        """The disk has answered; what waits still waits for `go_on`."""
        self.busy = False

    def when_free(self, act: Callable[[], None]) -> None:
        """Act now, or once the sale is on the disk."""
        if self.busy:
            self.waiting.append(act)
        else:
            act()

    def go_on(self, stored: bool) -> None:
        """Do what waited. What waited for a sale that was not stored is dropped: that sale is still at the counter."""
        waiting, self.waiting = self.waiting, []
        for act in waiting if stored else ():
            act()
