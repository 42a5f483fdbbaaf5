"""The labels of terms as messages."""

from io import BytesIO

from nofuz.dataset.messages import extract

TERMS = b"""
@prefix : <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:contested a skos:Concept ; rdfs:label "contested"@en .
:Attack a owl:Class ; rdfs:label "attack"@en .
:stance a owl:ObjectProperty ; rdfs:label "stance"@en .
"""


def test_classes_and_concepts_are_messages_in_a_context_of_their_own():
    found = list(extract(BytesIO(TERMS), keywords={}, comment_tags=[], options={}))
    assert [message for _, _, message, _ in found] == [("term", "attack"), ("term", "contested")]
    assert {function for _, function, _, _ in found} == {"pgettext"}
