"""The JSON-LD context follows from ontology and shapes."""

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.dataset.syntax import read
from nofuz.namespaces import BASE, NOFUZ, PREFIXES
from nofuz.release.context import context
from nofuz.store.memory import MemoryStore
from nofuz.store.parsing import parse_turtle

PROLOGUE = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())


def made(turtle):
    store = MemoryStore()
    store.add("http://g/", parse_turtle(f"{PROLOGUE}{turtle} .".encode()))
    return context(store)["@context"]


@pytest.mark.parametrize(
    ("turtle", "name", "expected"),
    [
        ("nofuz:p a owl:ObjectProperty", "p", {"@id": "nofuz:p", "@type": "@id"}),
        ("prov:p a owl:ObjectProperty", "prov:p", {"@id": "prov:p", "@type": "@id"}),
        ("nofuz:p a owl:DatatypeProperty", "p", "nofuz:p"),
        (
            "nofuz:p a owl:DatatypeProperty ; rdfs:range xsd:date",
            "p",
            {"@id": "nofuz:p", "@type": "xsd:date"},
        ),
        ("nofuz:p a owl:DatatypeProperty ; rdfs:range xsd:integer", "p", "nofuz:p"),
        ("nofuz:p a owl:DatatypeProperty ; rdfs:range xsd:string", "p", "nofuz:p"),
        (
            "shape:x sh:path rdfs:p ; sh:datatype rdf:langString",
            "rdfs:p",
            {"@id": "rdfs:p", "@container": "@language"},
        ),
        (
            "shape:x sh:path nofuz:p ; sh:datatype edtf:EDTF",
            "p",
            {"@id": "nofuz:p", "@type": "edtf:EDTF"},
        ),
        ("shape:x sh:path nofuz:p ; sh:nodeKind sh:IRI", "p", {"@id": "nofuz:p", "@type": "@id"}),
        (
            "shape:x sh:path nofuz:p ; sh:datatype xsd:date . "
            "shape:y sh:path nofuz:p ; sh:datatype xsd:gYear",
            "p",
            "nofuz:p",
        ),
        # Names that mean something else in the context keep their prefix.
        ("nofuz:id a owl:ObjectProperty", "nofuz:id", {"@id": "nofuz:id", "@type": "@id"}),
        ("nofuz:prov a owl:ObjectProperty", "nofuz:prov", {"@id": "nofuz:prov", "@type": "@id"}),
    ],
)
def test_a_property_takes_what_its_declaration_or_its_shapes_say(turtle, name, expected):
    assert made(turtle)[name] == expected


def test_terms_have_prefixes_and_things_keep_their_iris():
    prefixes = made("nofuz:p a owl:ObjectProperty")
    assert prefixes["voc"] == BASE + "voc/"
    assert prefixes["@vocab"] == prefixes["nofuz"] == NOFUZ
    assert "agent" not in prefixes


def test_a_path_that_is_no_property_has_no_name():
    assert made("shape:x sh:path [ sh:inversePath nofuz:p ] ; sh:datatype xsd:date") == made(
        "nofuz:C a owl:Class"
    )


def test_our_own_ontology_and_shapes_give_the_names_of_our_documents(repository):
    graphs, unread = read(open_dataset(repository))
    assert not unread
    found = context(graphs.new_store())["@context"]
    assert found["stance"] == {"@id": "nofuz:stance", "@type": "@id"}
    assert found["rdfs:label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert found["when"] == {"@id": "nofuz:when", "@type": "edtf:EDTF"}
