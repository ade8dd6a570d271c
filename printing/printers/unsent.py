"""How much of what was written to a connection the other side has not taken yet."""

from __future__ import annotations

import socket
import sys

if sys.platform == "linux":
    import fcntl
    import termios

    def unsent_bytes(connection: socket.socket) -> int:
        """Bytes in the kernel that the other side has not acknowledged (SIOCOUTQ, tcp(7), which is TIOCOUTQ)."""
        answer = fcntl.ioctl(connection, termios.TIOCOUTQ, bytes(4))
        return int.from_bytes(answer, sys.byteorder)

else:

    def unsent_bytes(connection: socket.socket) -> int:
        """0: this system cannot be asked."""
        return 0
