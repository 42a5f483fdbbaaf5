"""The form of an error for a program (RFC 9457), and for who reads plain text."""

import json
from http import HTTPStatus

PROBLEM_JSON = "application/problem+json"
PLAIN_TEXT = "text/plain"


def problem_text(status: int, detail: str, media_type: str) -> str:
    """Return the body of an error.

    Args:
        status: of the answer.
        detail: what is wrong, in a sentence.
        media_type: PROBLEM_JSON or PLAIN_TEXT.

    >>> problem_text(404, "there is no such thing", PLAIN_TEXT).strip()
    'Not Found: there is no such thing'
    """
    title = HTTPStatus(status).phrase
    if media_type == PLAIN_TEXT:
        return f"{title}: {detail}\n"
    members = {"type": "about:blank", "title": title, "status": int(status), "detail": detail}
    return json.dumps(members, ensure_ascii=False) + "\n"
