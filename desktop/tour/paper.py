"""A printer of the tour's own behind a port of this machine: it takes what comes and answers that all is well."""

from __future__ import annotations

import socket
from threading import Thread

# DLE EOT n asks for the status, GS r 1 is answered once everything before it was printed (Epson's ESC/POS reference).
_ASK, _ASK_LENGTH, _DONE = b"\x10\x04", 3, b"\x1dr\x01"
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
                while data.startswith(_ASK):
                    connection.sendall(_WELL)
                    data = data[_ASK_LENGTH:]
                job += data
                if data.endswith(_DONE):
                    connection.sendall(_PAPER_THERE)
        except OSError:
            # Whoever printed is gone: what came is what there is.
            pass
        if job.removesuffix(_DONE):
            self.jobs.append(job)
