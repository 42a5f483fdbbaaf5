"""GraphML and GEXF as NetworkX reads them, the same bytes each time."""

import io
import re
from collections import Counter

import networkx as nx
import pytest

from nofuz.release.exports.about import About
from nofuz.release.exports.formats import GEXF, GRAPHML
from nofuz.release.exports.graphs import write_gexf, write_graphml
from tests.release.exports.conftest import told

ABOUT = About("0123456789abcdef", "Towns", "https://example.org/licence")
COMMAND = "nofuz:Command ; nofuz:influencer agent:a ; nofuz:influenced agent:b"
TIE = "nofuz:Tie ; nofuz:party agent:a , agent:b"
CLAIM = ("affirms", "leak")
WRITERS = {
    GRAPHML: (write_graphml, lambda source: nx.read_graphml(source, force_multigraph=True)),
    GEXF: (write_gexf, nx.read_gexf),
}


@pytest.fixture(params=WRITERS, ids=lambda export: export.name)
def form(request):
    return request.param


def written(form, network):
    output = io.BytesIO()
    WRITERS[form][0](network, ABOUT, output)
    return output.getvalue()


def read(form, data):
    return WRITERS[form][1](io.BytesIO(data))


def test_edges_keep_their_direction_and_what_they_carry(form, network_of):
    network = network_of(told("it", COMMAND, CLAIM, ("denies", "letter")))
    graph = read(form, written(form, network))
    [(source, target, data)] = graph.edges(data=True)
    [edge] = network.edges
    assert (source, target) == (edge.source, edge.target)
    assert data["standing"] == "contested"
    assert data["label"] == "reportedly commands (contested)"
    assert data["origins"] == 1
    assert data["proposition"] == edge.statement.iri
    assert data["claims"].split() == [claim.iri for claim in edge.statement.claims]
    assert data["not_affirmed_by"] == edge.statement.other_claims[0].wording


def test_a_mutual_relation_is_marked(network_of):
    network = network_of(told("tie", TIE, CLAIM), told("order", COMMAND, CLAIM))
    marked = nx.read_graphml(io.BytesIO(written(GRAPHML, network)), force_multigraph=True)
    mutual = {data["class"]: data["mutual"] for _, _, data in marked.edges(data=True)}
    assert mutual == {"Tie": True, "Command": False}
    both_ways = read(GEXF, written(GEXF, network))
    ends = Counter(data["class"] for _, _, data in both_ways.edges(data=True))
    assert ends == {"Tie": 2, "Command": 1}


def test_the_file_says_what_it_loses_and_where_it_comes_from(form, network_of):
    text = written(form, network_of(told("it", COMMAND, CLAIM))).decode()
    for loss in form.own_losses:
        assert loss in text
    assert ABOUT.release in text
    assert ABOUT.licence in text


def test_the_bytes_are_the_same_each_time_and_tell_no_date(form, network_of):
    turtle = [told(name, roles, CLAIM) for name in "xyz" for roles in (COMMAND, TIE)][::-1]
    first, second = (written(form, network_of(*turtle[::step])) for step in (1, -1))
    assert first == second
    assert not re.search(rb"lastmodified|20[0-9]{2}-[0-9]{2}-[0-9]{2}", first)


@pytest.mark.parametrize("text", ["]]>", "<x/>&amp;", "\u0001\u000b", "\ufffe", "نفوذ", "a\u2028b"])
def test_any_text_makes_well_formed_xml(form, network_of, text):
    turtle = told("it", COMMAND, CLAIM).replace("it is it", f"it is {text}.")
    graph = read(form, written(form, network_of(turtle)))
    [(_, _, data)] = graph.edges(data=True)
    expected = re.sub("[\u0001\u000b\ufffe]", "\ufffd", text)
    assert data["statement"] == f"it is {expected}."


def test_the_dataset_s_own_network_is_read_whole(form, published):
    graph = read(form, published(form))
    assert graph.number_of_nodes() > 100
    assert all(data["standing"] and data["affirmed_by"] for *_, data in graph.edges(data=True))
