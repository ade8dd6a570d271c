"""How this till's printers stand: what the status line, the bar and the settings tell in words. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

from db.print_jobs import JobState, PrintJob
from desktop.operations.print_jobs import PrinterQueue, QueueState
from desktop.till import PrinterEntry
from loyalty.errors import KnownError

# An address is no printer yet: such a one is called ready once it answered or took a slip.
TO_BE_TRIED = ("network", "usb", "serial", "queue")


@dataclass(frozen=True)
class PrinterState:
    """One printer and its queue.

    `works`: it took its last slip, or answered when last asked, in this run. `paper_low`: it said so. `problem` is what
    keeps it from printing when last heard, None when nothing is known to. `still`: it does not go on with the slip in
    its hands, and does not say why.
    """

    entry: PrinterEntry
    queue: PrinterQueue
    works: bool = False
    paper_low: bool = False
    problem: KnownError | None = None
    still: bool = False

    @property
    def troubled(self) -> PrintJob | None:
        """The slip in trouble that its other slips wait behind."""
        return self.queue.troubled

    @property
    def failed(self) -> bool:
        """Whether the slip in trouble surely did not come out."""
        return self.troubled is not None and not in_doubt(self.troubled)

    @property
    def why(self) -> KnownError | None:
        """What keeps it: what it said last, else what its slip met."""
        return self.problem or self.queue.problem

    @property
    def untried(self) -> bool:
        """Whether nobody knows yet that it prints."""
        return not self.works and self.entry.kind in TO_BE_TRIED

    @property
    def in_trouble(self) -> bool:
        """Whether it prints nothing until somebody does something."""
        return self.troubled is not None or self.problem is not None


@dataclass(frozen=True)
class PrintersState:
    """All of them in the till's order, and the queue whole: also of slips that no printer of the till takes."""

    printers: tuple[PrinterState, ...] = ()
    queue: QueueState = field(default_factory=QueueState)

    def of(self, printer: str) -> PrinterState | None:
        """One printer's."""
        return next((each for each in self.printers if each.entry.id == printer), None)

    @property
    def waiting(self) -> int:
        """How many slips wait, for whichever printer."""
        return self.queue.waiting

    @property
    def troubled(self) -> PrintJob | None:
        """The oldest slip in trouble, of whichever printer."""
        return self.queue.troubled

    @property
    def problem(self) -> KnownError | None:
        """What that slip's printer said; None when nobody knows."""
        return self.queue.problem

    def worst_first(self) -> tuple[PrinterState, ...]:
        """In the order in which they need somebody: what failed, questions, trouble without a slip, work, low paper."""
        return tuple(sorted(self.printers, key=_urgency))


def in_doubt(job: PrintJob) -> bool:
    """Whether the cashier must say if the slip came out."""
    return job.state is JobState.UNKNOWN


def _urgency(state: PrinterState) -> int:
    ranks = (
        state.failed,
        state.troubled is not None,
        state.problem is not None or state.still,
        state.queue.waiting > 0 or state.queue.sending > 0,
        state.paper_low,
        state.untried,
    )
    return ranks.index(True) if True in ranks else len(ranks)
