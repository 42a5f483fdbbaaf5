"""The queries with a name, beside the competency questions that they overlap with.

Each case asks a query as a reader would and compares with the answer that was written down
for the question before there was a dataset.
"""

import csv
import io
import json
from datetime import date

import pytest

from nofuz.namespaces import BASE

RELATIONSHIP = "proposition=iran-abdul-mahdi-special-relationship"


@pytest.fixture(scope="module")
def answers(repository):
    path = repository.parent / "shared" / "questions.json"
    if not path.exists():
        pytest.skip("the competency questions with their answers are not beside the repository")
    told = json.loads(path.read_text("utf-8"))
    questions = told if isinstance(told, list) else told["questions"]
    return {question["id"]: question["answer"] for question in questions}


@pytest.fixture
def ask(client):
    """Ask a query by its address; rows as dictionaries, things of the dataset by their labels."""

    def ask(path):
        reply = client.get(f"/query/{path}", headers={"Accept": "text/csv"})
        assert reply.status_code == 200, reply.text
        rows = csv.DictReader(io.StringIO(reply.text))
        return [{name: named(value) for name, value in row.items()} for row in rows]

    def named(value):
        if not value.startswith(f"{BASE}id/") or "/proposition/" in value:
            return value.rpartition("/")[2] if value.startswith(BASE) else value
        path = "/doc/" + value.removeprefix(f"{BASE}id/")
        quads = client.get(path, headers={"Accept": "application/n-triples"}).text
        label = f"<{value}> <http://www.w3.org/2000/01/rdf-schema#label> "
        found = [line for line in quads.splitlines() if line.startswith(label) and "@en" in line]
        return json.loads(found[0].removeprefix(label).rpartition("@en")[0]) if found else value

    return ask


def column(rows, name, **wanted):
    return [row[name] for row in rows if wanted.items() <= row.items()]


def test_years_of_an_ambassador(ask, answers):
    [years] = column(ask("tenures-of-an-agent?agent=hassan-danaeifar"), "when")
    assert years == answers["Q043"]


def test_independent_origins_of_a_statement(ask, answers):
    rows = ask(f"claims-on-a-proposition?{RELATIONSHIP}")
    assert len(set(column(rows, "origin", stance="affirms"))) == answers["Q078"]


def test_documents_that_report_a_statement(ask, answers):
    rows = ask("passages-of-a-claim?claim=cable-on-abdul-mahdi")
    assert len(set(column(rows, "document"))) == answers["Q068"]
    [number] = column(
        ask("circular-reporting?least=4"),
        "documents",
        proposition="iran-abdul-mahdi-special-relationship",
    )
    assert int(number) == answers["Q068"]


def test_who_qualifies_a_statement(ask, answers):
    [speaker] = column(
        ask(f"claims-on-a-proposition?{RELATIONSHIP}"), "speaker", stance="qualifies"
    )
    assert speaker.casefold() == answers["Q096"].casefold()


def test_who_has_no_comment(ask, answers):
    assert answers["Q098"] == "no comment"
    speakers = column(ask("claims-by-stance?stance=declines"), "speaker")
    assert set(speakers) == {"office of the prime minister of Iraq"}


def test_who_denies_that_weapons_were_meant(ask, answers):
    by = answers["Q099"]["without weapons by"]
    rows = ask("claims-by-stance?stance=denies")
    assert by in [row["speaker"] for row in rows if "flights" in row["statement"]]
    assert len(ask("denials-of-a-speaker?speaker=bayan-jabr")) == 1


def test_heads_of_a_force_over_time(ask, answers):
    rows = ask("holders-of-a-post?post=head-of-the-quds-force")
    heads = column(sorted(rows, key=lambda row: row["asOf"]), "holder")
    assert heads == answers["Q054"]


def test_spellings_of_a_name(ask, answers):
    rows = ask("names-of-an-agent?agent=adel-abdul-mahdi")
    assert {row["name"] for row in rows if row["document"]} == set(answers["Q024"])
    rows = ask("names-of-an-agent?agent=mustafa-al-kadhimi")
    printed = {row["name"] for row in rows if row["document"]}
    assert {name for name in printed if name.startswith("Al-")} == set(answers["Q023"])


def test_day_of_a_publication(ask, answers):
    rows = ask("events-in-a-time?event=Publication")
    days = [row["when"] for row in rows if "published the leaked documents" in row["statement"]]
    assert days == [answers["Q041"]]
    days = [row["when"] for row in rows if "Middle East Eye" in row["statement"]]
    assert days == [answers["Q092"][1]]


def test_days_between_two_events(ask, answers):
    rows = ask("events-in-a-time?from=2021-02-26&to=2021-03-03")
    [strike] = column(rows, "when", type="def#Strike")
    [attack] = column(rows, "when", type="def#Attack")
    assert (date.fromisoformat(attack) - date.fromisoformat(strike)).days == answers["Q046"]


def test_factions_under_one_person(ask, answers):
    rows = ask("influence-of-an-agent?agent=ali-asghar-hijazi&kind=Subordination")
    assert set(answers["Q017"]) <= set(column(rows, "influenced"))


def test_statements_behind_a_support_have_the_voices_that_were_told(ask, answers):
    path = "relations-between-two-agents?agent=qasem-soleimani&other=adel-abdul-mahdi"
    propositions = column(ask(path), "proposition")
    voices = {
        speaker
        for name in propositions
        for speaker in column(ask(f"claims-on-a-proposition?proposition={name}"), "speaker")
    }
    assert len(voices) == len(answers["Q083"])


def test_origins_of_a_document_lead_to_what_it_relays(ask, answers):
    rows = ask("sources-of-a-document?document=mena-studies-2019")
    [reported] = [
        row["earlier"] for row in rows if row["link"] == "def#reportsOn" and "MENA" in row["later"]
    ]
    assert "Intercept" in reported
    assert "theintercept.com" in answers["Q091"]
