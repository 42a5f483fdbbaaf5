"""Forty clients that ask slow queries, for a given time.

Each asks, waits for the answer, and asks again a second later, as Retry-After
would have it.  It runs as a program of its own and shares nothing with the rest.
"""

import argparse
import asyncio
import itertools
from contextlib import suppress

CLIENTS = 40
_PAUSE = 1.0


async def _attacker(port: int, path: str, numbers: itertools.count) -> None:
    while True:
        line = f"GET {path.replace('_NUMBER_', str(next(numbers)))} HTTP/1.1"
        request = f"{line}\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n"
        with suppress(OSError):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request.encode())
            await reader.read()
            writer.close()
        await asyncio.sleep(_PAUSE)


async def _attack(port: int, path: str, seconds: float) -> None:
    numbers = itertools.count()
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await asyncio.gather(*(_attacker(port, path, numbers) for _ in range(CLIENTS)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("port", type=int)
    parser.add_argument("path", help="path of the slow query")
    parser.add_argument("seconds", type=float)
    options = parser.parse_args()
    asyncio.run(_attack(options.port, options.path, options.seconds))


if __name__ == "__main__":
    main()
