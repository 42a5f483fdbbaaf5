"""A query as a program asks it: for a command line with curl, and in Python.

Both do with what is there: curl, and Python's own library.  What would be read
otherwise than it is shown, such as marks that turn the direction of writing,
stands as an escape of SPARQL or of Python.
"""

import shlex
import unicodedata
from collections.abc import Callable

_JSON, _TURTLE = "application/sparql-results+json", "text/turtle"
_SHOWN = {"\n", "\t", " "}
_PYTHON = '''import json
import urllib.parse
import urllib.request

QUERY = """\\
{query}"""

request = urllib.request.Request(
    "{address}",
    data=urllib.parse.urlencode({{"query": QUERY}}).encode(),
    headers={{"Accept": "{accept}"}},
)
with urllib.request.urlopen(request) as reply:
{body}
'''
_ROWS = """    result = json.load(reply)
for row in result["results"]["bindings"]:
    print({name: term["value"] for name, term in row.items()})"""
_BOOLEAN = """    print(json.load(reply)["boolean"])"""
_GRAPH = """    print(reply.read().decode())"""
_BODIES = {"SELECT": _ROWS, "ASK": _BOOLEAN}


def curl(text: str, form: str, address: str) -> str:
    """Return the command that asks a query.

    Args:
        text: the query.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        address: of the endpoint.
    """
    safe = _plain(text, _sparql_escape)
    query = shlex.quote(f"query={safe}")
    return f"curl --header 'Accept: {_accept(form)}' \\\n  --data-urlencode {query} \\\n  {address}"


def python(text: str, form: str, address: str) -> str:
    """Return the program that asks a query and prints its answer.

    Args:
        text: the query.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE.
        address: of the endpoint.
    """
    escaped = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    if escaped.endswith('"'):  # it would end the string one character too early
        escaped = escaped[:-1] + r"\""
    query, body = _plain(escaped, _python_escape), _BODIES.get(form, _GRAPH)
    program = _PYTHON.format(query=query, address=address, accept=_accept(form), body=body)
    return program if form in _BODIES else program.removeprefix("import json\n")


def _accept(form: str) -> str:
    return _JSON if form in _BODIES else _TURTLE


def _plain(text: str, escape: Callable[[str], str]) -> str:
    """Return a text in which every character is seen as what it is."""
    return "".join(
        letter
        if letter in _SHOWN or unicodedata.category(letter)[0] not in "CZ" or letter == "\u200c"
        else escape(letter)
        for letter in text
    )


def _sparql_escape(letter: str) -> str:
    """Return a code point escape (SPARQL 1.1 Query Language, section 19.2)."""
    return f"\\u{ord(letter):04X}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08X}"


def _python_escape(letter: str) -> str:
    return f"\\u{ord(letter):04x}" if ord(letter) <= 0xFFFF else f"\\U{ord(letter):08x}"
