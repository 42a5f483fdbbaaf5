"""What the rules derive: standing, counts, bounds, and links between agents."""

import pytest

from nofuz.dataset.derivation import apply_rules
from nofuz.namespaces import NOFUZ, PREFIXES, VOC

FOR = "nofuz:stance voc:affirms ; nofuz:certainty voc:stated"
PARTLY = "nofuz:stance voc:partly-affirms ; nofuz:certainty voc:stated"
HEDGED = "nofuz:stance voc:affirms ; nofuz:certainty voc:hedged"
PREDICTED = "nofuz:stance voc:affirms ; nofuz:certainty voc:predicted"
DENIED = "nofuz:stance voc:denies ; nofuz:certainty voc:stated"
QUALIFIED = "nofuz:stance voc:qualifies ; nofuz:certainty voc:stated"
DECLINED = "nofuz:stance voc:declines ; nofuz:certainty voc:stated"

# How a proposition comes to each standing that draws links.
CLAIMS = {
    "corroborated": [(FOR, "leak"), (FOR, "interview")],
    "single-origin": [(FOR, "leak")],
    "contested": [(FOR, "leak"), (DENIED, "interview")],
}


def told(kind_and_roles, claims, name="it"):
    """Return Turtle: a proposition, and a claim for each pair of words and origin."""
    turtle = f"proposition:{name} a {kind_and_roles} .\n"
    for number, (words, origin) in enumerate(claims):
        turtle += (
            f"claim:{name}-{number} a nofuz:Claim ; nofuz:concerns proposition:{name} ;"
            f" nofuz:speaker agent:{number} ; prov:hadPrimarySource origin:{origin} ; {words} .\n"
        )
    return turtle


@pytest.fixture(scope="session")
def derived(beside):
    """Returns what the rules make of Turtle: a set of triples for each graph, in short names."""

    def derived(turtle):
        graphs = beside(turtle)
        store = graphs.new_store()
        apply_rules(graphs.dataset, store)
        found = {}
        for row in store.rows("SELECT * { GRAPH ?graph { ?subject ?predicate ?object } }"):
            _, is_derived, graph = row["graph"].value.partition("/graph/derived/")
            if is_derived:
                names = (row[part].value for part in ("subject", "predicate", "object"))
                found.setdefault(graph, set()).add(tuple(map(_short, names)))
        return found

    return derived


def _short(name):
    return name.removeprefix(NOFUZ).removeprefix(VOC).removeprefix(PREFIXES["agent"])


def _values(triples):
    """Return what is said of the one proposition, by predicate."""
    return {predicate: value for _, predicate, value in triples}


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([], "unsupported"),
        ([(DECLINED, "leak")], "unsupported"),
        ([(DECLINED, "leak"), (DECLINED, "interview")], "unsupported"),
        ([(FOR, "leak")], "single-origin"),
        ([(PARTLY, "leak")], "single-origin"),
        ([(PREDICTED, "leak")], "single-origin"),
        ([(FOR, "leak"), (FOR, "leak")], "single-origin"),
        ([(FOR, "leak"), (DECLINED, "interview")], "single-origin"),
        ([(DECLINED, "leak"), (FOR, "interview")], "single-origin"),
        ([(FOR, "leak"), (FOR, "interview")], "corroborated"),
        ([(FOR, "leak"), (PARTLY, "interview")], "corroborated"),
        ([(FOR, "leak"), (HEDGED, "interview"), (DECLINED, "note")], "corroborated"),
        ([(DENIED, "leak")], "contested"),
        ([(QUALIFIED, "leak")], "contested"),
        ([(FOR, "leak"), (DENIED, "leak")], "contested"),
        ([(FOR, "leak"), (FOR, "interview"), (QUALIFIED, "note")], "contested"),
    ],
)
def test_the_standing_weighs_origins_and_stances(derived, claims, standing):
    found = derived(told("nofuz:Meeting", claims))
    assert found["standing"] == {(f"{PREFIXES['proposition']}it", "standing", standing)}


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([(DECLINED, "slip")], "unsupported"),
        ([(FOR, "slip")], "wording-only"),
        ([(FOR, "slip"), (DECLINED, "leak")], "wording-only"),
        ([(FOR, "slip"), (FOR, "leak")], "single-origin"),
        ([(FOR, "slip"), (FOR, "talk")], "single-origin"),
        ([(FOR, "slip"), (DENIED, "leak")], "contested"),
        ([(FOR, "slip"), (FOR, "leak"), (FOR, "interview")], "corroborated"),
    ],
)
def test_wording_that_a_document_made_up_supports_nothing(derived, claims, standing):
    slip = "origin:slip a nofuz:Origin ; nofuz:originType voc:document-wording ."
    found = derived(told(COMMAND, claims) + slip)
    assert {value for _, _, value in found["standing"]} == {standing}
    assert (_links(found) == {}) == (standing in {"unsupported", "wording-only"})


@pytest.mark.parametrize(
    ("claims", "standing"),
    [
        ([(FOR, "leak"), (FOR, "note")], "single-origin"),
        ([(FOR, "leak"), (FOR, "note"), (FOR, "interview")], "corroborated"),
        ([(FOR, "leak"), (FOR, "interview")], "corroborated"),
    ],
)
@pytest.mark.parametrize("pair", [("leak", "note"), ("note", "leak")])
def test_origins_that_may_be_one_do_not_confirm_each_other(derived, claims, standing, pair):
    doubt = "origin:{} nofuz:independenceUndecided origin:{} .".format(*pair)
    found = derived(told("nofuz:Meeting", claims) + doubt)
    assert {value for _, _, value in found["standing"]} == {standing}


def test_a_proposition_of_each_kind_has_one_standing(derived, ontology):
    kinds = ontology.new_store().rows("SELECT ?kind { ?kind rdfs:subClassOf* nofuz:Proposition }")
    turtle = "".join(
        told(f"<{row['kind'].value}>", [], name=str(number)) for number, row in enumerate(kinds)
    )
    subjects = [subject for subject, _, _ in derived(turtle)["standing"]]
    assert len(subjects) == len(set(subjects)) == len(kinds) > 40


def test_the_standing_of_one_proposition_says_nothing_of_another(derived):
    turtle = told("nofuz:Strike", [(DENIED, "leak")], name="strike")
    turtle += told("nofuz:Killing ; nofuz:partOfEvent proposition:strike", [], name="killing")
    assert {standing for _, _, standing in derived(turtle)["standing"]} == {
        "contested",
        "unsupported",
    }


def test_what_is_no_proposition_has_neither_standing_nor_counts(derived):
    assert derived("agent:a a foaf:Person . claim:a a nofuz:Claim . place:a a schema:Place .") == {}


def _counts(documents, origins, speakers):
    return {
        "documentCount": str(documents),
        "originCount": str(origins),
        "speakerCount": str(speakers),
    }


def _attested(claim, *documents):
    return "".join(
        f"attestation:{claim}-{document} a nofuz:Attestation ; nofuz:attests claim:{claim} ;"
        f" oa:hasSource document:{document} .\n"
        for document in documents
    )


def test_a_sentence_copied_into_four_documents_has_one_origin(derived):
    turtle = told("nofuz:Meeting", [(FOR, "leak")])
    found = derived(turtle + _attested("it-0", "wire", "paper", "portal", "blog"))
    assert _values(found["counts"]) == _counts(documents=4, origins=1, speakers=1)


def test_two_speakers_in_one_leak_have_one_origin(derived):
    turtle = told("nofuz:Meeting", [(FOR, "leak"), (PARTLY, "leak")])
    found = derived(turtle + _attested("it-0", "wire") + _attested("it-1", "wire"))
    assert _values(found["counts"]) == _counts(documents=1, origins=1, speakers=2)


def test_one_speaker_with_two_origins_is_counted_once(derived):
    turtle = told("nofuz:Meeting", [(FOR, "leak")])
    turtle += f"""claim:again a nofuz:Claim ; nofuz:concerns proposition:it ; {FOR} ;
        nofuz:speaker agent:0 ; prov:hadPrimarySource origin:interview ."""
    found = derived(turtle + _attested("it-0", "wire") + _attested("again", "paper"))
    assert _values(found["counts"]) == _counts(documents=2, origins=2, speakers=1)


def test_two_passages_of_one_document_are_one_document(derived):
    passages = "".join(
        f"attestation:{number} nofuz:attests claim:it-0 ; oa:hasSource document:wire ."
        for number in range(2)
    )
    found = derived(told("nofuz:Meeting", [(FOR, "leak")]) + passages)
    assert _values(found["counts"]) == _counts(documents=1, origins=1, speakers=1)


@pytest.mark.parametrize("words", [DENIED, QUALIFIED, DECLINED])
def test_who_does_not_affirm_is_not_counted(derived, words):
    found = derived(told("nofuz:Meeting", [(words, "leak")]) + _attested("it-0", "wire"))
    assert _values(found["counts"]) == _counts(documents=0, origins=0, speakers=0)


def test_a_proposition_without_claims_has_counts_of_nought(derived):
    found = derived(told("nofuz:Meeting", []))
    assert _values(found["counts"]) == _counts(documents=0, origins=0, speakers=0)


@pytest.mark.parametrize(
    ("when", "bounds"),
    [
        ("2014", {"earliest": "2014-01-01", "latest": "2014-12-31"}),
        ("2014~", {"earliest": "2014-01-01", "latest": "2014-12-31"}),
        ("2016-02", {"earliest": "2016-02-01", "latest": "2016-02-29"}),
        ("2019-11-18", {"earliest": "2019-11-18", "latest": "2019-11-18"}),
        ("2014/2015", {"earliest": "2014-01-01", "latest": "2015-12-31"}),
        ("2003/..", {"earliest": "2003-01-01"}),
        ("../2003", {"latest": "2003-12-31"}),
    ],
)
def test_the_bounds_are_the_first_and_the_last_day(derived, when, bounds):
    found = derived(told(f'nofuz:Meeting ; nofuz:when "{when}"^^edtf:EDTF', []))
    assert _values(found["bounds"]) == bounds


@pytest.mark.parametrize("when", ['"soon"^^edtf:EDTF', '"2014"', '"2014"^^xsd:gYear'])
def test_what_is_no_edtf_date_has_no_bounds(derived, when):
    assert "bounds" not in derived(told(f"nofuz:Meeting ; nofuz:when {when}", []))


def test_the_time_of_telling_bounds_nothing(derived):
    turtle = 'document:a dcterms:issued "2019"^^edtf:EDTF .'
    assert "bounds" not in derived(
        turtle + told('nofuz:Meeting ; nofuz:asOf "2019"^^edtf:EDTF', [])
    )


def _links(found):
    """Return the graphs of links and what stands in them."""
    return {graph: links for graph, links in found.items() if graph in CLAIMS}


def _chain(subject, value, *links):
    return {(subject, f"reportedly{link}", value) for link in links}


COMMAND = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:b"
COMMANDS = _chain("a", "b", "Commands", "Influences", "ConnectedTo")


@pytest.mark.parametrize("standing", CLAIMS)
def test_a_link_stands_in_the_graph_of_its_standing_alone(derived, standing):
    found = derived(told(COMMAND, CLAIMS[standing]))
    assert _links(found) == {standing: COMMANDS}


def test_the_same_link_may_stand_in_two_graphs(derived):
    turtle = told(COMMAND, CLAIMS["corroborated"], name="then")
    turtle += told(COMMAND, CLAIMS["contested"], name="now")
    assert _links(derived(turtle)) == {"corroborated": COMMANDS, "contested": COMMANDS}


@pytest.mark.parametrize(
    ("kind_and_roles", "links"),
    [
        (COMMAND, COMMANDS),
        (
            "nofuz:Surveillance ; nofuz:influencer agent:a ; nofuz:influenced agent:b",
            _chain("a", "b", "Watches", "ConnectedTo"),
        ),
        (
            "nofuz:Bribe ; nofuz:giver agent:a ; nofuz:receiver agent:b , agent:c",
            _chain("a", "b", "Bribes", "Influences", "ConnectedTo")
            | _chain("a", "c", "Bribes", "Influences", "ConnectedTo"),
        ),
        (
            "nofuz:Payment ; nofuz:giver agent:a ; nofuz:receiver agent:b ;"
            " nofuz:beneficiary agent:c",
            _chain("a", "b", "Pays", "ConnectedTo"),
        ),
        (
            "nofuz:InformationSupply ; nofuz:influencer agent:b ; nofuz:influenced agent:a ;"
            " nofuz:giver agent:a ; nofuz:receiver agent:b",
            _chain("a", "b", "SuppliesInformationTo", "ConnectedTo"),
        ),
        (
            "nofuz:Rivalry ; nofuz:party agent:a , agent:b",
            _chain("a", "b", "Rivals", "ConnectedTo") | _chain("b", "a", "Rivals", "ConnectedTo"),
        ),
        (
            "nofuz:Tie ; nofuz:influencer agent:a ; nofuz:influenced agent:b",
            _chain("a", "b", "TiedTo", "ConnectedTo") | _chain("b", "a", "TiedTo", "ConnectedTo"),
        ),
        (
            "nofuz:InfluenceRelation ; nofuz:influencer agent:a ; nofuz:influenced agent:b",
            _chain("a", "b", "Influences", "ConnectedTo") | _chain("b", "a", "ConnectedTo"),
        ),
        (
            "nofuz:Tenure ; org:member agent:a ; org:organization agent:b",
            _chain("a", "b", "HasRoleIn", "ConnectedTo"),
        ),
    ],
)
@pytest.mark.parametrize("standing", CLAIMS)
def test_a_kind_draws_its_link_and_the_wider_ones(derived, kind_and_roles, links, standing):
    found = derived(told(kind_and_roles, CLAIMS[standing]))
    assert _links(found) == {standing: links}


@pytest.mark.parametrize(
    "kind_and_roles",
    [
        "nofuz:Meeting ; nofuz:participant agent:a , agent:b",
        "nofuz:Goal ; nofuz:pursuer agent:a ; schema:about agent:b",
        "nofuz:IdentityHypothesis ; nofuz:frontGroup agent:a ; nofuz:frontFor agent:b",
        "nofuz:Assessment ; schema:about agent:a , agent:b",
        "nofuz:Command ; nofuz:influencer agent:a",
        "nofuz:Command ; nofuz:giver agent:a ; nofuz:receiver agent:b",
        "nofuz:Cooperation ; nofuz:party agent:a",
        "nofuz:Subordination ; nofuz:influencer agent:a ; nofuz:influenced agent:a",
    ],
)
@pytest.mark.parametrize("standing", CLAIMS)
def test_what_does_not_relate_two_agents_draws_no_link(derived, kind_and_roles, standing):
    assert _links(derived(told(kind_and_roles, CLAIMS[standing]))) == {}


@pytest.mark.parametrize(
    "claims",
    [
        [],
        [(DENIED, "leak")],
        [(DENIED, "leak"), (QUALIFIED, "interview")],
        [(DECLINED, "leak")],
        [(PREDICTED, "leak")],
        [(PREDICTED, "leak"), (PREDICTED, "interview")],
        [(PREDICTED, "leak"), (DECLINED, "interview")],
        [(PREDICTED, "leak"), (PREDICTED, "interview"), (DECLINED, "note")],
        [(PREDICTED, "leak"), (DENIED, "interview")],
    ],
)
def test_what_is_only_denied_or_foretold_draws_no_link(derived, claims):
    assert _links(derived(told(COMMAND, claims))) == {}


@pytest.mark.parametrize("words", [FOR, PARTLY, HEDGED])
def test_one_who_says_so_beside_one_who_foretells_it_draws_a_link(derived, words):
    found = derived(told(COMMAND, [(PREDICTED, "leak"), (words, "leak")]))
    assert _links(found) == {"single-origin": COMMANDS}


@pytest.mark.parametrize(
    ("roles", "links"),
    [
        (
            "nofuz:Offer ; nofuz:influencer agent:b ; nofuz:giver agent:a ;"
            " nofuz:receiver agent:b ; nofuz:means voc:intelligence",
            _chain("a", "b", "OffersTo", "ConnectedTo"),
        ),
        (
            "nofuz:Request ; nofuz:influencer agent:a ; nofuz:influenced agent:b ;"
            " nofuz:giver agent:b ; nofuz:receiver agent:a ; nofuz:means voc:money",
            _chain("a", "b", "RequestsFrom", "ConnectedTo"),
        ),
    ],
)
def test_to_offer_or_to_ask_is_not_to_do(derived, roles, links):
    assert _links(derived(told(roles, CLAIMS["corroborated"]))) == {"corroborated": links}


def test_what_is_asked_for_as_a_whole_is_written_out(derived):
    found = derived(
        "document:copy nofuz:copiesTextOf document:wire ; prov:hadPrimarySource origin:slip ."
        " proposition:it a nofuz:Meeting ; nofuz:chair agent:a ; nofuz:participant agent:b ."
        " proposition:other a nofuz:Offer ; nofuz:giver agent:a ; nofuz:receiver agent:b ."
    )
    base = "https://w3id.org/nofuz/id/"
    prov = "http://www.w3.org/ns/prov#"
    assert found["superproperties"] == {
        (f"{base}document/copy", f"{prov}wasDerivedFrom", f"{base}document/wire"),
        (f"{base}proposition/it", "participant", "a"),
        (f"{base}proposition/other", "party", "a"),
        (f"{base}proposition/other", "party", "b"),
    }
