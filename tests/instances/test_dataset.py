"""The dataset of the repository: that it passes its check, and is whole and careful besides."""

import csv
import json
import re
import shutil

import pytest

from nofuz.dataset.check import check
from nofuz.dataset.derivation import apply_rules
from nofuz.dataset.folder import open_dataset
from nofuz.dataset.formatting import unformatted
from nofuz.dataset.shapes import shape_findings
from nofuz.dataset.sources import read_sources
from nofuz.dataset.syntax import read
from nofuz.dataset.witnesses import witness_findings
from nofuz.namespaces import PREFIXES

DOCUMENT = PREFIXES["document"]


@pytest.fixture(scope="session")
def graphs(repository):
    graphs, unread = read(open_dataset(repository))
    assert not unread
    return graphs


@pytest.fixture(scope="session")
def rows(graphs):
    """Answers a SELECT over the dataset and what follows from it: tuples of texts."""

    def rows(query):
        return [tuple(term.value for term in row.values()) for row in graphs.closure.rows(query)]

    return rows


@pytest.fixture(scope="session")
def sources_folder(repository):
    """The texts that were read; they are not ours to publish, so they lie beside the repository."""
    folder = repository.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the source texts do not lie beside the repository, in shared/sources")
    return folder


@pytest.fixture(scope="session")
def sources(sources_folder):
    return read_sources(sources_folder)


@pytest.fixture(scope="session")
def passages(rows):
    """The places that were read: document, paragraph, quote and claim."""
    return [
        (document.removeprefix(DOCUMENT), paragraph, quote, claim)
        for document, paragraph, quote, claim in rows("""
            SELECT ?document ?paragraph ?quote ?claim WHERE {
                ?attestation nofuz:attests ?claim ; oa:hasSource ?document ;
                    nofuz:paragraph ?paragraph ; oa:exact ?quote }""")
    ]


@pytest.fixture(scope="session")
def report(repository, sources_folder):
    return check(open_dataset(repository), sources_folder)


def test_the_check_has_nothing_to_find(report):
    assert [str(finding) for finding in report.findings] == []


@pytest.mark.skipif(not shutil.which("java"), reason="HermiT needs a Java runtime")
def test_the_check_leaves_nothing_out(report):
    assert report.notices == ()


def test_every_document_that_was_read_is_among_the_sources(sources, passages):
    assert {document for document, *_ in passages} <= sources.keys()


def test_no_paragraph_of_a_document_that_was_read_is_passed_over(sources, passages, rows):
    told = rows("""
        SELECT DISTINCT ?document ?paragraph WHERE {
            ?place oa:hasSource ?document ; nofuz:paragraph ?paragraph }""")
    accounted = {(document.removeprefix(DOCUMENT), paragraph) for document, paragraph in told}
    documents = sorted({document for document, *_ in passages})
    assert documents
    assert [
        (document, paragraph)
        for document in documents
        for paragraph in sources[document].paragraphs
        if (document, paragraph) not in accounted
    ] == []


def test_no_passage_attests_a_claim_twice(passages):
    assert len(passages) == len(set(passages))


def test_the_record_of_a_document_agrees_with_what_was_read(rows, sources_folder):
    records = {
        document.removeprefix(DOCUMENT): (url, language, issued or None)
        for document, url, language, issued in rows("""
            SELECT ?document ?url ?language (COALESCE(STR(?date), "") AS ?issued) WHERE {
                ?document schema:url ?url ; dcterms:language ?language ; nofuz:sha256 ?digest .
                OPTIONAL { ?document dcterms:issued ?date } }""")
    }
    files = (json.loads(path.read_bytes()) for path in sorted(sources_folder.glob("*.json")))
    texts = {text["id"]: (text["url"], text["language"], text["published"]) for text in files}
    assert records
    assert records == {name: texts[name] for name in records}


def test_what_an_issue_calls_printed_is_printed(rows, sources):
    issues = rows("""
        SELECT ?document ?paragraph ?printed WHERE {
            ?issue nofuz:printed ?printed .
            ?attestation nofuz:hasIssue ?issue ; oa:hasSource ?document ;
                nofuz:paragraph ?paragraph }""")
    assert issues
    for document, paragraph, printed in issues:
        assert printed in sources[document.removeprefix(DOCUMENT)].paragraphs[paragraph]


def test_the_wording_of_a_time_is_that_of_a_passage(rows, sources):
    wordings = {}
    for proposition, wording, document, paragraph in rows("""
        SELECT ?proposition ?wording ?document ?paragraph WHERE {
            ?proposition nofuz:whenText ?wording .
            ?claim nofuz:concerns ?proposition .
            ?attestation nofuz:attests ?claim ; oa:hasSource ?document ;
                nofuz:paragraph ?paragraph }"""):
        text = sources[document.removeprefix(DOCUMENT)].paragraphs[paragraph]
        wordings.setdefault((proposition, wording), []).append(text.lower())
    assert wordings
    for (_, wording), texts in wordings.items():
        assert any(wording.lower() in text for text in texts)


@pytest.mark.parametrize("kind", ["nofuz:Claim", "nofuz:Proposition"])
def test_a_label_is_one_sentence_without_a_full_stop(rows, kind):
    for (label,) in rows(f"SELECT ?label {{ ?thing a {kind} ; rdfs:label ?label }}"):
        assert not re.search(r"[.!?;:](\s|$)", label)


def test_every_document_goes_back_to_an_origin(rows):
    assert rows("SELECT ?document { ?document a nofuz:SourceDocument }")
    assert (
        rows("""
        SELECT ?document WHERE {
            ?document a nofuz:SourceDocument .
            FILTER NOT EXISTS { ?document prov:wasDerivedFrom*/prov:hadPrimarySource ?origin .
                ?origin a nofuz:Origin } }""")
        == []
    )


def test_no_service_speaks_in_a_leaked_cable(rows):
    leaked = """?origin nofuz:originType voc:leaked-documents .
        ?claim prov:hadPrimarySource ?origin ; nofuz:speaker ?speaker ."""
    assert rows(f"SELECT ?claim {{ {leaked} }}")
    services = "VALUES ?kind { nofuz:GovernmentBody nofuz:IntelligenceService nofuz:State }"
    assert rows(f"SELECT ?claim {{ {services} {leaked} ?speaker a ?kind }}") == []


@pytest.fixture(scope="session")
def derived(graphs):
    """The dataset with what the rules make of it."""
    store = graphs.new_store()
    apply_rules(graphs.dataset, store)
    return store


def test_every_proposition_has_one_standing_and_three_counts(derived, rows):
    standings = derived.rows("SELECT ?it ?standing { ?it nofuz:standing ?standing }")
    counted = derived.rows("""
        SELECT ?it WHERE {
            ?it nofuz:documentCount ?documents ; nofuz:originCount ?origins ;
                nofuz:speakerCount ?speakers }""")
    propositions = sorted(
        name for (name,) in rows("SELECT DISTINCT ?it { ?it a nofuz:Proposition }")
    )
    assert propositions
    assert sorted(row["it"].value for row in standings) == propositions
    assert sorted(row["it"].value for row in counted) == propositions


def test_a_dated_proposition_has_bounds_in_order(derived):
    dated = derived.rows("""
        SELECT ?it ?first ?last WHERE {
            ?it nofuz:when ?when .
            OPTIONAL { ?it nofuz:earliest ?first }
            OPTIONAL { ?it nofuz:latest ?last } }""")
    assert dated
    for row in dated:
        days = [row[name].value for name in ("first", "last") if name in row]
        assert days
        assert days == sorted(days)


def test_derived_links_relate_agents_alone(derived, rows):
    agents = {name for (name,) in rows("SELECT ?agent { ?agent a foaf:Agent }")}
    links = derived.rows("""
        SELECT ?from ?to WHERE {
            GRAPH ?graph { ?from ?link ?to }
            FILTER (STRSTARTS(STR(?link), CONCAT(STR(nofuz:), "reportedly"))
                && CONTAINS(STR(?graph), "/graph/derived/")) }""")
    assert links
    assert {row[end].value for row in links for end in ("from", "to")} <= agents


def test_no_link_is_written_by_hand(graphs):
    for triple in graphs.triples("instances"):
        assert not triple.predicate.value.startswith(f"{PREFIXES['nofuz']}reportedly")


def test_what_has_no_identifier_elsewhere_is_on_the_list(rows, repository):
    unlinked = rows("""
        SELECT DISTINCT ?thing ?label WHERE {
            VALUES ?class { foaf:Person org:Organization org:Post schema:Place }
            ?thing a ?class ; rdfs:label ?label
            FILTER(LANG(?label) = "en")
            FILTER NOT EXISTS { ?thing schema:sameAs|skos:closeMatch ?other } }""")
    with (repository / "instances/to-be-linked.csv").open(encoding="utf-8", newline="") as file:
        header, *listed = csv.reader(file)
    assert header == ["iri", "label"]
    assert [tuple(row) for row in listed] == sorted(unlinked)


def test_every_file_is_in_its_stable_form(repository):
    assert unformatted(open_dataset(repository)) == {}


def test_looking_at_a_part_finds_no_more_than_looking_at_the_whole(graphs):
    part = {
        triple.subject.value
        for triple in graphs.triples("instances")
        if "4xaa" in triple.subject.value
    }
    assert len(part) > 100
    assert shape_findings(graphs, part) == ([], [])


def test_every_term_is_used_or_says_why_it_stays(graphs):
    assert witness_findings(graphs) == ()
