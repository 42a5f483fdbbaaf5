"""Header fields of our answers (RFC 9110), as plain values."""

from nofuz.formats import Format
from nofuz.query.rows import RowLimit

# Pages run and fetch what is ours, no script of their own text, and show what they draw; nobody
# may frame them.
_CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_EXPOSED = (
    "Accept-Ranges, Content-Range, ETag, Link, Memento-Datetime, Nofuz-Release, Nofuz-Row-Limit, "
    "Preference-Applied, Retry-After, Vary"
)

EVERYWHERE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": _EXPOSED,
    "Content-Security-Policy": _CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries, errors too."""

RELEASE = "Nofuz-Release"
ROW_LIMIT = "Nofuz-Row-Limit"

REVALIDATED = "public, no-cache"
"""Cache-Control of what may be kept and is asked about before each use."""

IMMUTABLE = "public, max-age=31536000, immutable"
"""Cache-Control of what stays as it is, such as everything below the name of a release."""

UNREPEATABLE = "no-store"
"""Cache-Control of what the next request need not get again."""


def of_representation(
    form: Format, vary: str, tag: str | None = None, cache_control: str = REVALIDATED
) -> dict[str, str]:
    """Return the fields of a representation: what it is, what its choice depended on.

    Args:
        form: its format.
        vary: request header fields that the choice depended on.
        tag: entity tag as it stands in the header, with its quotation marks.
        cache_control: what caches may do with it.
    """
    fields = {"Content-Type": form.content_type, "Vary": vary, "Cache-Control": cache_control}
    return fields if tag is None else fields | {"ETag": tag}


def of_row_limit(limit: RowLimit, *, is_cut: bool) -> dict[str, str]:
    """Return the fields that announce a limit of solutions (RFC 7240), none without one.

    Args:
        limit: how many there may be.
        is_cut: whether there are more, which the client prefers not to get.
    """
    if not limit.most:
        return {}
    fields = {ROW_LIMIT: f"{limit.most};cut" if is_cut else str(limit.most)}
    if limit.is_cutting:
        fields["Preference-Applied"] = f"max-rows={limit.most}"
    return fields
