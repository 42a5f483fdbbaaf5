"""A SPARQL endpoint elsewhere, asked through SPARQLWrapper."""

from urllib.error import URLError

from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from nofuz.errors import CommandError


def ask_endpoint(endpoint: str, query: str, media_type: str, seconds: int = 60) -> bytes:
    """Return the answer of an endpoint to a query.

    Args:
        endpoint: its address, http or https.
        query: SPARQL text.
        media_type: the only one that is accepted.
        seconds: how long to wait.

    Raises:
        CommandError: the endpoint cannot be reached or refuses the query.
    """
    client = SPARQLWrapper(endpoint)
    client.setOnlyConneg(True)
    client.addCustomHttpHeader("Accept", media_type)
    client.setMethod("POST")
    client.setTimeout(seconds)
    client.setQuery(query)
    try:
        return bytes(client.query().response.read())
    except (SPARQLWrapperException, URLError, ValueError, OSError) as error:
        first_line = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise CommandError(f"{endpoint} does not answer the query: {first_line}") from None
