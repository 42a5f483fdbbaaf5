"""What a command shows in a terminal: progress while it works, and results."""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click
from prettytable import PrettyTable, TableStyle

from nofuz.dataset.progress import OnProgress, Step
from nofuz.errors import CommandError
from nofuz.formats import BY_NAME, GRAPH_FORMATS, HTML, JSON, RESULT_FORMATS, TURTLE
from nofuz.query.inspection import inspect
from nofuz.settings import Settings

TABLE = "table"
# A format may be named, or given by its file extension.
_FORMATS = [form for form in BY_NAME.values() if form != HTML]
FORMATS = [TABLE, *sorted({form.name for form in _FORMATS} | {form.extension for form in _FORMATS})]

Ask = Callable[[str, str], bytes]
"""Takes a query and a media type, returns the answer."""


@contextmanager
def steps(*, tells_seconds: bool = False) -> Iterator[OnProgress]:
    """Show a bar on standard error while the steps go by, and then the seconds of each."""
    took: list[str] = []
    with click.progressbar(
        length=1,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
        item_show_func=lambda name: name or "",
        bar_template="[%(bar)s] %(info)s",
    ) as bar:

        def on_progress(step: Step) -> None:
            bar.length = step.total
            if step.seconds is None:
                bar.current_item = step.name
                bar.render_progress()
            else:
                took.append(f"{step.name} {step.seconds:.1f} s")
                bar.update(1, step.name)

        yield on_progress
    if tells_seconds:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        click.echo(f"{', '.join(took)}; {peak} MiB at most", err=True)


def print_result(ask: Ask, query: str, name: str, settings: Settings) -> None:
    """Ask and print: a table for people, the bytes of the format for pipes.

    Raises:
        CommandError: the format does not fit the query's form.
    """
    is_graph = inspect(query, settings).form in {"CONSTRUCT", "DESCRIBE"}
    if name == TABLE:
        if is_graph:
            _write(ask(query, TURTLE.media_type))
        else:
            click.echo(_table(json.loads(ask(query, JSON.media_type))))
        return
    form = next(known for known in BY_NAME.values() if name in (known.name, known.extension))
    if form not in (GRAPH_FORMATS if is_graph else RESULT_FORMATS):
        offers = ", ".join(known.name for known in (GRAPH_FORMATS if is_graph else RESULT_FORMATS))
        raise CommandError(f"the result cannot be written as {name}; it can as {offers}")
    _write(ask(query, form.media_type))


def _table(result: dict[str, Any]) -> str:
    """Return SPARQL JSON results as a table."""
    if "boolean" in result:
        return "yes" if result["boolean"] else "no"
    variables = result["head"]["vars"]
    table = PrettyTable(variables, align="l", max_width=60)
    table.set_style(TableStyle.SINGLE_BORDER)
    for row in result["results"]["bindings"]:
        table.add_row([_printable(row[name]["value"]) if name in row else "" for name in variables])
    return str(table)


def _printable(text: str) -> str:
    """Return text without the control characters that would steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in text)


def _write(content: bytes) -> None:
    stream = sys.stdout.buffer
    stream.write(content)
    if not content.endswith(b"\n"):
        stream.write(b"\n")
    stream.flush()
