"""A server that nobody should call."""

import socket
from contextlib import contextmanager

import pytest


@contextmanager
def trap():
    """Yield an address of this machine at which a call is noticed, and fails the test."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.1)
        yield f"http://127.0.0.1:{server.getsockname()[1]}/"
        with pytest.raises(TimeoutError):
            server.accept()
