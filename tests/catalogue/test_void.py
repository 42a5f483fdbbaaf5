"""The numbers of VoID, beside what rdflib counts in the same triples."""

import gzip
from collections import Counter

import pytest
from rdflib import Dataset, Graph, URIRef
from rdflib.namespace import RDF, VOID

BASE = "https://w3id.org/nofuz/"
DATASET = URIRef(BASE + "id/dataset/iran-in-iraq")


@pytest.fixture(scope="module")
def release(app):
    return app.extensions["editions"].current().release


@pytest.fixture(scope="module")
def void(release):
    return Graph().parse(release.statistics, format="nt")


@pytest.fixture(scope="module")
def triples(release):
    dataset = Dataset().parse(data=gzip.decompress(release.dump.read_bytes()), format="nquads")
    return {(s, p, o) for s, p, o, _ in dataset.quads()}


def counted(graph, subject):
    """Return the numbers that VoID gives of something, by the property's short name."""
    return {
        predicate.removeprefix(str(VOID)): value.toPython()
        for predicate, value in graph.predicate_objects(subject)
        if predicate in VOID and str(value).isdigit()
    }


def test_the_whole_is_counted(void, triples):
    things = {s for s, p, _ in triples if p == RDF.type and s.startswith(BASE + "id/")}
    assert counted(void, DATASET) == {
        "triples": len(triples),
        "entities": len(things),
        "classes": len({o for _, p, o in triples if p == RDF.type}),
        "properties": len({p for _, p, _ in triples}),
        "distinctSubjects": len({s for s, _, _ in triples}),
        "distinctObjects": len({o for _, _, o in triples}),
    }


def test_each_class_is_a_partition(void, triples):
    expected = Counter(o for _, p, o in triples if p == RDF.type)
    found = {
        void.value(part, VOID["class"]): counted(void, part)
        for part in void.objects(DATASET, VOID.classPartition)
    }
    assert found == {kind: {"entities": count} for kind, count in expected.items()}


def test_each_property_is_a_partition(void, triples):
    parts = list(void.objects(DATASET, VOID.propertyPartition))
    assert len(parts) == len({p for _, p, _ in triples})
    for part in parts:
        predicate = void.value(part, VOID.property)
        said = [(s, o) for s, p, o in triples if p == predicate]
        assert counted(void, part) == {
            "triples": len(said),
            "distinctSubjects": len({s for s, _ in said}),
            "distinctObjects": len({o for _, o in said}),
        }


def test_links_to_another_dataset_are_a_linkset(void, triples):
    same_as = URIRef("https://schema.org/sameAs")
    links = [o for _, p, o in triples if p == same_as and "wikidata.org/entity/" in o]
    [linkset] = void.subjects(VOID.linkPredicate, same_as)
    target = void.value(linkset, VOID.objectsTarget)
    assert void.value(target, VOID.uriSpace).toPython() == "http://www.wikidata.org/entity/"
    assert void.value(linkset, VOID.subjectsTarget) == DATASET
    assert counted(void, linkset) == {"triples": len(links)}


def test_examples_are_the_most_mentioned_things_of_their_kinds(void, triples):
    mentions = Counter(o for _, _, o in triples if isinstance(o, URIRef))
    examples = list(void.objects(DATASET, VOID.exampleResource))
    kinds = [example.split("/")[5] for example in examples]
    assert len(kinds) == len(set(kinds)) > 5
    for example, kind in zip(examples, kinds, strict=True):
        others = [count for thing, count in mentions.items() if f"/id/{kind}/" in thing]
        assert mentions[example] == max(others)


def test_vocabularies_are_those_of_the_terms_that_are_used(void, triples):
    used = {p for _, p, _ in triples} | {o for _, p, o in triples if p == RDF.type}
    namespaces = [str(name) for name in void.objects(DATASET, VOID.vocabulary)]
    assert all(any(term.startswith(name) for name in namespaces) for term in used)
    assert all(any(term.startswith(name) for term in used) for name in namespaces)
