"""One stable form for Turtle, whatever hand wrote it."""

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from nofuz.dataset.formatting import NotFormattable, formatted

HEADER = (
    "@prefix agent: <https://w3id.org/nofuz/id/agent/> .\n"
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


def test_prefixes_are_the_needed_ones_sorted_under_their_usual_names():
    text = (
        "PREFIX x: <http://www.w3.org/2000/01/rdf-schema#>\n@prefix foaf: <http://f/> .\n"
        '<https://w3id.org/nofuz/id/agent/a> x:label "A"@en .'
    )
    assert formatted(text) == HEADER + '\nagent:a rdfs:label "A"@en .\n'


def test_blocks_stand_in_natural_order_and_statements_as_written():
    text = HEADER + 'agent:p10 rdfs:label "b" ; rdfs:comment "a" . agent:p9 rdfs:label "c" .'
    assert formatted(text) == (
        HEADER
        + '\nagent:p9 rdfs:label "c" .\n'
        + '\nagent:p10 rdfs:label "b" ;\n    rdfs:comment "a" .\n'
    )


def test_the_kind_comes_first_and_blocks_of_one_subject_are_joined():
    text = HEADER + 'agent:a rdfs:label "A" ; a agent:Kind . agent:a rdfs:label "A" , "B" .'
    assert formatted(text) == HEADER + '\nagent:a a agent:Kind ;\n    rdfs:label "A" , "B" .\n'


def test_comments_stay_at_the_head_and_before_their_block():
    text = (
        "# head\n"
        + HEADER
        + '# on b\nagent:b rdfs:label "B" . # of b\n# on a\nagent:a rdfs:label "A" .'
    )
    lines = formatted(text).splitlines()
    assert lines[0] == "# head"
    assert lines[lines.index("# on a") + 1].startswith("agent:a")
    assert lines[lines.index("# on b") + 1].startswith("agent:b")


def test_long_lists_are_broken_and_names_in_them_sorted():
    names = [f"agent:a-rather-long-name-{number}" for number in (10, 9, 8, 7)]
    text = f"{HEADER}agent:a rdfs:seeAlso {' , '.join(names)} ."
    assert formatted(text).splitlines()[3:] == [
        "agent:a rdfs:seeAlso",
        "        agent:a-rather-long-name-7 ,",
        "        agent:a-rather-long-name-8 ,",
        "        agent:a-rather-long-name-9 ,",
        "        agent:a-rather-long-name-10 .",
    ]


@pytest.mark.parametrize(
    "statements",
    [
        'agent:a rdfs:label "a\\"b" , """long\n"quoted" text""" , "x"@en-GB .',
        "agent:a rdfs:seeAlso 1 , -1.5 , 1e3 , true .",
        "agent:a rdfs:label 'single' , '''long single''' .",
        "agent:a rdfs:seeAlso ( agent:b [ rdfs:label ( ) ] 'x'^^rdfs:Literal ) .",
        'agent:a rdfs:seeAlso [ rdfs:label "x" , "y" ; rdfs:comment [ ] ] ;; .',
        "agent:a\\,b rdfs:seeAlso agent:c%20d , <http://x/y?z=1#f> , agent:e.f .",
        "<https://w3id.org/nofuz/id/agent/a/b> rdfs:seeAlso <https://w3id.org/nofuz/id/agent/> .",
    ],
)
def test_what_the_text_says_never_changes(statements):
    before = Graph().parse(data=HEADER + statements, format="turtle")
    after = formatted(HEADER + statements)
    assert isomorphic(before, Graph().parse(data=after, format="turtle"))
    assert formatted(after) == after


@pytest.mark.parametrize(
    "statement", ["[] rdfs:label 'x' .", "_:b rdfs:label 'x' .", "x:a x:b x:c ."]
)
def test_what_a_dataset_does_not_hold_is_refused(statement):
    with pytest.raises(NotFormattable):
        formatted(HEADER + statement)


def test_our_own_files_keep_their_meaning(repository):
    paths = [
        path
        for part in ("ontology", "instances", "shapes")
        for path in (repository / part).rglob("*.ttl")
    ]
    assert paths
    for path in paths:
        text = path.read_text("utf-8")
        after = formatted(text)
        assert formatted(after) == after, path
        assert isomorphic(
            Graph().parse(data=text, format="turtle"), Graph().parse(data=after, format="turtle")
        ), path
