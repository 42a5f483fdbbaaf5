"""The queries that are compared: all may run, all find something, none comes twice."""

from urllib.parse import quote_plus

import pytest

from nofuz.query.inspection import inspect
from nofuz.settings import Settings
from tests.benchmarks.questions import QUESTIONS, TURTLE, bind, constants

NAMES = [question.name for question in QUESTIONS]
FINDING_NOTHING = {"undisputed tenures"}  # most agents hold no office


@pytest.fixture(scope="module")
def known(small_data):
    return constants(small_data.store)


def asked(store, question, known, number):
    result = store.query(bind(question, known, number))
    return bool(result) if text_is_ask(question) else len(list(result))


def text_is_ask(question):
    return question.text.startswith("ASK")


def test_there_are_about_twenty_and_each_has_its_name():
    assert 20 <= len(QUESTIONS) <= 25
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_a_query_may_run_and_fits_into_an_address(question, known):
    settings = Settings()
    text = bind(question, known, 0)
    form = inspect(text, settings).form
    assert form in ({"CONSTRUCT"} if question.media_type == TURTLE else {"SELECT", "ASK"})
    assert len(quote_plus(text)) < settings.query_string


@pytest.mark.parametrize(
    "question", [q for q in QUESTIONS if q.name not in FINDING_NOTHING], ids=lambda q: q.name
)
def test_a_query_finds_something_of_some_things(question, known, small_data):
    found = [asked(small_data.store, question, known, number) for number in range(20)]
    assert any(found)


@pytest.mark.parametrize("question", QUESTIONS, ids=NAMES)
def test_no_word_in_capitals_is_left(question, known):
    text = bind(question, known, 3)
    for word in ("AGENT", "PROPOSITION", "CLAIM", "DOCUMENT", "BEGINNING", "YEAR"):
        assert word not in text


def test_other_numbers_ask_about_other_things(known):
    (one_thing,) = (question for question in QUESTIONS if question.name == "one thing")
    texts = {bind(one_thing, known, number) for number in range(len(known["AGENT"]))}
    assert len(texts) == len(known["AGENT"]) > 10


def test_the_same_store_is_asked_about_the_same_things(small_data, known):
    assert constants(small_data.store) == known
