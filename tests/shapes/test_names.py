"""Names and notes: what the record of any kind of thing may carry."""

from tests.shapes.tiny import Fault, each

# One thing of each kind that has names.
NAMED = (
    "agent:caller",
    "agent:general",
    "agent:militia",
    "agent:officers",
    "document:article",
    "instrument:archive",
    "issue:misprint",
    "origin:leak",
    "place:town",
    "post:envoy",
    "proposition:command",
    "proposition:cover",
    "proposition:envoyship",
    "proposition:meeting",
    "proposition:pages",
    "proposition:reason",
    "proposition:weakness",
    "proposition:wish",
)
# One of each kind that is found by what it links.
NAMELESS = ("attestation:article-p9-1", "claim:assent", "derivation:article-from-wire")
LABEL = "<https://w3id.org/nofuz/id/label/militia-in-the-article>"

FAULTS = {
    "without a form": Fault("Label-literalForm", 'skosxl:literalForm "Milishia"@en ;', ""),
    "of two forms": Fault("Label-literalForm", '"Milishia"@en', '"Milishia"@en , "Melisha"@en'),
    "of a form in no language": Fault("Label-literalForm", '"Milishia"@en', '"Milishia"'),
    "of a blank form": Fault("Label-literalForm", '"Milishia"@en', '" "@en'),
    "from no document": Fault("Label-source", "dcterms:source document:article ;", ""),
    "from an agent": Fault("Label-source", "source document:article", "source agent:gazette"),
    "with two names in a language": Fault(
        "Thing-label", '"Milishia, in the article"@en', '"A form"@en , "One form"@en'
    ),
    "with a note in no language": Fault(
        "Thing-note", '"A form met once."@en', '"A form met once."'
    ),
    "with a paragraph": Fault("Label", "", f'{LABEL} nofuz:paragraph "9" .'),
}

# On the right the statement that is wrong of each named thing.
FAULTS_OF_NAMES = {
    "another name that is a label": Fault(
        "Thing-altLabel", "", 'rdfs:label "X"@fa ; skos:altLabel "X"@fa'
    ),
    "another name in no language": Fault("Thing-altLabel", "", 'skos:altLabel "X"'),
    "another name that is blank": Fault("Thing-altLabel", "", 'skos:altLabel " "@en'),
    "another name with a source that nobody describes": Fault(
        "Thing-label-source", "", "skosxl:altLabel <https://w3id.org/nofuz/id/label/unknown>"
    ),
}

# On the right the statement that is wrong of each thing.
FAULTS_OF_ALL = {
    "the same as a text": Fault("Thing-sameAs", "", 'schema:sameAs "https://example.org/x"'),
    "the same as no web page": Fault("Thing-sameAs", "", "schema:sameAs <urn:example:x>"),
    "like a text": Fault("Thing-closeMatch", "", 'skos:closeMatch "https://example.org/x"'),
    "like no web page": Fault("Thing-closeMatch", "", "skos:closeMatch <urn:example:x>"),
    "noted in no language": Fault("Thing-note", "", 'skos:note "X"'),
    "noted by a blank": Fault("Thing-note", "", 'skos:note " "@en'),
}

# A label is wrong in the same ways, but propositions have a shape of their own for it.
FAULTS_OF_LABELS = {
    "labelled twice in a language": Fault("Thing-label", "", 'rdfs:label "X"@fa , "Y"@fa'),
    "labelled in no language": Fault("Thing-label", "", 'rdfs:label "X"'),
    "labelled by a blank": Fault("Thing-label", "", 'rdfs:label " "@fa'),
}
# In the middle a pattern, to be replaced in all files.
FAULTS_OF_LANGUAGE = {
    "labelled in no English": Fault("Thing-label-english", r'(rdfs:label ".*")@en', r"\1@fr")
}
FAULTS_OF_COMMENTS = {
    "commented in no language": Fault("Thing-comment", "", 'rdfs:comment "X"'),
    "commented by a blank": Fault("Thing-comment", "", 'rdfs:comment " "@en'),
}

PROPOSITIONS = tuple(name for name in NAMED if name.startswith("proposition:"))


def _to_each(tiny, things, statement):
    return tiny.changed("names", "", "".join(f"\n{thing} {statement} ." for thing in things))


def _labels(things):
    return {
        (thing, "Proposition-label" if thing in PROPOSITIONS else "Thing-label") for thing in things
    }


@each(FAULTS)
def test_a_label_with_a_source_has_one_form_that_a_document_prints(tiny, fault):
    assert tiny.reports("names", fault) == set(fault.shapes.split())


@each(FAULTS_OF_NAMES)
def test_another_name_is_a_text_in_a_language_and_not_the_label(tiny, fault):
    assert _to_each(tiny, NAMED, fault.new).found() == {(thing, fault.shapes) for thing in NAMED}


@each(FAULTS_OF_ALL)
def test_a_thing_of_any_kind_has_links_that_are_iris_and_notes_in_a_language(tiny, fault):
    things = NAMED + NAMELESS
    assert _to_each(tiny, things, fault.new).found() == {(thing, fault.shapes) for thing in things}


@each(FAULTS_OF_LABELS)
def test_a_thing_of_any_kind_has_one_label_a_language(tiny, fault):
    things = NAMED + NAMELESS
    assert _to_each(tiny, things, fault.new).found() == _labels(things)


@each(FAULTS_OF_COMMENTS)
def test_a_comment_is_a_text_in_a_language(tiny, fault):
    things = ("claim:assent", "issue:misprint")
    assert _to_each(tiny, things, fault.new).found() == {(thing, fault.shapes) for thing in things}


@each(FAULTS_OF_LANGUAGE)
def test_a_named_thing_has_an_english_label(tiny, fault):
    found = tiny.rewritten(fault.old, fault.new).found()
    assert {(thing, fault.shapes) for thing in NAMED} <= found


def test_a_named_thing_may_have_other_names(tiny):
    names = f'rdfs:label "X"@fa ; skos:altLabel "Y"@fa , "Z"@fa ; skosxl:altLabel {LABEL}'
    assert _to_each(tiny, NAMED, names).found() == set()


def test_a_thing_of_any_kind_may_have_links_and_notes(tiny):
    statement = """rdfs:label "X"@fa ; skos:note "Y"@en ; schema:sameAs <https://example.org/x> ;
        skos:closeMatch <http://example.org/y>"""
    assert _to_each(tiny, NAMED + NAMELESS, statement).found() == set()
