"""The language of a page: named in its address, else what the client likes (Accept-Language).

There is no cookie: who names a language in the address gets it kept by all links
of the page.
"""

import re
from typing import Any
from urllib.parse import quote, urlsplit

from flask import Flask, g, request
from flask_babel import Babel, get_translations

from nofuz.formats import HTML
from nofuz.languages import DEFAULT, LANGUAGES, PARAMETER, liked

_PARAMETER = re.compile(rf"(?:^|&){PARAMETER}=([^&]*)")
# What our templates write; in text and in values the quotation mark is escaped.
_LINK = re.compile(r' (href|action)="(/[^"]*)"')
_FORM = re.compile(r"<form\b[^>]*>")
_TRANSLATIONS = "pages/translations"


def set_up(app: Flask) -> None:
    """Have an application speak the languages that there are catalogues of."""
    Babel(
        app,
        default_translation_directories=_TRANSLATIONS,
        locale_selector=lambda: g.get("language"),
    )
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda text: _translations().ugettext(text),
        ngettext=lambda one, more, number: _translations().ungettext(one, more, number),
        newstyle=True,
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals.update(languages=LANGUAGES, language=_language, elsewhere=_elsewhere)
    app.before_request(_choose)


def _translations() -> Any:
    """Return the catalogue for this request, looked up once: a page has a hundred messages."""
    if "translations" not in g:
        g.translations = get_translations()
    return g.translations


def _choose() -> None:
    """Choose the language of this request, and take the parameter away that names it.

    So no view has to know the parameter, and those that refuse unknown ones need not.
    """
    query = request.query_string.decode("latin-1")
    named = _PARAMETER.search(query)
    if named:
        rest = _PARAMETER.sub("", query).removeprefix("&")
        request.query_string = rest.encode("latin-1")
        request.environ["QUERY_STRING"] = rest
    if named and named[1] in LANGUAGES:
        g.language = g.named_language = named[1]
    else:
        g.language = liked(request.headers.get("Accept-Language"))


def _language() -> str:
    return str(g.get("language", DEFAULT))


def _elsewhere(language: str) -> str:
    """Return the address of the page that is asked for in another language."""
    query = request.query_string.decode("latin-1")
    path = g.get("page") or quote(request.path.removesuffix(".html"))
    address = f"{path}?{query}" if query else path
    return in_language(address, language)


def kept(page: str) -> str:
    """Return a page whose links and forms keep the language that its own address names."""
    language = g.get("named_language")
    if language is None:
        return page
    page = _LINK.sub(lambda link: f' {link[1]}="{in_language(link[2], language, "&amp;")}"', page)
    hidden = f'<input type="hidden" name="{PARAMETER}" value="{language}">'
    return _FORM.sub(lambda form: form[0] + hidden, page)


def in_language(address: str, language: str, ampersand: str = "&") -> str:
    """Return the address of a page in a language, any other as it is.

    Args:
        address: path and query; within markup with its ampersand escaped.
        language: of LANGUAGES.
        ampersand: as it is written there.

    >>> in_language("/doc/agent/iran#said", "fa"), in_language("/export/edges.csv", "fa")
    ('/doc/agent/iran?lang=fa#said', '/export/edges.csv')
    >>> in_language("/search?q=a", "ar"), in_language("/search?q=a&amp;lang=fa", "ar", "&amp;")
    ('/search?q=a&lang=ar', '/search?q=a&amp;lang=fa')
    """
    parts = urlsplit(address)
    extension = parts.path.rpartition("/")[2].partition(".")[2]
    is_file = parts.path.startswith("/static/") or extension not in ("", HTML.extension)
    if is_file or re.search(rf"(^|[&;]){PARAMETER}=", parts.query):
        return address
    query = parts.query + ampersand if parts.query else ""
    return parts._replace(query=f"{query}{PARAMETER}={language}").geturl()
