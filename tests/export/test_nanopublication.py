"""A claim as a nanopublication: the well-formedness of the guidelines, and what it asserts."""

import pytest
from rdflib import PROV, RDF, RDFS, Dataset, Literal, Namespace, URIRef

from nofuz.namespaces import BASE, NOFUZ, PREFIXES

NP = Namespace(PREFIXES["np"])
TERM = Namespace(NOFUZ)
OA = Namespace(PREFIXES["oa"])
CLAIM = URIRef(f"{BASE}id/claim/cable-on-abdul-mahdi")
PROPOSITION = URIRef(f"{BASE}id/proposition/iran-abdul-mahdi-special-relationship")
DENIAL = URIRef(f"{BASE}id/claim/premiers-office-on-iran-abdul-mahdi-special-relationship")
ADDRESS = "/export/claim/cable-on-abdul-mahdi.trig"


@pytest.fixture
def quads(client):
    reply = client.get(ADDRESS)
    assert reply.mimetype == "application/trig"
    dataset = Dataset()
    dataset.parse(data=reply.data, format="trig")
    return [(s, p, o, URIRef(str(graph))) for s, p, o, graph in dataset.quads()]


@pytest.fixture
def parts(quads):
    """The nanopublication's IRI, and the names of its graphs: head, assertion and so on."""
    [(nanopub, head)] = [(s, g) for s, p, o, g in quads if (p, o) == (RDF.type, NP.Nanopublication)]
    found = {"nanopub": nanopub, "head": head}
    for name in ("Assertion", "Provenance", "PublicationInfo"):
        [found[name]] = [o for s, p, o, _ in quads if (s, p) == (nanopub, NP[f"has{name}"])]
    return found


def test_it_is_well_formed(quads, parts):
    nanopub = parts.pop("nanopub")
    assert len(set(parts.values())) == 4
    assert {graph for *_, graph in quads} == set(parts.values())
    head = [(s, p) for s, p, _, graph in quads if graph == parts["head"]]
    assert sorted(head) == sorted(
        (nanopub, term)
        for term in (RDF.type, NP.hasAssertion, NP.hasProvenance, NP.hasPublicationInfo)
    )
    assert parts["Assertion"] in {s for s, _, _, g in quads if g == parts["Provenance"]}
    assert {s for s, _, _, g in quads if g == parts["PublicationInfo"]} == {nanopub}


def test_it_asserts_that_somebody_claims_it_and_no_more(quads, parts):
    asserted = {(s, p, o) for s, p, o, graph in quads if graph == parts["Assertion"]}
    assert {s for s, _, _ in asserted} == {CLAIM, PROPOSITION}
    assert (CLAIM, RDF.type, TERM.Claim) in asserted
    assert (CLAIM, TERM.concerns, PROPOSITION) in asserted
    assert {p for s, p, _ in asserted if s == CLAIM} >= {TERM.speaker, TERM.stance}
    derived = {TERM.standing, TERM.originCount, TERM.documentCount, TERM.earliest, TERM.latest}
    assert not derived & {p for _, p, _ in asserted}
    assert not any("reportedly" in p for _, p, _ in asserted)


def test_its_provenance_leads_to_origin_document_and_passage(quads, parts):
    told = {(s, p, o) for s, p, o, graph in quads if graph == parts["Provenance"]}
    assertion = parts["Assertion"]
    origin = URIRef(f"{BASE}id/origin/iran-cables")
    document = URIRef(f"{BASE}id/document/ahram-2019-11-18")
    assert (assertion, PROV.hadPrimarySource, origin) in told
    assert (assertion, PROV.wasDerivedFrom, document) in told
    quotes = {str(o) for _, p, o in told if p == OA.exact}
    assert '"special relationship" with Tehran' in quotes


def test_it_names_its_release_and_does_not_hide_the_denial(quads, parts, client):
    nanopub = parts["nanopub"]
    release = client.get("/").headers["Nofuz-Release"]
    assert nanopub == URIRef(f"{BASE}export/claim/cable-on-abdul-mahdi.trig#{release}")
    told = [(p, o) for s, p, o, _ in quads if s == nanopub]
    assert (RDFS.seeAlso, DENIAL) in told
    assert (PROV.wasDerivedFrom, URIRef(f"{BASE}release/{release}")) in told
    [comment] = [o for p, o in told if p == RDFS.comment]
    assert isinstance(comment, Literal)
    assert "no" in comment
    assert "finding of fact" in comment


def test_every_claim_has_one(client):
    found = client.get(
        "/sparql?format=csv&query=SELECT ?claim { ?claim a <https://w3id.org/nofuz/def%23Claim> }"
    )
    claims = found.text.split()[1:]
    assert len(claims) > 300
    for claim in claims[::25]:
        reply = client.get(f"/export/claim/{claim.rpartition('/')[2]}.trig")
        dataset = Dataset()
        dataset.parse(data=reply.data, format="trig")
        assert len([graph for graph in dataset.graphs() if len(graph)]) == 4


@pytest.mark.parametrize(
    "name",
    ["nobody-said-this", "%3E%20%3Cx%3E", "نفوذ", "..%2F..%2Forigin%2Firan-cables", "a%00b", "'"],
)
def test_what_is_no_claim_has_none(client, name):
    reply = client.get(f"/export/claim/{name}.trig", headers={"Accept": "application/json"})
    assert reply.status_code == 404
    assert reply.json["title"] == "Not Found"


def test_a_client_that_has_it_gets_no_body(client):
    tag = client.get(ADDRESS).headers["ETag"]
    reply = client.get(ADDRESS, headers={"If-None-Match": tag})
    assert (reply.status_code, reply.data) == (304, b"")
