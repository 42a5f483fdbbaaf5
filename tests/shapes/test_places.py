"""Places: their records hold names alone."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "with an owner": Fault("Place", "", "place:town nofuz:party agent:militia ."),
    "with a larger place": Fault("Place", "", "place:town schema:containedInPlace place:town ."),
}


@each(FAULTS)
def test_a_place_has_names_and_notes_and_nothing_else(tiny, fault):
    assert tiny.reports("places", fault) == set(fault.shapes.split())
