"""Have the kernel close connections whose clients read nothing.

The HTTP library bounds the time for a request's header, and with it for a
connection that stands idle, and knows no bound for an answer's way out.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def close_unread(port: int, seconds: float) -> bool:
    """Limit how long bytes wait for a client to take them (tcp(7), TCP_USER_TIMEOUT).

    Args:
        port: connections that come to this port from now on are limited.
        seconds: how long.

    Returns:
        Whether this process listens on the port.
    """
    found = False
    for listener in _listeners(port):
        with listener:
            milliseconds = int(1000 * seconds)
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, milliseconds)
        found = True
    return found


def _listeners(port: int) -> Iterator[socket.socket]:
    """Yield the sockets of this process that listen on a port, as descriptors of their own."""
    for link in Path("/proc/self/fd").iterdir():
        with suppress(OSError):  # closed meanwhile, or no socket
            if not os.readlink(link).startswith("socket:"):
                continue
            known = socket.socket(fileno=os.dup(int(link.name)))
            is_listener = known.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if is_listener and known.getsockname()[1] == port:
                yield known
            else:
                known.close()
