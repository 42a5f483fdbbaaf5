"""Short addresses of queries, which need no memory: the address is the query, compressed.

`/q/1…` is raw DEFLATE (RFC 1951) in URL-safe Base64 (RFC 4648, section 5).  The
digit names the dictionary that the compression began with, a text of what
queries of ours are full of; a dictionary is never changed, so that an address
means the same query for as long as anybody keeps it.
"""

import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error
from functools import cache
from importlib.resources import files

_VERSION = "1"
_RAW = -15  # window bits of DEFLATE without a header
_LEVEL = 9
_CODE = re.compile(f"{_VERSION}[A-Za-z0-9_-]+")


def path_of(text: str) -> str:
    """Return the path of a query's short address.

    >>> path_of("ASK {}")
    '/q/1A_cQagE'
    """
    coder = zlib.compressobj(_LEVEL, zlib.DEFLATED, _RAW, zdict=_dictionary(_VERSION))
    data = coder.compress(text.encode()) + coder.flush()
    return f"/q/{_VERSION}{urlsafe_b64encode(data).decode().rstrip('=')}"


def text_of(code: str, longest: int) -> str:
    """Return the query that a short address stands for.

    Args:
        code: what follows /q/.
        longest: bytes of a query at most; what would be longer is not unpacked.

    Raises:
        ValueError: it stands for none.
    """
    if not _CODE.fullmatch(code):
        raise ValueError("no such dictionary, or not in Base64")
    try:
        data = urlsafe_b64decode(code[1:] + "=" * (-len(code[1:]) % 4))
        coder = zlib.decompressobj(_RAW, zdict=_dictionary(_VERSION))
        text = coder.decompress(data, longest)
    except (Error, zlib.error) as error:
        raise ValueError(str(error)) from None
    if not coder.eof:
        raise ValueError("cut off, or too long")
    return text.decode()


@cache
def _dictionary(version: str) -> bytes:
    return (files("nofuz.sparql") / f"dictionary-{version}.txt").read_bytes()
