"""A small load generator, for machines without wrk; it takes wrk's options.

Each connection sends the next request of a file, with the next number for
_NUMBER_, as soon as the answer is whole.  It runs as a program of its own and shares nothing
with the rest.
"""

import argparse
import asyncio
import itertools
import json
import re
import time
from pathlib import Path
from urllib.parse import urlsplit

import uvloop

_LENGTH = re.compile(rb"\r\ncontent-length: *([0-9]+)\r\n", re.IGNORECASE)
_GRACE = 30.0  # seconds for the last answers


class Run:
    """What the connections of one measurement share."""

    def __init__(self, requests: list[bytes], first: int, until: float, most: int) -> None:
        self._parts = itertools.cycle([request.split(b"_NUMBER_") for request in requests])
        self._numbers = itertools.count(first)
        self.until = until
        self.most = most
        self.failures = 0
        self.latencies: list[float] = []

    def next_request(self) -> bytes:
        return str(next(self._numbers)).encode().join(next(self._parts))

    def goes_on(self, now: float) -> bool:
        return now < self.until and len(self.latencies) < self.most


class Connection(asyncio.Protocol):
    """One keep-alive connection."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._received = bytearray()
        self._is_done = False
        self.ended = asyncio.get_running_loop().create_future()

    def connection_made(self, transport) -> None:
        self._transport = transport
        self._send()

    def data_received(self, data: bytes) -> None:
        self._received += data
        if not is_whole(self._received):
            return
        now = time.perf_counter()
        self._run.latencies.append(now - self._sent)
        self._run.failures += not self._received.startswith(b"HTTP/1.1 200 ")
        self._received.clear()
        if self._run.goes_on(now):
            self._send()
        else:
            self._is_done = True
            self._transport.close()

    def connection_lost(self, _: Exception | None) -> None:
        self._run.failures += not self._is_done
        if not self.ended.done():
            self.ended.set_result(None)

    def _send(self) -> None:
        self._sent = time.perf_counter()
        self._transport.write(self._run.next_request())


def is_whole(received: bytearray) -> bool:
    """Return whether an answer has come to its end."""
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return False
    length = _LENGTH.search(received, 0, end + 2)
    if length:
        return len(received) >= end + 4 + int(length[1])
    return received.endswith(b"\r\n0\r\n\r\n")  # chunked


def written(address: str, path: str, accept: str) -> bytes:
    """Return a request as it is sent."""
    lines = [f"GET {path} HTTP/1.1", f"Host: {urlsplit(address).netloc}", f"Accept: {accept}"]
    return "\r\n".join([*lines, "", ""]).encode()


async def _measure(options: argparse.Namespace) -> dict[str, float]:
    address = urlsplit(options.address)
    requests = [
        written(options.address, *line.split(" ", 1))
        for line in Path(options.requests).read_text().splitlines()
    ]
    start = time.perf_counter()
    run = Run(requests, options.first, start + options.seconds, options.most)
    loop = asyncio.get_running_loop()
    made = [
        await loop.create_connection(lambda: Connection(run), address.hostname, address.port)
        for _ in range(options.connections)
    ]
    waiting = [connection.ended for _, connection in made]
    _, late = await asyncio.wait(waiting, timeout=options.seconds + _GRACE)
    ordered = sorted(run.latencies) or [0.0]
    return {
        "median": ordered[len(ordered) // 2],
        "p99": ordered[len(ordered) * 99 // 100],
        "longest": ordered[-1],
        "requests": len(run.latencies),
        "seconds": time.perf_counter() - start,
        "failures": run.failures + len(late),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-c", dest="connections", type=int, default=1)
    parser.add_argument("-d", dest="seconds", type=float, default=1)
    parser.add_argument("address")
    parser.add_argument("most", type=int, help="requests at most")
    parser.add_argument("first", type=int, help="first number for _NUMBER_ in a path")
    parser.add_argument("requests", help="file with path and media type of a request a line")
    print(json.dumps(uvloop.run(_measure(parser.parse_args()))))


if __name__ == "__main__":
    main()
