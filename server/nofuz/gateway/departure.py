"""Notice that a client has left before its answer was ready."""

import asyncio

from granian.rsgi import HTTPProtocol  # type: ignore[attr-defined]


class Departure:
    """Says whether the client has left; watches from the first time that it is asked."""

    def __init__(self, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop) -> None:
        self._protocol = protocol
        self._loop = loop
        self._task: asyncio.Future[None] | None = None
        self._is_asked = False
        self._has_left = False

    def __call__(self) -> bool:
        """Return whether the client has left; may be called in any thread."""
        if not self._is_asked:
            self._is_asked = True
            self._loop.call_soon_threadsafe(self._watch)
        return self._has_left

    def stop(self) -> None:
        """Watch no longer; to be called in the event loop."""
        if self._task is not None:
            self._task.cancel()

    def _watch(self) -> None:
        self._task = asyncio.ensure_future(self._wait())

    async def _wait(self) -> None:
        await self._protocol.client_disconnect()
        self._has_left = True
