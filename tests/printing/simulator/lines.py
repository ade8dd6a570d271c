"""The lines to a simulated printer: a TCP port that it listens on, and a pseudo-terminal as its serial cable."""

from __future__ import annotations

import os
import select
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.printing.simulator.device import Device, Job

if sys.platform != "win32":
    import pty
    import tty

_LOOK_AGAIN_S = 0.02
_PIECES_A_SECOND = 50


class _Line:
    """What both have: a pace, and a cut after so many bytes of a connection."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.cuts = 0
        self._cut_after: int | None = None
        self._cut_now = threading.Event()
        self._closing = threading.Event()

    def cut(self) -> None:
        """The connection ends at once; what has arrived has arrived."""
        self._cut_now.set()

    def _piece(self, got: int) -> int:
        """How many bytes may be read next; 0: none yet, -1: the connection is to be cut."""
        if self._cut_now.is_set() or (self._cut_after is not None and got >= self._cut_after):
            self._cut_now.clear()
            self._cut_after = None
            self.cuts += 1
            return -1
        room = self.device.room()
        if self.device.bytes_a_second:
            room = min(room, max(1, self.device.bytes_a_second // _PIECES_A_SECOND))
        return room if self._cut_after is None else min(room, self._cut_after - got)

    def _take(self, job: Job, data: bytes) -> None:
        if self.device.bytes_a_second:
            self._closing.wait(len(data) / self.device.bytes_a_second)
        self.device.receive(job, data)


class NetworkLine(_Line):
    """Listens on 127.0.0.1. Somebody else may hold the port: who comes then is left waiting, or turned away."""

    def __init__(self, device: Device) -> None:
        super().__init__(device)
        self.held = False
        self.turns_away = False
        self.connections = 0
        self._resets = False
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._busy: threading.Thread | None = None
        self._start()

    @property
    def address(self) -> str:
        """Where it listens, "host:port"."""
        return f"127.0.0.1:{self.port}"

    @property
    def is_unplugged(self) -> bool:
        """Whether nobody listens."""
        return self._closing.is_set()

    def cut_after(self, byte: int, reset: bool = False) -> None:
        """Cut the next connection after so many bytes of it: by its regular end, or by a reset."""
        self._cut_after, self._resets = byte, reset

    def make_small(self) -> None:
        """Let the system take only a few thousand bytes before the printer reads them."""
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2_048)

    def unplug(self) -> None:
        """Nobody listens any more, and the connection there is ends."""
        self._closing.set()
        self._listening.shutdown(socket.SHUT_RDWR)
        self._thread.join()
        self._listening.close()

    def plug(self) -> None:
        """Listen again, on the same port."""
        self._listening = socket.create_server(("127.0.0.1", self.port))
        self._closing.clear()
        self._cut_now.clear()
        self._start()

    def close(self) -> None:
        """Stop for good."""
        if not self._closing.is_set():
            self.unplug()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._accept, name="simulated printer")
        self._thread.start()

    def _accept(self) -> None:
        """One connection at a time; the others wait in the system's queue, or are turned away."""
        while not self._closing.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                break
            self.connections += 1
            if self.turns_away and (self.held or self._is_busy()):
                _reset(connection)
                continue
            while not self._closing.is_set() and (self.held or self._is_busy()):
                self._closing.wait(_LOOK_AGAIN_S / 4)
            self._busy = threading.Thread(target=self._talk, args=(connection,), name="simulated printer's talk")
            self._busy.start()
        if self._busy is not None:
            self._busy.join()

    def _is_busy(self) -> bool:
        return self._busy is not None and self._busy.is_alive()

    def _talk(self, connection: socket.socket) -> None:
        connection.settimeout(_LOOK_AGAIN_S)
        job = self.device.connected(partial(_send, connection.sendall))
        got = 0
        try:
            while not self._closing.is_set():
                piece = self._piece(got)
                if piece < 0:
                    break
                if piece == 0:
                    self.device.wait_for_change(_LOOK_AGAIN_S)
                    continue
                try:
                    data = connection.recv(piece)
                except TimeoutError:
                    continue
                if not data:
                    break
                got += len(data)
                self._take(job, data)
        except ConnectionError:
            pass
        finally:
            self.device.closed(job)
            _reset(connection) if self._resets else connection.close()
            self._resets = False


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()


def _send(write: Callable[[bytes], object], answer: bytes) -> None:
    """An answer to somebody who may have gone."""
    try:
        write(answer)
    except OSError:
        return


class SerialLine(_Line):
    """A pseudo-terminal under a name of its own in `folder`, as a serial port: `path` stays when the cable is out."""

    def __init__(self, device: Device, folder: Path) -> None:
        super().__init__(device)
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "ttyPRN0"
        self._master = -1
        self.plug()

    def cut_after(self, byte: int) -> None:
        """Pull the cable after so many bytes of the next connection."""
        self._cut_after = byte

    @property
    def is_out(self) -> bool:
        """Whether the cable was pulled."""
        return not self._thread.is_alive()

    def plug(self) -> None:
        """Put the cable in."""
        self._closing.clear()
        self._cut_now.clear()
        self._master, slave = pty.openpty()
        tty.setraw(slave)
        self.path.unlink(missing_ok=True)
        self.path.symlink_to(os.ttyname(slave))
        os.close(slave)
        self._thread = threading.Thread(target=self._talk, name="simulated serial printer")
        self._thread.start()

    def unplug(self) -> None:
        """Pull the cable: who writes gets an error."""
        self._closing.set()
        self._thread.join()

    def close(self) -> None:
        """Stop for good."""
        self.unplug()
        self.path.unlink(missing_ok=True)

    def _talk(self) -> None:
        """A job begins with its first byte and ends when the other side closes the port."""
        job: Job | None = None
        got = 0
        while not self._closing.is_set():
            piece = self._piece(got)
            if piece < 0:
                break
            if piece == 0:
                self.device.wait_for_change(_LOOK_AGAIN_S)
                continue
            data = self._read(piece)
            if data is None:
                continue
            if not data:
                if job is not None:
                    self.device.closed(job)
                job, got = None, 0
                time.sleep(_LOOK_AGAIN_S / 10)
                continue
            job = job or self.device.connected(partial(_send, partial(os.write, self._master)))
            got += len(data)
            self._take(job, data)
        if job is not None:
            self.device.closed(job)
        os.close(self._master)

    def _read(self, piece: int) -> bytes | None:
        """None: nothing yet; empty: nobody has the port open."""
        if not select.select([self._master], [], [], _LOOK_AGAIN_S)[0]:
            return None
        try:
            return os.read(self._master, min(piece, 4_096))
        except OSError:
            return b""
