"""What things are called on a page, and where a link to them leads."""

import pytest

from nofuz.namespaces import BASE, SPARQL_PREFIXES, VOC
from nofuz.pages.lines import lines_of
from nofuz.pages.names import names
from nofuz.pages.statements import statements
from nofuz.store.terms import Term, iri

RELATIONSHIP = BASE + "id/proposition/iran-abdul-mahdi-special-relationship"


@pytest.fixture
def edition(app):
    return app.extensions["editions"].current()


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Esmail Qaani"), ("ar", "إسماعيل قاآني"), ("fa", "اسماعیل قاآنی")],
)
def test_a_thing_has_its_name_in_the_language_of_the_page(edition, language, label):
    assert names(edition, BASE, language).label(iri(BASE + "id/agent/esmail-qaani")) == label


def test_without_a_name_in_that_language_it_has_the_english_one(edition):
    assert names(edition, BASE, "fa").label(iri(BASE + "id/agent/bayan-jabr")) == "Bayan Jabr"


def test_what_has_no_name_is_called_by_its_iri(edition):
    known = names(edition, BASE, "en")
    assert known.known(iri(BASE + "id/agent/nobody")) is None
    assert known.label(iri(BASE + "id/agent/nobody")) == "agent:nobody"
    assert known.label(Term("literal", "words")) == "words"


def test_a_proposition_is_named_in_quotation_marks(edition):
    known = names(edition, BASE, "en")
    assert known.anchor(iri(RELATIONSHIP)).startswith("“<a ")
    assert known.anchor(iri(BASE + "id/agent/iran")).startswith("<a ")


def test_an_address_that_is_unsafe_is_no_link(edition):
    known = names(edition, BASE, "en")
    assert "<a" not in known.anchor(iri("javascript:alert(1)"))
    assert 'href="https://example.org/&#34;x"' in known.anchor('https://example.org/"x')


def test_a_standing_leads_to_what_it_means(edition):
    badge = names(edition, BASE, "en").badge(iri(VOC + "contested"))
    assert badge == '<a class="standing contested" href="/voc/contested">contested</a>'


def test_each_language_has_lines_of_its_own(app, edition):
    denied = asked(edition, "SELECT ?p { ?c nofuz:speaker agent:bayan-jabr ; nofuz:concerns ?p }")
    with app.test_request_context():
        english, arabic = (
            lines_of(edition, names(edition, BASE, language)).line(denied)
            for language in ("en", "ar")
        )
    assert "Bayan Jabr" in english
    assert "بيان جبر" in arabic


def asked(edition, query):
    """Return the first proposition of a query's answer, with who speaks on it."""
    [row, *_] = edition.store.select(SPARQL_PREFIXES + query)
    return statements(edition).read(row["p"].value)
