"""The forms of JSON-LD that a client may ask for by a profile.

JSON-LD 1.1, appendix on the media type: `application/ld+json` has a parameter
`profile` that lists IRIs, separated by spaces.  A profile only chooses among
forms that mean the same (RFC 6906), so that one which nobody knows is no error.
"""

from functools import lru_cache

from werkzeug.http import parse_list_header, parse_options_header

from nofuz.formats import JSON_LD

COMPACTED, EXPANDED, FLATTENED, FRAMED = "compacted", "expanded", "flattened", "framed"
_NAMESPACE = "http://www.w3.org/ns/json-ld#"
_KNOWN = {_NAMESPACE + name: name for name in (FRAMED, FLATTENED, EXPANDED, COMPACTED)}


@lru_cache(maxsize=1024)
def asked_profile(accept: str | None) -> str:
    """Return the profile of JSON-LD that an Accept header asks for, empty where it leaves it open.

    >>> asked_profile('application/ld+json;profile="http://www.w3.org/ns/json-ld#framed"')
    'framed'
    """
    for media_range in parse_list_header(accept or ""):
        media_type, parameters = parse_options_header(media_range)
        asked = parameters.get("profile", "").split() if media_type == JSON_LD.media_type else []
        for profile, name in _KNOWN.items():
            if profile in asked:
                return name
    return ""


def content_type(profile: str) -> str:
    """Return the Content-Type of JSON-LD in the form of a profile."""
    return (
        f'{JSON_LD.media_type};profile="{_NAMESPACE}{profile}"' if profile else JSON_LD.media_type
    )
