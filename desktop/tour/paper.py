"""A printer of the tour's own behind a port of this machine: it takes what comes and answers that all is well."""

from __future__ import annotations

import re
import socket
from threading import Thread

# DLE EOT n asks for the status, GS r 1 is answered once everything before it was printed (Epson's ESC/POS reference).
_QUESTION = re.compile(rb"\x10\x04[\x01-\x04]|\x1dr\x01")
_BEGUN = re.compile(rb"(?:\x10\x04?|\x1dr?)\Z")
_REAL_TIME, _WELL, _PAPER_THERE = 0x10, b"\x12", b"\x00"
_PATIENCE_S = 10.0


class PaperListener:
    """`address` is what the set-up is told; `jobs` are the bytes of each connection that brought some."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self.jobs: list[bytes] = []
        self.address = f"127.0.0.1:{self._server.getsockname()[1]}"
        self._thread = Thread(target=self._serve, name="tour-printer", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Take nothing more."""
        # A listening socket that is only closed may leave its thread waiting.
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()
        self._thread.join(_PATIENCE_S)

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                connection.settimeout(_PATIENCE_S)
                self._take(connection)

    def _take(self, connection: socket.socket) -> None:
        job = begun = b""
        try:
            while data := connection.recv(65_536):
                # A question may stand right behind dots, or come in two halves.
                data = begun + data
                end = _BEGUN.search(data)
                data, begun = (data[: end.start()], end[0]) if end else (data, b"")
                asked = _QUESTION.findall(data)
                connection.sendall(b"".join(_WELL if each[0] == _REAL_TIME else _PAPER_THERE for each in asked))
                job += _QUESTION.sub(b"", data)
        except OSError:
            # Whoever printed is gone: what came is what there is.
            pass
        if job + begun:
            self.jobs.append(job + begun)
