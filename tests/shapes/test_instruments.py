"""Instruments: their records hold names alone."""

from tests.shapes.tiny import Fault, each

FAULTS = {
    "with a user": Fault("Instrument", "", "instrument:archive nofuz:actor agent:service ."),
    "with a place": Fault("Instrument", "", "instrument:archive schema:location place:town ."),
}


@each(FAULTS)
def test_an_instrument_has_names_and_notes_and_nothing_else(tiny, fault):
    assert tiny.reports("instruments", fault) == set(fault.shapes.split())
