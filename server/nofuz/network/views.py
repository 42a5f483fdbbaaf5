"""/network and /path: the network as a drawing, a table and data, and the ways through it."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import Any

from flask import Blueprint, Response, current_app, g, request
from werkzeug.http import http_date

from nofuz.edition import Edition
from nofuz.errors import MalformedRequest, UnknownResource
from nofuz.export.filtering import filtered
from nofuz.formats import HTML, PLAIN_JSON, Format
from nofuz.languages import DEFAULT
from nofuz.namespaces import last_part
from nofuz.negotiation import choose
from nofuz.network.choosing import PARAMETERS, Choice, Shown, chosen, read_choice
from nofuz.network.graphml import some_of_graphml
from nofuz.network.naming import Named, named
from nofuz.network.paths import Path, best_supported, graph_of, shortest
from nofuz.network.relations import Relations, relations_of
from nofuz.network.telling import network_as_json, paths_as_json
from nofuz.network.trust import STANDINGS, origins_of
from nofuz.pages.rendering import evidence_page, network_page, path_page
from nofuz.parameters import Parameters, decoded, number, single
from nofuz.release.exports.formats import EDGES, GRAPHML, NODES, Export, stored_name
from nofuz.responses import echoed, has_already, respond

blueprint = Blueprint("network", __name__)

_ON_A_PAGE = 50
_FORMATS = (HTML, PLAIN_JSON)
_EXPORTS = {export.file: export for export in (EDGES, NODES, GRAPHML)}
_EITHER_WAY = "eitherWay"


@blueprint.get("/network", defaults={"extension": ""})
@blueprint.get("/network.<any(html, json):extension>")
def network(extension: str) -> Response:
    """Show the relations that are asked for: as a page, or as the data of a drawing."""
    form, parameters = _form(extension), _parameters("page")
    choice = read_choice(parameters, _relations(), _base())
    tag = _tag(form.extension)
    if has_already(tag):
        return respond(b"", form, tag=tag)
    shown = _shown(choice)
    if form == PLAIN_JSON:
        body = network_as_json(_edition(), _relations(), choice, shown, _language())
    else:
        body = _network_page(choice, shown, number(parameters, "page", 1, least=1, most=10**6))
    return respond(body, form, tag=tag, headers=_dated())


@blueprint.get("/network/<file>")
def export(file: str) -> Response:
    """Send an export with the relations that are asked for, and no others."""
    if file not in _EXPORTS:
        raise UnknownResource(f"there is no /network/{echoed(file)}")
    found, choice = _EXPORTS[file], read_choice(_parameters(), _relations(), _base())
    tag = _tag(file)
    fields = _dated() | {"Content-Disposition": f'attachment; filename="{file}"'}
    body = b"" if has_already(tag) else _exported(found, _shown(choice))
    return respond(body, found.form, tag=tag, vary="Accept-Encoding", headers=fields)


@blueprint.get("/network/evidence")
def evidence() -> Response:
    """Show who says what on a proposition, as a part of a page."""
    iri = single(decoded(request.query_string), "proposition") or ""
    if not iri.startswith(f"{_base()}id/proposition/") or not _edition().store.is_described(iri):
        raise UnknownResource("no proposition has this IRI")
    tag = _tag("evidence")
    body = b"" if has_already(tag) else evidence_page(_edition(), _base(), iri)
    return respond(body, HTML, tag=tag, headers=_dated())


@blueprint.get("/path", defaults={"extension": ""})
@blueprint.get("/path.<any(html, json):extension>")
def path(extension: str) -> Response:
    """Show how one agent is said to reach another."""
    form, parameters = _form(extension), _parameters("from", "to", _EITHER_WAY)
    choice = read_choice(parameters, _relations(), _base())
    ends = [_end(single(parameters, name)) for name in ("from", "to")]
    is_directed = single(parameters, _EITHER_WAY) != "yes"
    tag = _tag(form.extension)
    if has_already(tag):
        return respond(b"", form, tag=tag)
    paths = _paths(choice, ends, is_directed)
    body = (
        _path_json(choice, ends, paths)
        if form == PLAIN_JSON
        else _path_page(choice, ends, paths, is_directed)
    )
    return respond(body, form, tag=tag, headers=_dated())


def _network_page(choice: Choice, shown: list[Shown], page: int) -> bytes:
    first = (page - 1) * _ON_A_PAGE
    rows = shown[first : first + _ON_A_PAGE]
    if page > 1 and not rows:
        raise UnknownResource("the network has not so many pages")
    pages = {"earlier": page - 1, "later": page + 1 if first + _ON_A_PAGE < len(shown) else 0}
    return network_page(
        _edition(),
        _base(),
        rows,
        **_of_form(choice),
        **{name: choice.address("/network", page=to) for name, to in pages.items() if to},
        first=first + 1,
        total=len(shown),
        agents=len({end for one in shown for end in (one.relation.source, one.relation.target)}),
        address=choice.address("/network"),
        data=choice.address("/network.json", lang=g.language if g.language != DEFAULT else ""),
        exports=[(export, choice.address(f"/network/{file}")) for file, export in _EXPORTS.items()],
    )


def _path_page(
    choice: Choice, ends: list[Named | None], paths: dict[str, Path | None], is_directed: bool
) -> bytes:
    given = dict(zip(("from", "to"), (end.text if end else "" for end in ends), strict=True))
    way = {} if is_directed else {_EITHER_WAY: "yes"}
    return path_page(
        _edition(),
        _base(),
        paths,
        **_of_form(choice),
        start=ends[0],
        end=ends[1],
        is_directed=is_directed,
        meant=lambda name, iri: choice.address("/path", **(given | {name: last_part(iri)}), **way),
        either_way=choice.address("/path", **given, **{_EITHER_WAY: "yes"}),
        swapped=choice.address("/path", **{"from": given["to"], "to": given["from"]}, **way),
        data=choice.address("/path.json", **given, **way),
    )


def _path_json(choice: Choice, ends: list[Named | None], paths: dict[str, Path | None]) -> bytes:
    start, end = (_known(name, one) for name, one in zip(("from", "to"), ends, strict=True))
    return paths_as_json(_edition(), choice, start, end, paths)


def _known(name: str, end: Named | None) -> str:
    if end is None:
        raise MalformedRequest(f"the parameter {name!r} with the IRI of an agent is missing")
    if end.agent is None:
        raise UnknownResource(f"no agent of the network is named {echoed(end.text)}")
    return end.agent


def _paths(choice: Choice, ends: list[Named | None], is_directed: bool) -> dict[str, Path | None]:
    start, end = (one.agent if one else None for one in ends)
    if start is None or end is None or start == end:
        return {}
    graph = graph_of(_shown(choice), is_directed=is_directed)
    return {
        "shortest": shortest(graph, start, end),
        "bestSupported": best_supported(graph, start, end),
    }


def _exported(found: Export, shown: Iterable[Shown]) -> Any:
    path = _edition().release.path / f"{stored_name(found)}.gz"
    if found == GRAPHML:
        return some_of_graphml(path, {one.relation.id for one in shown})
    if found == NODES:
        edges = [one.relation for one in shown]
        return filtered(path, {"id": {end for edge in edges for end in (edge.source, edge.target)}})
    return filtered(path, {"id": {one.relation.id for one in shown}})


def _of_form(choice: Choice) -> dict[str, Any]:
    """Return what a form needs to choose relations."""
    relations = _relations()
    standings = [standing for standing in STANDINGS if standing in relations.standings]
    return {
        "choice": choice,
        "options": {
            "kind": relations.kinds,
            "standing": {standing: relations.standings[standing] for standing in standings},
            "origin": relations.origins,
            "document": relations.documents,
        },
        "known": relations.agents,
        # A slider counts days from the first of January 1970.
        "days": relations.days and [(day - date(1970, 1, 1)).days for day in relations.days],
    }


def _end(text: str | None) -> Named | None:
    text = (text or "").strip()
    return named(text, _relations(), _edition(), _base(), g.language) if text else None


def _shown(choice: Choice) -> list[Shown]:
    return chosen(_relations(), choice, origins_of(_edition()))


def _parameters(*others: str) -> Parameters:
    found = decoded(request.query_string)
    for name in found:
        if name not in PARAMETERS and name not in others:
            known = ", ".join((*PARAMETERS, *others))
            raise MalformedRequest(f"unknown parameter {echoed(name)!r}; there are {known}")
    return found


def _form(extension: str) -> Format:
    """Return the format that the extension fixes, else the one that the client likes best."""
    if extension:
        return next(known for known in _FORMATS if known.extension == extension)
    return choose(request.headers.get("Accept"), _FORMATS)


def _language() -> str:
    """Return the language that the address names; data do not heed what else the client likes."""
    return str(g.get("named_language", DEFAULT))


def _tag(what: str) -> str:
    digest = blake2b(request.query_string, digest_size=8).hexdigest()
    return f"{_edition().name}-{digest}-{what}"


def _dated() -> dict[str, str]:
    return {"Last-Modified": http_date(_edition().date)}


def _relations() -> Relations:
    return relations_of(_edition())


def _edition() -> Edition:
    edition: Edition = g.edition
    return edition


def _base() -> str:
    return str(current_app.config["SETTINGS"].base)
