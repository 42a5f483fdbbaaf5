"""What is measured of a release."""

from nofuz.namespaces import PREFIXES
from nofuz.release.statistics import statistics
from nofuz.store.embedded import EmbeddedStore
from nofuz.store.memory import write_store

A = b"<http://x/id/kind/a>"
TYPE = f"<{PREFIXES['rdf']}type>".encode()


def measured(tmp_path, *lines):
    """Return what is said of a dataset without a header, by the name of VoID's property."""
    write_store([line + b" .\n" for line in lines], tmp_path / "store")
    found = statistics(EmbeddedStore.open(tmp_path / "store"), "http://x/")
    return {
        predicate.value.removeprefix(PREFIXES["void"]): value.value
        for subject, predicate, value in found
        if subject.value == "http://x/void#dataset"
    }


def test_what_two_graphs_say_counts_once(tmp_path):
    statement = A + b" " + TYPE + b" <http://x/Kind>"
    whole = measured(tmp_path, statement + b" <http://g/1>", statement + b" <http://g/2>")
    assert (whole["triples"], whole["entities"], whole["classes"]) == ("1", "1", "1")


def test_nothing_at_all_has_numbers_too(tmp_path):
    whole = measured(tmp_path)
    assert (whole["triples"], whole["entities"], whole["properties"]) == ("0", "0", "0")


def test_the_same_content_gives_the_same_statistics(tmp_path):
    lines = [A + b" <http://x/p> <http://x/id/kind/%d> <http://g/1> .\n" % n for n in range(9)]
    found = []
    for number, written in enumerate((lines, lines[::-1])):
        write_store(written, tmp_path / str(number))
        store = EmbeddedStore.open(tmp_path / str(number))
        found.append(statistics(store, "http://x/"))
    assert found[0] == found[1]
