"""Terms: how they are named, defined, filed and put to use.

That each has label, definition and example, is of one kind and stays within the
profile is told by the check of the dataset (`nofuz.dataset.hygiene.profile`).
"""

import re
from collections import Counter

import pytest

from nofuz.namespaces import NOFUZ, PREFIXES, VOC, compact

DEFINED_HERE = NOFUZ.removesuffix("#")
# In the order in which a file holds them.
KINDS = ["Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty"]
_TERMS = """
SELECT ?term ?kind ?vocabulary ?label ?definition WHERE {
    VALUES ?kind { owl:Class owl:ObjectProperty owl:DatatypeProperty owl:AnnotationProperty }
    ?term a ?kind ; rdfs:isDefinedBy ?vocabulary ; rdfs:label ?label .
    OPTIONAL { ?term skos:definition ?definition }
}
"""


@pytest.fixture(scope="session")
def store(repository_graphs):
    """Ontology, shapes and instances, with what follows from subclasses and subproperties."""
    return repository_graphs.closure


@pytest.fixture(scope="session")
def terms(store):
    """Own and borrowed terms, one row each."""
    return [{name: compact(term.value) for name, term in row.items()} for row in store.rows(_TERMS)]


@pytest.fixture(scope="session")
def own(terms):
    return [row for row in terms if row["vocabulary"] == DEFINED_HERE]


def _names(rows, name):
    return {compact(row[name].value) for row in rows}


def test_a_term_of_ours_and_no_other_is_in_our_namespace(terms):
    assert terms
    for row in terms:
        assert row["term"].startswith("nofuz:") == (row["vocabulary"] == DEFINED_HERE)


def test_a_class_begins_with_a_capital_and_a_property_does_not(own):
    for row in own:
        form = r"nofuz:[A-Z][a-zA-Z]+" if row["kind"] == "owl:Class" else r"nofuz:[a-z][a-zA-Z0-9]+"
        assert re.fullmatch(form, row["term"])


@pytest.mark.parametrize("text", ["label", "definition"])
def test_no_two_terms_of_ours_have_the_same(own, text):
    assert [found for found, times in Counter(row[text] for row in own).items() if times > 1] == []


def test_a_definition_fits_where_the_term_stands(own):
    for row in own:
        definition = row["definition"]
        assert not re.match(r"(an?|the) |[A-Z]", definition)
        assert not definition.endswith(".")


def test_a_definition_does_not_use_what_it_defines(own):
    for row in own:
        assert not re.search(rf"\b{re.escape(row['label'])}\b", row["definition"])


def test_few_properties_have_a_domain(store):
    assert store.rows("SELECT ?property { ?property rdfs:domain ?class }") == []


def test_no_blank_node_stands_in_the_ontology(ontology):
    for triple in ontology.triples("ontology"):
        assert "blank" not in {triple.subject.kind, triple.object.kind}


def test_a_link_is_symmetric_if_it_and_all_narrower_ones_go_both_ways(store):
    symmetric = store.rows("SELECT ?link { ?link a owl:SymmetricProperty }")
    mutual = store.rows("""
        SELECT DISTINCT ?link WHERE {
            ?kind nofuz:mutualShortcut ?link .
            FILTER NOT EXISTS { ?narrower rdfs:subPropertyOf ?link } }""")
    assert _names(symmetric, "link") == _names(mutual, "link")


def test_each_kind_of_influence_draws_one_link(store):
    rows = store.rows("""
        SELECT ?kind ?link WHERE {
            ?kind rdfs:subClassOf nofuz:InfluenceRelation .
            ?kind nofuz:shortcut|nofuz:transferShortcut|nofuz:mutualShortcut ?link }""")
    kinds = store.rows("SELECT ?kind { ?kind rdfs:subClassOf nofuz:InfluenceRelation }")
    assert sorted(row["kind"].value for row in rows) == sorted(row["kind"].value for row in kinds)
    assert len(_names(rows, "link")) == len(rows)


def test_each_link_says_that_it_is_reported_and_leads_to_an_agent(store):
    links = store.rows("SELECT ?link { ?link rdfs:subPropertyOf* nofuz:reportedlyConnectedTo }")
    for_agents = store.rows("SELECT ?link { ?link rdfs:range foaf:Agent }")
    reported = {name for name in _names(links, "link") if name.startswith("nofuz:reportedly")}
    assert reported == _names(links, "link")
    assert reported <= _names(for_agents, "link")
    kinds = store.rows("""SELECT ?link WHERE {
        ?kind nofuz:shortcut|nofuz:transferShortcut|nofuz:tenureShortcut|nofuz:mutualShortcut ?link
    }""")
    assert reported == _names(kinds, "link")


def test_each_stance_is_for_against_or_neither(store):
    rows = store.rows("""
        SELECT ?stance (COUNT(DISTINCT ?side) AS ?sides) WHERE {
            ?stance skos:inScheme voc:stance ; a skos:Concept .
            OPTIONAL { ?side skos:member ?stance }
        } GROUP BY ?stance""")
    assert len(rows) == 5
    assert {row["sides"].value for row in rows} == {"1"}


def test_each_term_of_ours_is_used_by_a_shape_or_by_a_rule(store, ontology, own):
    in_shapes = store.rows("""
        SELECT DISTINCT ?term WHERE {
            { ?shape sh:targetClass|sh:class ?class . ?term rdfs:subClassOf* ?class }
            UNION { ?shape sh:path|sh:alternativePath/rdf:rest*/rdf:first|sh:inversePath ?term }
        }""")
    rules = "\n".join(path.read_text("utf-8") for path in ontology.dataset.rules)
    links = {row["term"] for row in own if row["term"].startswith("nofuz:reportedly")}
    used = _names(in_shapes, "term") | set(re.findall(r"nofuz:\w+", rules)) | links
    assert {row["term"] for row in own} - used == set()


def test_each_name_in_a_rule_is_declared(ontology):
    declared = {compact(triple.subject.value) for triple in ontology.triples("ontology")}
    for path in ontology.dataset.rules:
        code = re.sub(r"#.*", "", re.sub(r"<[^>]*>", "", path.read_text("utf-8")))
        names = set(re.findall(r"\b(?:nofuz|voc):[\w-]+", code))
        assert names
        assert names <= declared


def _blocks(graph, prefix):
    return [block.subject for block in graph.blocks if block.subject.startswith(prefix)]


def _files(ontology, folder):
    return [graph for graph in ontology if graph.file.path.parent.name == folder]


def test_terms_stand_by_kind_and_then_by_name(ontology, terms):
    kinds = {row["term"]: KINDS.index(row["kind"].removeprefix("owl:")) for row in terms}
    for graph in _files(ontology, "ontology"):
        blocks = map(compact, _blocks(graph, NOFUZ))
        names = [name for name in blocks if not name.startswith("nofuz:prefix-")]  # no term
        assert names == sorted(names, key=lambda name: (kinds[name], name))


def test_borrowed_terms_stand_in_one_file(ontology, terms):
    borrowed = {row["term"] for row in terms if row["vocabulary"] != DEFINED_HERE}
    declared = {
        compact(triple.subject.value): graph.file.name
        for graph in ontology
        for triple in graph.triples
        if triple.predicate.value == PREFIXES["rdf"] + "type"
    }
    assert {declared[term] for term in borrowed} == {"ontology/borrowed.ttl"}


def test_an_alignment_says_nothing_but_what_is_wider(ontology):
    for graph in _files(ontology, "alignments"):
        predicates = {triple.predicate.value for triple in graph.triples}
        assert predicates <= {PREFIXES["rdfs"] + name for name in ("subClassOf", "subPropertyOf")}


def test_a_code_list_fills_the_file_of_its_name(ontology):
    for graph in _files(ontology, "code-lists"):
        scheme = VOC + graph.file.path.stem
        concepts = {
            triple.subject.value
            for triple in graph.triples
            if triple.predicate.value == PREFIXES["skos"] + "inScheme"
            and triple.object.value == scheme
        }
        assert {scheme, *concepts} == set(_blocks(graph, VOC))
        assert len(concepts) > 1
