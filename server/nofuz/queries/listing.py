"""Say what queries there are: as data of a page, and as JSON."""

from typing import Any

from nofuz.dataset.queries import NamedQuery, Parameter
from nofuz.sparql.editor import example_address
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import iri


def address(query: NamedQuery) -> str:
    """Return the path at which a query is asked."""
    return f"/query/{query.name}"


def described(query: NamedQuery, store: EmbeddedStore) -> dict[str, Any]:
    """Return what a client must know to ask a query."""
    return {
        "address": address(query),
        "example": example_address(query),
        "name": query.name,
        "title": query.title,
        "description": query.comment,
        "form": query.form,
        "iri": query.iri,
        "parameters": [described_parameter(known, store) for known in query.parameters],
        "query": query.text,
    }


def described_parameter(parameter: Parameter, store: EmbeddedStore) -> dict[str, Any]:
    """Return what the values of a parameter are; "default" is missing where it must be sent."""
    told: dict[str, Any] = {
        "name": parameter.name,
        "label": parameter.label,
        "description": parameter.description,
        parameter.sort: parameter.kind,
        "required": parameter.default is None,
        "example": parameter.short(parameter.trial),
    }
    if parameter.default is not None:
        told["default"] = parameter.short(parameter.default)
    choices = parameter.choices(store)
    if choices:
        told["choices"] = [parameter.short(iri(choice)) for choice in choices]
    return told
