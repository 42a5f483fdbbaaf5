"""The limits that a child puts on itself; none can be taken back.

Linux only: resource limits, the parent-death signal and /proc.
"""

import contextlib
import ctypes
import errno
import os
import resource
import signal
import struct
from collections.abc import Callable
from pathlib import Path

# From linux/prctl.h, linux/seccomp.h, linux/filter.h and linux/audit.h.
_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_FILTER = 2
_LOAD, _UNLESS_EQUAL, _RETURN = 0x20, 0x15, 0x06
_CALL, _MACHINE = 0, 4  # offsets in struct seccomp_data
_REFUSE, _ALLOW = 0x00050000, 0x7FFF0000
_INSTRUCTION = 8  # bytes
_SOCKET_CALLS = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}

_DIAGNOSIS = 65536  # bytes that a dying child may write to its error stream
_STATUS = 4096  # bytes; what the system tells of a process has half as many


def die_with(parent: int) -> None:
    """Have the kernel kill this process when the thread that started it ends."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before the line above
        raise SystemExit


def forbid_sockets() -> bool:
    """Have the kernel refuse new sockets to this thread; return whether it does.

    No query of the engine can then reach another server.  The filter is the
    smallest there is (seccomp(2)): on this machine's own call `socket`, EACCES.
    """
    if os.uname().machine not in _SOCKET_CALLS:
        return False
    machine, call = _SOCKET_CALLS[os.uname().machine]
    program = b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in [
            (_LOAD, 0, 0, _MACHINE),
            (_UNLESS_EQUAL, 0, 3, machine),
            (_LOAD, 0, 0, _CALL),
            (_UNLESS_EQUAL, 0, 1, call),
            (_RETURN, 0, 0, _REFUSE | errno.EACCES),
            (_RETURN, 0, 0, _ALLOW),
        ]
    )
    content = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(
        struct.pack("@HP", len(program) // _INSTRUCTION, ctypes.addressof(content))
    )
    prctl: Callable[..., int] = ctypes.CDLL(None).prctl
    return prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 and (
        prctl(_PR_SET_SECCOMP, _FILTER, header, 0, 0) == 0
    )


def forbid_files(store: Path) -> bool:
    """Allow no new descriptor, and so neither file nor socket; return whether that is so.

    The engine opens the files of a large store only as it needs them.  Where
    some are still to be opened, there has to be room for so many.
    """
    used = [os.readlink(link) for link in _descriptors()]
    closed = {str(file) for file in store.resolve().glob("*.sst")}.difference(used)
    highest = max(int(link.name) for link in _descriptors())
    _limit(resource.RLIMIT_NOFILE, highest + 1 + len(closed) if closed else 0)
    return not closed


def lower(memory: int) -> None:
    """Allow this process its present address space and so many bytes more."""
    with contextlib.suppress(OSError):  # some containers forbid it; it only orders victims
        Path("/proc/self/oom_score_adj").write_text("1000")
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    _limit(resource.RLIMIT_AS, pages * resource.getpagesize() + memory)
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, _DIAGNOSIS)


def _descriptors() -> list[Path]:
    # One of them is the listing's own, and gone when it is looked at.
    return [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]


def _limit(which: int, value: int) -> None:
    hard = resource.getrlimit(which)[1]
    allowed = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (allowed, allowed))


def stop_after(seconds: float) -> None:
    """Let SIGALRM end this process after so many seconds; 0 calls it off."""
    signal.setitimer(signal.ITIMER_REAL, seconds)


class Memory:
    """Knows what this process has had in memory; to be made before files are forbidden."""

    def __init__(self) -> None:
        self._status = os.open("/proc/self/status", os.O_RDONLY)

    def peak(self) -> int:
        """Return the most bytes that there have been."""
        # What getrusage tells begins with the peak of the process that started this one.
        rest = os.pread(self._status, _STATUS, 0).partition(b"VmHWM:")[2]
        return int(rest.split(maxsplit=1)[0]) * 1024
