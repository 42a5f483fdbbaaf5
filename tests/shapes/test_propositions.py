"""Propositions: what every kind may hold, and what the kinds without two agents must."""

import pytest

from tests.shapes.tiny import Fault, each

# One proposition of each kind.
KINDS = (
    "proposition:command",
    "proposition:cover",
    "proposition:envoyship",
    "proposition:meeting",
    "proposition:pages",
    "proposition:reason",
    "proposition:weakness",
    "proposition:wish",
)
ABOUT = """
    schema:about
        agent:general ,
        document:article ,
        instrument:archive ,
        origin:leak ,
        place:town ,
        post:envoy ,
        proposition:command ."""

FAULTS = {
    "of no kind": Fault("Proposition", "a nofuz:Goal", "a nofuz:Proposition"),
    "that judges nothing": Fault("Assessment-about", f" ;{ABOUT}", " ."),
    "that judges by other means": Fault(
        "Assessment", "", "proposition:weakness nofuz:means voc:money ."
    ),
    "on the property of nothing": Fault(
        "Attribute-bearer", "nofuz:bearer instrument:archive ;", ""
    ),
    "on the property of two things": Fault(
        "Attribute-bearer", "bearer instrument:archive", "bearer instrument:archive , agent:general"
    ),
    "on the property of something unknown": Fault(
        "Attribute-bearer", "bearer instrument:archive", "bearer instrument:unknown"
    ),
    "on a property with two values": Fault("Attribute-value", "value 700", "value 700 , 701"),
    "on a property whose value is a thing": Fault(
        "Attribute-value", "value 700", "value place:town"
    ),
    "on a property in a unit of no language": Fault("Attribute-unitText", '"pages"@en', '"pages"'),
    "on a property in two units": Fault(
        "Attribute-unitText", '"pages"@en', '"pages"@en , "rolls"@en'
    ),
    "on a property in a blank unit": Fault("Attribute-unitText", '"pages"@en', '" "@en'),
    "on a property of parties": Fault(
        "Attribute", "", "proposition:pages nofuz:party agent:general ."
    ),
    "without a cause": Fault("Causation-cause", "nofuz:cause proposition:gift ;", ""),
    "caused by an agent": Fault("Causation-cause", "cause proposition:gift", "cause agent:general"),
    "without an effect": Fault("Causation-effect", " ;\n    nofuz:effect proposition:command", ""),
    "with an effect on an agent": Fault(
        "Causation-effect", "effect proposition:command", "effect agent:general"
    ),
    "with a cause and an actor": Fault(
        "Causation", "", "proposition:reason nofuz:actor agent:general ."
    ),
    "that nobody wants": Fault("Goal-pursuer", " ;\n    nofuz:pursuer agent:general", ""),
    "that a place wants": Fault("Goal-pursuer", "pursuer agent:general", "pursuer place:town"),
    "that is wanted with a standing": Fault(
        "Goal", "", "proposition:wish nofuz:standing voc:contested ."
    ),
    "that nobody claims": Fault(
        "Proposition-claim",
        "",
        """proposition:idea a nofuz:Goal ; rdfs:label "The general wants rain"@en ;
        nofuz:pursuer agent:general .""",
    ),
}

# What is wrong whatever the kind; on the right the statement that is wrong.
FAULTS_OF_ANY_KIND = {
    "about something unknown": Fault("Proposition-about", "", "schema:about agent:unknown"),
    "about a text": Fault("Proposition-about", "", 'schema:about "the general"@en'),
    "in exchange for a thing": Fault(
        "Proposition-inExchangeFor", "", "nofuz:inExchangeFor instrument:archive"
    ),
    "with a sort of means as instrument": Fault(
        "Proposition-instrument", "", "nofuz:instrument voc:money"
    ),
    "at an agent": Fault("Proposition-location", "", "schema:location agent:militia"),
    "part of a relation": Fault(
        "Proposition-partOfEvent", "", "nofuz:partOfEvent proposition:command"
    ),
    "serving a meeting": Fault(
        "Proposition-servesGoal", "", "nofuz:servesGoal proposition:meeting"
    ),
    "at a year of another datatype": Fault("Proposition-when", "", 'nofuz:when "2014"^^xsd:gYear'),
    "at two times": Fault(
        "Proposition-when", "", 'nofuz:when "2014"^^edtf:EDTF , "2015"^^edtf:EDTF'
    ),
    "counted from a place": Fault("Proposition-whenAnchor", "", "nofuz:whenAnchor place:town"),
    "counted from two documents": Fault(
        "Proposition-whenAnchor", "", "nofuz:whenAnchor document:article , document:wire"
    ),
    "at a time worded in no language": Fault(
        "Proposition-whenText", "", 'nofuz:whenText "the next day"'
    ),
    "at a time in seven words": Fault(
        "Proposition-whenText", "", 'nofuz:whenText "on the day after the next day"@en'
    ),
    "at a time without words": Fault("Proposition-whenText", "", 'nofuz:whenText ""@en'),
    "told as going on at a time in no EDTF": Fault("Proposition-asOf", "", 'nofuz:asOf "2019"'),
    "labelled twice in a language": Fault("Proposition-label", "", 'rdfs:label "Again"@en'),
    "labelled in no language": Fault("Proposition-label", "", 'rdfs:label "Again"'),
    "labelled by a blank": Fault("Proposition-label", "", 'rdfs:label " "@fa'),
    "labelled as alleged": Fault("Proposition-label", "", 'rdfs:label "Allegedly so"@fa'),
    "labelled as reported": Fault("Proposition-label", "", 'rdfs:label "It is reportedly so"@fa'),
}


def _to_each_kind(tiny, statement):
    return tiny.changed(
        "propositions", "", "".join(f"\n{proposition} {statement} ." for proposition in KINDS)
    )


@each(FAULTS)
def test_a_proposition_names_what_its_kind_is_about(tiny, fault):
    assert tiny.reports("propositions", fault) == set(fault.shapes.split())


@each(FAULTS_OF_ANY_KIND)
def test_no_kind_of_proposition_is_spared(tiny, fault):
    found = _to_each_kind(tiny, fault.new).found()
    assert found == {(proposition, fault.shapes) for proposition in KINDS}


def test_a_proposition_of_any_kind_has_a_label(tiny):
    found = tiny.rewritten(r'(a nofuz:\w+ ;\n) +rdfs:label ".*"@en ;\n', r"\1").found()
    assert {(name, "Proposition-label") for name in KINDS} <= found


@pytest.mark.parametrize(
    "statement",
    [
        "schema:about agent:general",
        'nofuz:asOf "2019-11-18"^^edtf:EDTF , "2020"^^edtf:EDTF',
        "nofuz:inExchangeFor proposition:gift",
        "nofuz:instrument instrument:archive",
        "nofuz:partOfEvent proposition:meeting",
        "nofuz:servesGoal proposition:wish",
        'nofuz:when "2014~/2015"^^edtf:EDTF ; nofuz:whenText "in those years"@en ,'
        ' "on the day after next day"@en',
        "nofuz:whenAnchor document:article",
        "nofuz:whenAnchor proposition:meeting",
        "schema:location place:town",
    ],
)
def test_a_proposition_of_any_kind_may_say_when_where_what_for_and_by_what(tiny, statement):
    assert _to_each_kind(tiny, statement).found() == set()


def test_a_proposition_may_wait_for_its_claim(tiny):
    violations, warnings = tiny.changed(
        "propositions", "", FAULTS["that nobody claims"].new
    ).findings()
    assert violations == set()
    assert warnings == {("proposition:idea", "Proposition-claim")}
