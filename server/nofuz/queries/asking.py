"""Read the parameters of a request to a query with a name."""

from collections.abc import Mapping

from nofuz.dataset.queries import NamedQuery, Parameter, WrongValue
from nofuz.errors import MalformedRequest
from nofuz.formats import FORMAT_HINTS
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.terms import Term


def values(
    query: NamedQuery, parameters: Mapping[str, list[str]], store: EmbeddedStore
) -> dict[str, Term]:
    """Return the term of each parameter of a query, the default where none was sent.

    Args:
        query: what is asked.
        parameters: of the request, each decoded once; a format hint may be among them.
        store: the release, to know whether there is what an IRI names.

    Raises:
        MalformedRequest: one is unknown, doubled, missing or not what it must be (400).
    """
    known = {parameter.name for parameter in query.parameters}
    for name in parameters.keys() - known - set(FORMAT_HINTS):
        offers = ", ".join(sorted(known)) or "none"
        raise MalformedRequest(f"unknown parameter {name[:60]!r}; this query takes {offers}")
    return {
        parameter.name: _value(parameter, parameters.get(parameter.name, []), store)
        for parameter in query.parameters
    }


def _value(parameter: Parameter, texts: list[str], store: EmbeddedStore) -> Term:
    if not texts:
        if parameter.default is None:
            example = parameter.short(parameter.trial)
            raise MalformedRequest(
                f"the parameter {parameter.name} is missing, such as {parameter.name}={example}"
            )
        return parameter.default
    if len(texts) > 1:
        raise MalformedRequest(f"the parameter {parameter.name} comes more than once")
    try:
        term = parameter.term(texts[0])
        parameter.refuse_unfitting(term, store)
    except WrongValue as error:
        raise MalformedRequest(f"the parameter {parameter.name} takes {error}") from None
    return term
