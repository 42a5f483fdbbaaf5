"""The parameters of a request: those of its address, or of a form in its body."""

import re
from urllib.parse import parse_qsl

from nofuz.errors import MalformedRequest

FORM = "application/x-www-form-urlencoded"
"""The media type of a form."""

_MOST_FIELDS = 200
_NUMBER = re.compile("[0-9]{1,9}")

Parameters = dict[str, list[str]]
"""The values of each parameter, in the order in which they came."""


def decoded(encoded: bytes) -> Parameters:
    """Return the fields of a form, each decoded once and strictly.

    Raises:
        MalformedRequest: it is no percent-encoded UTF-8, or has too many fields.
    """
    parameters: Parameters = {}
    try:
        fields = parse_qsl(
            encoded.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise MalformedRequest("the parameters are not percent-encoded UTF-8") from None
    except ValueError:
        raise MalformedRequest(f"more than {_MOST_FIELDS} parameters") from None
    for name, value in fields:
        parameters.setdefault(name, []).append(value)
    return parameters


def single(parameters: Parameters, name: str) -> str | None:
    """Return the value of a parameter that may come once, None where it does not come.

    Raises:
        MalformedRequest: it comes more than once.
    """
    values = parameters.get(name, [])
    if len(values) > 1:
        raise MalformedRequest(f"the parameter {name!r} comes more than once")
    return values[0] if values else None


def number(parameters: Parameters, name: str, default: int, *, least: int, most: int) -> int:
    """Return the value of a parameter that is a whole number.

    Raises:
        MalformedRequest: it is none, or out of bounds.
    """
    text = single(parameters, name)
    if not text:
        return default
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise MalformedRequest(f"the parameter {name!r} is a number from {least} to {most}")
    return int(text)
