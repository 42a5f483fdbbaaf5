"""Run the web processes: granian, with one gateway in each."""

import multiprocessing
import os
import socket

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from nofuz.clients.budgets import Budgets
from nofuz.errors import CommandError
from nofuz.release.releases import current_release
from nofuz.settings import Settings
from nofuz.telemetry.journal import granian_logging, start_journal
from nofuz.telemetry.operations import asks, tell
from nofuz.telemetry.slots import Slots

_KIBIBYTE = 1024


def serve(settings: Settings) -> None:
    """Serve the current release until the process is told to stop.

    Raises:
        CommandError: there is no release, it does not open, or the port is taken.
    """
    start_journal()
    release = current_release(settings.releases)
    if release is None:
        raise CommandError(f"no release in {settings.releases}: run 'nofuz build' first")
    release.verify(settings.memory_quads)  # in one line, rather than in every web process
    settings = settings.with_port(_free_port(settings.host, settings.port))
    os.environ.update(settings.to_environment())
    budgets, numbers = Budgets.memory(), Slots.memory(settings.web_processes)
    budgets.share(Budgets.SHARED_AS)
    numbers.share(Slots.SHARED_AS)
    if settings.metrics:
        tell(settings.metrics, Slots(numbers), asks(settings.host, settings.port))
    # The engine has threads of its own by now, which a forked process would lack.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "nofuz.gateway.service:gateway",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.web_processes,
        backpressure=settings.connections,
        http1_settings=HTTP1Settings(
            header_read_timeout=int(1000 * settings.header_seconds),
            max_buffer_size=64 * _KIBIBYTE,
        ),
        log_level=LogLevels.warning,
        log_dictconfig=granian_logging(),
        respawn_failed_workers=True,
        respawn_interval=0.5,
        workers_kill_timeout=5,
    )
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    print(f"Nofuz serves release {release.name} at http://{host}:{settings.port}/", flush=True)
    server.serve()


def _free_port(host: str, port: int) -> int:
    """Return the port, or a free one for 0.

    Raises:
        CommandError: another program has it, or it is not ours to take.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
            return int(probe.getsockname()[1])
    except OSError as error:
        raise CommandError(f"cannot listen on {host}:{port}: {error.strerror}") from None
