"""One child process, as the web process sees it."""

import contextlib
import math
import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from nofuz.query import wire
from nofuz.query.inspection import Query

_USUAL = os.getpriority(os.PRIO_PROCESS, 0)  # niceness that a child begins with: its parent's
_BEHIND = _USUAL + 10  # a tenth of the processor time; the system cuts off what is too nice
_DIAGNOSIS = 4096
_EXIT_SECONDS = 1.0  # to end, for a child that has let go of the connection


class Evaluator:
    """A running child; who took it from the pool is the only one to use it."""

    def __init__(self, store: Path, memory: int) -> None:
        """Start a child; it is ready when `receive` gives its first packet.

        Args:
            store: folder of the store.
            memory: bytes that a query may add to the idle child's address space.
        """
        self._is_behind = False
        self._end, theirs = wire.pair()
        self._end.setblocking(False)
        self._incoming = select.poll()
        self._incoming.register(self._end, select.POLLIN)
        self._errors = os.fdopen(os.memfd_create("nofuz-query-errors"), "rb", buffering=0)
        arguments = [theirs.fileno(), store, memory, os.getpid()]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own module, our own arguments
                [sys.executable, "-SP", "-m", "nofuz.query.child", *map(str, arguments)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                pass_fds=[theirs.fileno()],
                # Out of reach of the terminal's interrupt key, but no session of its own: the
                # kernel would give each a share of the processor by itself, and let it wait.
                process_group=0,
                env=_environment(),
            )
        except OSError:
            self.close()
            raise
        finally:
            theirs.close()

    def send(self, query: Query, seconds: float) -> None:
        """Hand a query over; the child gives itself so many seconds for it.

        Raises:
            OSError: the child is gone or takes no query in that time.
        """
        message = {
            "text": query.text,
            "base": query.base,
            "default_graphs": query.scope.default_graphs,
            "named_graphs": query.scope.named_graphs,
            "media_type": query.media_type,
            "most_rows": query.limit.most,
            "is_cutting": query.limit.is_cutting,
            "form": query.form,
            "seconds": seconds,
        }
        for packet in wire.packets(message):
            self._send(packet, seconds)

    def _send(self, packet: bytes, seconds: float) -> None:
        try:
            self._end.send(packet)
        except BlockingIOError:  # a long query, of which the child has not taken the beginning
            outgoing = select.poll()
            outgoing.register(self._end, select.POLLOUT)
            outgoing.poll(_milliseconds(seconds))
            self._end.send(packet)

    def receive(self, seconds: float) -> bytes | None:
        """Return the next packet, empty when the child is gone, None when there is none in time."""
        packet = self._packet()
        if packet is None and self.speaks_within(seconds):
            return self._packet()
        return packet

    def speaks_within(self, seconds: float) -> bool:
        """Wait until a packet is there, or the child is gone; return False when the time is up."""
        return bool(self._incoming.poll(_milliseconds(seconds)))

    def _packet(self) -> bytes | None:
        try:
            return self._end.recv(wire.PACKET)
        except BlockingIOError:
            return None
        except ConnectionError:
            return b""

    def fileno(self) -> int:
        """Return the descriptor that becomes readable with the next packet."""
        return self._end.fileno()

    def step_back(self) -> None:
        """Let everybody else have the processor first: this query is a long one."""
        if not self._is_behind:
            self._is_behind = True
            with contextlib.suppress(OSError):  # it may have ended
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _BEHIND)

    def has_stepped_forward(self) -> bool:
        """Take the usual place again; return False where the system does not permit it."""
        if self._is_behind:
            try:
                os.setpriority(os.PRIO_PROCESS, self._process.pid, _USUAL)
            except OSError:
                return False
            self._is_behind = False
        return True

    def kill(self) -> None:
        """End the child at once; without effect when it has ended."""
        self._process.send_signal(signal.SIGKILL)

    def is_gone(self) -> bool:
        """Return whether the child has ended and left no zombie."""
        return self._process.poll() is not None

    def diagnosis(self) -> str:
        """Return what the child wrote to its error stream."""
        return os.pread(self._errors.fileno(), _DIAGNOSIS, 0).decode(errors="replace").strip()

    def obituary(self) -> tuple[int | None, str]:
        """Return the exit status of a child that ended by itself, and its last words."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_EXIT_SECONDS)
        return self._process.returncode, self.diagnosis()

    def close(self) -> None:
        """Let go of the descriptors."""
        self._end.close()
        self._errors.close()


def _milliseconds(seconds: float) -> int:
    return math.ceil(1000 * seconds)


def _environment() -> dict[str, str]:
    """What a child needs of ours: where its modules are, as no site module tells it."""
    needed = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    if "LD_LIBRARY_PATH" in os.environ:
        needed["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return needed
