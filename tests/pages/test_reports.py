"""Disputes, circular reporting, text issues and events."""

import re

import pytest

from nofuz.namespaces import PREFIXES
from tests.pages.reader import Page


def asked(client, query):
    prefixes = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())
    reply = client.get("/sparql", query_string={"query": prefixes + query})
    rows = reply.get_json(force=True)["results"]["bindings"]
    return {tuple(term["value"] for term in row.values()) for row in rows}


def things(page, kind):
    """Return the names of the things of a kind that a page links to."""
    begin = f"/doc/{kind}/"
    return {address.removeprefix(begin) for _, address in page.links if address.startswith(begin)}


def names(rows):
    return {iri.rpartition("/")[2] for (iri,) in rows}


def test_every_denial_and_every_refusal_is_among_the_disputes(client):
    expected = asked(
        client,
        "SELECT DISTINCT ?p { ?c nofuz:concerns ?p ; nofuz:stance ?s"
        " FILTER(?s IN (voc:denies, voc:qualifies, voc:declines)) }",
    )
    page = Page(client, "/disputes")
    assert things(page, "proposition") == names(expected)
    assert "Qualified by former senior US official" in page.words
    assert "No comment from office of the prime minister of Iraq" in page.words


def test_circular_reporting_is_many_documents_and_one_origin(client):
    expected = asked(
        client,
        """SELECT ?p { ?c nofuz:concerns ?p ; nofuz:stance/^skos:member voc:stances-for ;
          prov:hadPrimarySource ?o . ?a nofuz:attests ?c ; oa:hasSource ?d }
          GROUP BY ?p HAVING(COUNT(DISTINCT ?d) > 1 && COUNT(DISTINCT ?o) = 1)""",
    )
    page = Page(client, "/circular")
    assert things(page, "proposition") == names(expected)
    assert "iran-cables" in things(page, "origin")


def test_every_text_issue_is_listed_with_its_reading(client):
    page = Page(client, "/issues")
    assert things(page, "issue") == names(asked(client, "SELECT ?i { ?i a nofuz:TextIssue }"))
    assert "the death of Qasem Soleimani" in page.words


@pytest.mark.parametrize(
    ("parameter", "value", "pattern"),
    [
        ("document", "4xaa-2021", "{ ?i ^nofuz:hasIssue/oa:hasSource? document:4xaa-2021 }"),
        ("type", "name-form", "{ ?i nofuz:issueType voc:name-form }"),
    ],
)
def test_text_issues_can_be_chosen(client, parameter, value, pattern):
    expected = asked(client, f"SELECT DISTINCT ?i {{ ?i a nofuz:TextIssue {pattern} }}")
    page = Page(client, f"/issues?{parameter}={value}")
    assert things(page, "issue") == names(expected)
    assert len(expected) < len(things(Page(client, "/issues"), "issue"))


def test_every_event_is_on_the_time_line_in_the_order_of_time(client):
    expected = asked(client, "SELECT DISTINCT ?p { ?p a/rdfs:subClassOf* nofuz:Event }")
    page = Page(client, "/events")
    assert things(page, "proposition") >= names(expected)
    years = [int(year) for year in re.findall(r'<h2 id="year-\d+">(\d+)', page_text(client))]
    assert years == sorted(set(years))


def page_text(client):
    return client.get("/events", headers={"Accept": "text/html"}).text


def test_an_event_says_how_precisely_its_time_is_told(client):
    words = Page(client, "/events").words
    assert "October 2019, to the month; as worded: in early October" in words
    assert "3 January 2020, to the day" in words
    assert "2011, to the year" in words


def test_events_can_be_chosen_by_actor_and_place(client):
    expected = asked(
        client,
        """SELECT DISTINCT ?p { ?p nofuz:participant agent:qasem-soleimani ;
          schema:location place:baghdad ; a/rdfs:subClassOf* nofuz:Event }""",
    )
    page = Page(client, "/events?actor=qasem-soleimani&place=baghdad")
    found = re.search(r"(\d+) events?", page.words)
    assert names(expected) <= things(page, "proposition")
    assert int(found[1]) == len(expected)


@pytest.mark.parametrize("query", ["actor=nobody", "place=nowhere", "actor=iran&actor=iraq"])
def test_what_is_not_there_cannot_be_chosen(client, query):
    assert client.get(f"/events?{query}", headers={"Accept": "text/html"}).status_code == 400


def test_no_sentence_in_a_picture_is_without_quotation_marks(client):
    drawn = re.findall(r"<text [^>]*>([^<]+)</text>", page_text(client))
    assert {text for text in drawn if not text.isdigit()} == {
        text for text in drawn if text.startswith("“") and text.endswith("”")
    }
