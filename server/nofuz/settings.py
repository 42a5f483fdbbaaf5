"""The settings of the server, each with its default and the reason for it.

A setting is a field here, an option of `nofuz serve` (`--query-seconds`) and an
environment variable (`NOFUZ_QUERY_SECONDS`).  An option beats the environment,
the environment beats the default.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self

from nofuz.errors import CommandError
from nofuz.namespaces import BASE

_MEBIBYTE = 1024 * 1024
_CORES = os.cpu_count() or 1  # asking takes the system several microseconds
_LAST_PORT = 65535


def _setting(default: Any, reason: str, *, may_be_zero: bool = False) -> Any:
    return field(default=default, metadata={"reason": reason, "may_be_zero": may_be_zero})


@dataclass(frozen=True)
class Settings:
    """What an operator may set; units are in the names or the reasons."""

    releases: Path = _setting(
        Path("releases"), "Folder that holds the releases; it can be rebuilt, so it is no backup."
    )
    keep: int = _setting(
        0, "Releases that a build keeps, at least two; 0 keeps all, so that what was cited stays."
    )
    base: str = _setting(
        BASE, "IRI that all published IRIs begin with; never guessed from a request."
    )
    host: str = _setting(
        "127.0.0.1", "Address to listen on; loopback until the operator says else."
    )
    port: int = _setting(8080, "Port to listen on; 0 takes any free one.", may_be_zero=True)
    address: str = _setting(
        "",
        "Address that clients reach this server under, for links that have to be absolute; "
        "empty means http://HOST:PORT/.",
    )
    trusted_hosts: str = _setting(
        "",
        "Hosts to answer for, with commas, `*.` for all below a name, `*` for any; without it"
        " loopback names where `host` is loopback, else any. A stranger's page cannot then have"
        " its own name lead here.",
    )
    trusted_proxies: str = _setting(
        "",
        "Addresses or networks, with commas, whose X-Forwarded-For is believed; without them all"
        " clients of a proxy count as one.",
    )
    client_query_seconds: float = _setting(
        60.0,
        "Seconds of children's work that one client may have a minute; 0 sets no limit. Answers"
        " from the cache cost none.",
        may_be_zero=True,
    )
    client_query_seconds_burst: float = _setting(
        120.0, "Seconds of children's work that a client may have at once after a pause."
    )
    client_errors: float = _setting(
        30.0,
        "Answers with a status of 4xx that one client may get a minute before it gets only 429;"
        " 0 sets no limit. Who looks for holes gets many.",
        may_be_zero=True,
    )
    client_errors_burst: float = _setting(
        60.0, "Answers with a status of 4xx that a client may get at once after a pause."
    )
    workers: int = _setting(
        0, "Web processes; 0 means one a core, since Python runs one thread of a process at a time."
    )
    threads: int = _setting(
        32, "Threads of each lane in a web process; most of them only wait for a query's child."
    )
    connections: int = _setting(
        1024, "Requests in progress per web process; a connection more waits to be accepted."
    )
    header_seconds: float = _setting(
        10.0, "Time for a request's header; a client that trickles it holds a connection that long."
    )
    header_size: int = _setting(
        16384, "Bytes of a request's header fields, of which there may be 100."
    )
    body_seconds: float = _setting(10.0, "Time for a request's body; after it the answer is 408.")
    send_seconds: float = _setting(
        30.0, "Time for which bytes of an answer wait unread; after it the connection is closed."
    )
    answers_on_disk: int = _setting(
        1024 * _MEBIBYTE,
        "Bytes of long answers that wait on disk for their clients, over all web processes;"
        " more are refused.",
    )
    answer_cache: int = _setting(
        64 * _MEBIBYTE,
        "Bytes of answers kept in memory, over all web processes; 0 keeps none.",
        may_be_zero=True,
    )
    memory_quads: int = _setting(
        100_000,
        "Quads of a release that every process may hold in memory, where look-ups take a quarter"
        " of the time; a larger release is read from disk.",
        may_be_zero=True,
    )
    query_seconds: float = _setting(
        10.0, "Wall clock for one stranger's query, from its arrival to its last byte."
    )
    query_memory: int = _setting(
        1024 * _MEBIBYTE, "Bytes of address space that a query's child may add to an idle one's."
    )
    query_result: int = _setting(
        256 * _MEBIBYTE, "Bytes of one result, uncompressed; who wants all takes the dumps."
    )
    query_rows: int = _setting(
        0,
        "Solutions of one SELECT, 0 for any number; one with more is refused, unless its client"
        " prefers a cut (Prefer: max-rows=N).",
        may_be_zero=True,
    )
    query_children: int = _setting(
        0, "Queries evaluated at once, over all web processes; 0 means two a core."
    )
    query_queue: int = _setting(
        16,
        "Queries that may wait for a child, over all web processes; more are refused at once.",
        may_be_zero=True,
    )
    query_queue_seconds: float = _setting(
        2.0, "Longest wait for a child; after it the client is asked to come back."
    )
    query_text: int = _setting(
        65536, "Bytes of a query by POST; the longest query of the W3C suites has about 2,000."
    )
    query_string: int = _setting(
        8192, "Bytes of a query by GET; longer addresses are cut by proxies on the way."
    )
    query_depth: int = _setting(
        50, "Levels of nesting; some 1,000 overflow the engine's stack and kill the child."
    )
    query_patterns: int = _setting(
        100, "Triple patterns and path steps; with 160 the engine plans for 7 s before it begins."
    )
    query_operators: int = _setting(
        500, "Operators and keywords; the engine's planner takes them all into its stack."
    )
    query_terms: int = _setting(5000, "Terms in VALUES, IN, expressions and templates.")
    reconcile_batch: int = _setting(
        50, "Names in one batch of the reconciliation service; each takes a few milliseconds."
    )
    metrics: str = _setting(
        "127.0.0.1:9464",
        "Address of /metrics, /healthz and /readyz for the operator, apart from what strangers"
        " reach; port 0 takes any free one, an empty address none.",
    )
    log_requests: bool = _setting(True, "A line in the log for each request.")
    log_private: bool = _setting(
        False,
        "Log client addresses, query strings and the texts of slow queries as well, which can"
        " endanger those who ask.",
    )
    slow_query_seconds: float = _setting(
        1.0,
        "A query at which a child works longer is logged by its digest; 0 logs none.",
        may_be_zero=True,
    )

    @property
    def own_address(self) -> str:
        """The address of this server, with a slash at its end; never guessed from a request."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.address or f"http://{host}:{self.port}/"

    @property
    def web_processes(self) -> int:
        """Number of web processes, with 0 resolved."""
        return self.workers or _CORES

    @property
    def room_on_disk(self) -> int:
        """Bytes of long answers that wait on disk in one web process."""
        return self.answers_on_disk // self.web_processes

    def with_port(self, port: int) -> Self:
        """Return the same settings with another port."""
        return replace(self, port=port)

    def to_environment(self) -> dict[str, str]:
        """Return the variables that `from_environment` reads these settings from."""
        return {
            environment_variable(known.name): str(getattr(self, known.name))
            for known in fields(self)
        }

    @classmethod
    def from_environment(
        cls, options: Mapping[str, Any], environment: Mapping[str, str] = os.environ
    ) -> Self:
        """Return the settings of these options over this environment.

        Args:
            options: values by field name; None means not given.
            environment: variables; NOFUZ_ and the field's name in capitals.

        Raises:
            CommandError: a variable's value does not fit its setting.
        """
        given = {name: value for name, value in options.items() if value is not None}
        for known in fields(cls):
            variable = environment_variable(known.name)
            if known.name not in given and variable in environment:
                given[known.name] = _converted(known.default, environment[variable], variable)
        settings = cls(**given)
        settings.refuse_impossible()
        return settings

    def refuse_impossible(self) -> None:
        """Raise CommandError for a value that no server could work with."""
        if not self.base.startswith(("https://", "http://")) or not self.base.endswith("/"):
            raise CommandError(f"the base {self.base!r} is no http address that ends with a slash")
        if self.address and not re.fullmatch(r"https?://[^/?#\s]+/(?:[^?#\s]*/)?", self.address):
            raise CommandError(
                f"the address {self.address!r} is no http address that ends in a slash"
            )
        if not 0 <= self.port <= _LAST_PORT:
            raise CommandError(f"there is no port {self.port}: the last is {_LAST_PORT}")
        for known in fields(self):
            value = getattr(self, known.name)
            is_number = isinstance(value, int | float) and not isinstance(value, bool)
            may_be_zero = known.metadata["may_be_zero"] or not known.default
            if is_number and (value < 0 or (not value and not may_be_zero)):
                raise CommandError(f"{known.name.replace('_', ' ')} cannot be {value}")


def environment_variable(name: str) -> str:
    """Return the variable of a setting.

    >>> environment_variable("query_seconds")
    'NOFUZ_QUERY_SECONDS'
    """
    return f"NOFUZ_{name.upper()}"


_TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def _converted(default: Any, text: str, variable: str) -> Any:
    try:
        if isinstance(default, bool):
            return _TRUTHS[text.lower()]
        return type(default)(text)
    except (ValueError, KeyError):
        raise CommandError(f"{variable}={text!r} is not of type {type(default).__name__}") from None
