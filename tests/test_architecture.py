"""Imports point one way, and only one package knows each engine."""

import ast
from pathlib import Path

import pytest

import nofuz

_PACKAGE = Path(nofuz.__file__).parent
_MODULES = sorted(path for path in _PACKAGE.rglob("*.py") if "default" not in path.parts)

# From top to bottom: a part may import those below it, and itself.
_LAYERS = [
    {"__main__"},
    {"cli"},
    {"serving", "terminal"},
    {"gateway"},
    {"app"},
    {"comparing", "network"},
    {"citation", "export", "queries"},
    {"history"},
    {"catalogue"},
    {"fragments", "resource", "search", "sparql"},
    {"pages"},
    {"responses"},
    {"environment", "fields"},
    {"edition"},
    {"archive"},
    {"cache", "query", "release", "verification"},
    {"clients", "telemetry"},
    {"dataset"},
    {"index", "store"},
    {"languages", "negotiation", "parameters"},
    {"compression", "settings", "formats", "spool"},
    {"errors", "namespaces", "problems", "shared"},
]
_ONLY = {
    "pyoxigraph": {"store"},
    "SPARQLWrapper": {"store"},
    "pyshacl": {"dataset"},
    "owlready2": {"dataset"},
    "rdflib": {"dataset"},
    "backports": {"compression", "release"},
    "edtf": {"dataset"},
    "networkx": {"release"},
    "anyascii": {"index"},
    "jellyfish": {"index"},
    "sqlite3": {"index"},
    "trafilatura": {"verification"},
    "flask": {
        *("app", "catalogue", "citation", "comparing", "export", "fragments", "history"),
        *("network", "pages"),
        *("queries", "resource", "responses", "search", "sparql"),
    },
    "werkzeug": {
        "app",
        "catalogue",
        "citation",
        "comparing",
        "compression",
        "export",
        "gateway",
        "history",
        "languages",
        "negotiation",
        "network",
        "pages",
        "queries",
        "resource",
        "responses",
        "search",
        "sparql",
    },
    "flask_babel": {
        *("app", "catalogue", "export", "fragments", "history", "pages"),
        *("queries", "resource", "responses", "search", "sparql"),
    },
    "granian": {"gateway", "serving"},
    "prometheus_client": {"telemetry"},
    "click": {"cli", "terminal"},
}


def _part(path):
    return path.relative_to(_PACKAGE).with_suffix("").parts[0]


def _imports(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _level(part):
    return next(number for number, layer in enumerate(_LAYERS) if part in layer)


@pytest.mark.parametrize("path", _MODULES, ids=lambda path: str(path.relative_to(_PACKAGE)))
def test_imports_point_downwards(path):
    part = _part(path)
    if part == "__init__":
        assert not list(_imports(path))
        return
    others = {name.split(".")[1] for name in _imports(path) if name.startswith("nofuz.")} - {part}
    assert {other for other in others if _level(other) <= _level(part)} == set()


@pytest.mark.parametrize("library", sorted(_ONLY))
def test_a_library_has_its_home(library):
    users = {
        _part(path)
        for path in _MODULES
        if any(name.split(".")[0] == library for name in _imports(path))
    }
    assert users
    assert users <= _ONLY[library]


def test_no_part_is_left_out_of_the_layers():
    parts = {_part(path) for path in _MODULES} - {"__init__"}
    assert parts == set().union(*_LAYERS)
