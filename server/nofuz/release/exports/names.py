"""Short names of IRIs, for columns and identifiers of tools that know no IRIs."""


def last_part(iri: str) -> str:
    """Return what follows the last slash or number sign.

    >>> last_part("https://w3id.org/nofuz/voc/single-origin")
    'single-origin'
    """
    return iri.rstrip("/").replace("#", "/").rpartition("/")[2]
