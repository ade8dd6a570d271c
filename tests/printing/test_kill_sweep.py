"""The app killed at random moments while it sells and prints: every slip came out once, or somebody was asked."""

from __future__ import annotations

import queue
import random
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from db import print_jobs
from db.print_jobs import JobState, PrintJob
from db.store import open_store, sqlite_url
from printing import document
from printing.render import render
from tests.printing.printed import rows_of
from tests.printing.simulator.device import Device
from tests.printing.simulator.lines import NetworkLine
from tests.printing.test_library_cut_short import imported
from tests.sources import ROOT

WIDTH = 384
KILLS, KILLS_SHORT = 200, 8
# A slip of nine kilobytes takes 75 ms: kills fall before, within and behind it.
BYTES_A_SECOND = 120_000
LIFE_S = 1.5
# How often the power goes that feeds the printer's line as well: then the slip is torn.
POWER_CUTS = 0.3
PATIENCE_S = 60


@dataclass
class Sweep:
    """One shop with one printer, killed and started again; what the tills said."""

    folder: Path
    device: Device
    line: NetworkLine
    sold: set[str] = field(default_factory=set)
    asked: set[str] = field(default_factory=set)
    failed: list[str] = field(default_factory=list)

    def run(self, life_s: float | None, power_cut: bool = False) -> None:
        """Start the till and kill it so long after it is ready, with the line to the printer if it is a `power_cut`.

        None: let it come to its end.
        """
        command = [sys.executable, "-m", "tests.printing.kill_child", str(self.folder), str(self.line.port)]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1)
        said: queue.Queue[str | None] = queue.Queue()
        reader = threading.Thread(target=_read, args=(child, said))
        reader.start()
        try:
            assert said.get(timeout=PATIENCE_S) == "ready"
            if life_s is None:
                _tell(child, "stop")
            self._listen(child, said, life_s)
        finally:
            if power_cut and not self.device.at_rest:
                self.line.cut()
            child.kill()
            child.wait()
            reader.join()
            assert child.stdin is not None
            assert child.stdout is not None
            child.stdout.close()
            with suppress(BrokenPipeError):
                child.stdin.close()

    def _listen(self, child: subprocess.Popen[str], said: queue.Queue[str | None], life_s: float | None) -> None:
        """Answer what is asked until the till's time is over, or it ends by itself."""
        deadline = time.monotonic() + (PATIENCE_S if life_s is None else life_s)
        while True:
            try:
                line = said.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                assert life_s is not None, "the till never came to an end"
                return
            if line is None:
                return
            word, _, rest = line.partition(" ")
            if word == "sold":
                self.sold.add(rest)
            elif word == "asked":
                self.asked.add(rest)
                self._answer(child, rest, deadline)
            else:
                self.failed.append(line)

    def _answer(self, child: subprocess.Popen[str], job_id: str, deadline: float) -> None:
        """Look at the paper once the printer is through with what it got, and tell the truth."""
        while not self.device.at_rest and time.monotonic() < deadline:
            time.sleep(0.005)
        if self.device.at_rest:
            whole, second, _ = self.came_out(self.job(job_id))
            _tell(child, ("yes " if whole + second else "no ") + job_id)

    def job(self, job_id: str) -> PrintJob:
        """A slip of the queue."""
        return next(job for job in self.jobs() if job.id == job_id)

    def jobs(self) -> tuple[PrintJob, ...]:
        """Every slip that was ever queued."""
        store = open_store(sqlite_url(self.folder / "shop.db"))
        with store.read() as connection:
            found = print_jobs.recent(connection, 1_000_000)
        store.close()
        return found

    def came_out(self, job: PrintJob) -> tuple[int, int, int]:
        """How often the slip came out whole, how often as a second copy, and how many torn pieces there are in all."""
        slip = document.from_bytes(job.document)
        first, second = (_rows(slip, mark) for mark in (False, True))
        whole = [piece.paper.rows for piece in self.device.slips if piece.whole]
        torn = sum(not piece.whole for piece in self.device.slips)
        return whole.count(first), whole.count(second), torn


def _rows(slip: document.Document, second_copy: bool) -> list[bytes]:
    return rows_of(render(replace(slip, second_copy=second_copy), WIDTH).picture, WIDTH)


def _read(child: subprocess.Popen[str], said: queue.Queue[str | None]) -> None:
    assert child.stdout is not None
    for line in child.stdout:
        said.put(line.strip())
    said.put(None)


def _tell(child: subprocess.Popen[str], line: str) -> None:
    assert child.stdin is not None
    try:
        child.stdin.write(line + "\n")
    except BrokenPipeError:
        return


@pytest.fixture
def sweep(tmp_path: Path) -> Iterator[Sweep]:
    """A new shop and its printer, which outlives the tills. The printer library has its list already."""
    device = Device(WIDTH)
    device.bytes_a_second = BYTES_A_SECOND
    line = NetworkLine(device)
    assert imported(tmp_path / "cache").returncode == 0
    yield Sweep(tmp_path, device, line)
    line.close()


@pytest.mark.sweep
def test_killed_at_random_moments_no_slip_is_lost_and_none_comes_twice_without_a_word(
    sweep: Sweep, whole_sweeps: bool
) -> None:
    chance = random.Random(4)
    for _ in range(KILLS if whole_sweeps else KILLS_SHORT):
        sweep.run(chance.uniform(0, LIFE_S), chance.random() < POWER_CUTS)
    sweep.run(None)
    counts, wrong = counted(sweep)
    told = "\n".join(f"{counts[outcome]:6}  {outcome}" for outcome in sorted(counts))
    sys.stdout.write(f"\n{told}\n{len(wrong):6}  wrong\n")
    assert not wrong, wrong
    assert not sweep.failed
    assert not sweep.device.errors
    assert counts["sales"] > 0


def counted(sweep: Sweep) -> tuple[Counter[str], list[str]]:
    """How every slip ended, and what must never be."""
    counts: Counter[str] = Counter()
    wrong = []
    jobs = sweep.jobs()
    missing = sweep.sold - {job.operation_id for job in jobs}
    wrong += [f"sold, and no slip in the queue: {each}" for each in sorted(map(str, missing))]
    for job in jobs:
        whole, second, _ = sweep.came_out(job)
        asked = job.id in sweep.asked
        counts["sales"] += 1
        if job.state not in (JobState.SENT, JobState.CONFIRMED):
            wrong.append(f"{job.id} is still {job.state}")
        elif not asked and (whole, second) != (1, 0):
            wrong.append(f"{job.id} {job.state} without a question: {whole} whole, {second} second copies")
        elif asked and (whole > 1 or second > 1 or whole + second == 0):
            wrong.append(f"{job.id} asked about: {whole} whole, {second} second copies")
        elif not asked:
            counts[f"{job.state}: came out once, nobody was asked"] += 1
        elif whole and second:
            counts["asked about: came out, and again as a second copy"] += 1
        else:
            counts[f"asked about: {'printed as a second copy' if second else 'had come out'}"] += 1
    counts["torn pieces of paper"] = sum(not piece.whole for piece in sweep.device.slips)
    return counts, wrong
