"""Whether a figure meets its bar."""

import pytest

from tests.benchmarks.bars import at_least, at_most
from tests.benchmarks.judgement import p99, queries, rate, ratio, uncached
from tests.benchmarks.load import Figures
from tests.benchmarks.peers import OXIGRAPH, RDFLIB, UNCACHED
from tests.benchmarks.questions import QUESTIONS
from tests.benchmarks.single import Finding


def figures(rate=100.0, p99=0.010):
    return Figures(0.001, p99, 0.020, rate, 0.001, 0)


@pytest.mark.parametrize(
    ("bar", "verdict"),
    [
        (at_least("", 0.6, 0.6), "met"),
        (at_least("", 0.6, 0.59), "not met"),
        (at_most("", 2, 2.0), "met"),
        (at_most("", 2, 2.01), "not met"),
        (at_most("", 2, None), "no figure"),
    ],
)
def test_a_bar_is_met_at_its_bound(bar, verdict):
    assert bar.verdict == verdict
    assert bar.is_met == (verdict == "met")


def test_a_ratio_is_taken_within_each_round():
    results = {
        ("one", 8): [figures(rate=100), figures(rate=10), figures(rate=50)],
        ("other", 8): [figures(rate=200), figures(rate=10), figures(rate=50)],
    }
    assert ratio(results, "one", "other", 8, rate) == 1.0
    assert ratio(results, "one", "nobody", 8, rate) is None


def test_the_uncached_mix_has_its_three_bars():
    results = {
        (UNCACHED, 8): [figures(rate=70)],
        (OXIGRAPH, 8): [figures(rate=100)],
        (RDFLIB, 8): [figures(rate=5)],
        (UNCACHED, 64): [figures(p99=0.03)],
        (OXIGRAPH, 64): [figures(p99=0.02)],
    }
    bars = uncached(results, [1, 8, 64])
    assert [(bar.value, bar.verdict) for bar in bars] == [
        (pytest.approx(0.7), "met"),
        (pytest.approx(14), "not met"),
        (pytest.approx(1.5), "not met"),
    ]
    assert p99(results[UNCACHED, 64][0]) == 0.03


def test_light_and_heavy_queries_are_told_apart_by_the_times_of_this_run():
    def finding(ours, theirs):
        return Finding(QUESTIONS[0], seconds={UNCACHED: [ours], OXIGRAPH: [theirs]})

    light, between, heavy = finding(0.003, 0.001), finding(0.03, 0.02), finding(0.12, 0.1)
    assert (light.is_light, between.is_light, heavy.is_light) == (True, False, False)
    assert (light.is_heavy, between.is_heavy, heavy.is_heavy) == (False, False, True)
    values = [bar.value for bar in queries([light, between, heavy])]
    assert values == pytest.approx([3.0, 3.0, 1.2, 1.2])
