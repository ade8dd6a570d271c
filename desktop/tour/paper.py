"""A printer of the tour's own behind a port of this machine: it takes what comes and answers that all is well."""

from __future__ import annotations

import socket
from threading import Thread

# DLE EOT n asks for the status, GS r 1 is answered once everything before it was printed (Epson's ESC/POS reference).
_ASK, _DONE, _LENGTH = b"\x10\x04", b"\x1dr\x01", 3
_QUESTIONS = (_ASK, _DONE)
_WELL, _PAPER_THERE = b"\x12", b"\x00"
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
        job = b""
        try:
            while data := connection.recv(65_536):
                while data.startswith(_QUESTIONS):
                    connection.sendall(_WELL if data.startswith(_ASK) else _PAPER_THERE)
                    data = data[_LENGTH:]
                job += data.removesuffix(_DONE)
                if data.endswith(_DONE):
                    connection.sendall(_PAPER_THERE)
        except OSError:
            # Whoever printed is gone: what came is what there is.
            pass
        if job:
            self.jobs.append(job)
