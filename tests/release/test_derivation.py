"""What a build derives: the triples of the rules, and tombstones for what is gone."""

import pytest

from nofuz.dataset.derivation import FUNCTIONS, apply_rules
from nofuz.dataset.folder import open_dataset
from nofuz.errors import CommandError
from nofuz.namespaces import BASE, EDTF
from nofuz.release.build import build
from nofuz.release.releases import current_release
from nofuz.store.memory import MemoryStore
from nofuz.store.terms import Triple, iri, literal

DAY = "http://www.w3.org/2001/XMLSchema#date"


def triples(store, graph):
    query = (
        f"SELECT ?s ?p ?o WHERE {{ GRAPH <{BASE}graph/{graph}> {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o"
    )
    return [tuple(str(row[name]) for name in "spo") for row in store.select(query)]


def test_rules_derive_the_bounds_of_dates(dataset, releases):
    build(dataset, releases)
    meeting = f"{BASE}id/proposition/meeting"
    assert triples(current_release(releases).store, "derived/bounds") == [
        (meeting, f"{BASE}def#earliest", "2014-10-01"),
        (meeting, f"{BASE}def#latest", "2014-10-31"),
    ]


def test_a_rule_sees_what_earlier_rules_made(folder):
    for name, before in [("first", "zeroth"), ("second", "first")]:
        rule = f"CONSTRUCT {{ ?s nofuz:{name} ?o }} WHERE {{ ?s nofuz:{before} ?o }}"
        path = folder / f"ontology/rules/{20 if name == 'second' else 10}-{name}.rq"
        path.write_text(f"# graph: derived/{name}\n{rule}")
    store = MemoryStore()
    store.add(BASE, [Triple(iri("urn:a"), iri(f"{BASE}def#zeroth"), iri("urn:b"))])
    apply_rules(open_dataset(folder), store)
    assert triples(store, "derived/second") == [("urn:a", f"{BASE}def#second", "urn:b")]


@pytest.mark.parametrize(
    ("name", "value", "day"),
    [
        ("earliest", literal("2014-10", datatype=EDTF), "2014-10-01"),
        ("latest", literal("2014-10", datatype=EDTF), "2014-10-31"),
    ],
)
def test_the_functions_of_rules_give_days(name, value, day):
    assert FUNCTIONS[f"{BASE}function/{name}"](value) == literal(day, datatype=DAY)


@pytest.mark.parametrize(
    "value",
    [
        literal("2014-10"),
        literal("2014-10", language="en"),
        literal("2014-13", datatype=EDTF),
        literal("../..", datatype=EDTF),
        iri("urn:2014"),
    ],
)
def test_the_functions_of_rules_give_nothing_for_other_terms(value):
    assert [function(value) for function in FUNCTIONS.values()] == [None, None]


def test_a_rule_that_cannot_run_is_told(dataset, folder):
    (folder / "ontology/rules/10-bounds.rq").write_text("SELECT")
    with pytest.raises(CommandError) as caught:
        apply_rules(dataset, MemoryStore())
    assert str(caught.value) == (
        "rule ontology/rules/10-bounds.rq: its first line must be: # graph: derived/<name>"
    )


def test_what_was_merged_or_withdrawn_leaves_a_tombstone(dataset, folder, releases):
    ledger = folder / "instances" / "ledger.csv"
    last = f"{BASE}id/agent/zahra,agent,0.1.0,active,,,\n"
    gone = (
        f"{BASE}id/agent/zz-1,agent,0.1.0,merged,{BASE}id/agent/zahra,2025-01-31,the same person\n"
        f"{BASE}id/agent/zz-2,agent,0.1.0,withdrawn,,2025-01-31,no such person\n"
    )
    ledger.write_text(ledger.read_text().replace(last, last + gone))
    build(dataset, releases)
    deprecated, note = (
        "http://www.w3.org/2002/07/owl#deprecated",
        "http://www.w3.org/2004/02/skos/core#changeNote",
    )
    modified, replaced = (
        f"http://purl.org/dc/terms/{name}" for name in ("modified", "isReplacedBy")
    )
    first, second = f"{BASE}id/agent/zz-1", f"{BASE}id/agent/zz-2"
    assert triples(current_release(releases).store, "ledger") == sorted(
        [
            (first, deprecated, "true"),
            (first, modified, "2025-01-31"),
            (first, note, "the same person"),
            (first, replaced, f"{BASE}id/agent/zahra"),
            (second, deprecated, "true"),
            (second, modified, "2025-01-31"),
            (second, note, "no such person"),
        ]
    )
