"""The limits that a child puts on itself; none can be taken back.

Linux only: resource limits, the parent-death signal and /proc.
"""

import contextlib
import ctypes
import os
import resource
import signal
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_DIAGNOSIS = 65536  # bytes that a dying child may write to its error stream


def die_with(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        raise SystemExit


def lower(memory: int) -> None:
    """Allow this process its present address space and so many bytes more, and no new file.

    A socket is a file too: this is what keeps the engine from calling other
    servers, whatever a query says.  All files of the store must be open.
    """
    with contextlib.suppress(OSError):  # some containers forbid it; it only orders victims
        Path("/proc/self/oom_score_adj").write_text("1000")
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _DIAGNOSIS)
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (allowed, allowed))


def stop_after(seconds: float) -> None:
    """Let SIGALRM end this process after so many seconds; 0 calls it off."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


def peak_memory() -> int:
    """Return the most bytes that this process has had in memory."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
