"""Quotes, digests and copied text, compared with the source texts."""

import json

import pytest

from nofuz.dataset.copying import copied_findings
from nofuz.dataset.quotes import quote_findings
from nofuz.dataset.sources import Source, read_sources
from nofuz.errors import CommandError

LONG = "One two three four five six seven eight."
NEWS = "instances/documents/news.ttl"


@pytest.fixture
def sources():
    paragraphs = {"1": "Headline", "2": "On Monday Ali saw Zahra in October, it said.", "x1": LONG}
    return {"news": Source("news", "0" * 64, paragraphs)}


def faults(folder, sources):
    found, _ = quote_findings(folder.graphs, sources)
    return [(f.file, f.line, f.focus, f.rule, f.message) for f in found]


def test_a_quote_that_stands_in_its_paragraph_passes(folder, sources):
    assert quote_findings(folder.graphs, sources) == ([], [])


@pytest.mark.parametrize(
    ("quote", "hint"),
    [
        ("Headline", "it stands in 1."),
        (
            "ali saw Zahra in \u201cOctober\u201d",
            "in 2 it stands with other marks or capitals; copy it as printed.",
        ),
        ("Ali met Zahra", "nor in any other; copy at most six words as printed."),
    ],
)
def test_a_quote_that_stands_elsewhere_is_told_with_where(folder, sources, quote, hint):
    folder.replace(NEWS, "Ali saw Zahra in October", quote)
    message = f"The quote does not stand in paragraph 2: {hint}"
    assert faults(folder, sources) == [(NEWS, 10, "attestation:news-p2-1", "quote", message)]


def test_a_paragraph_that_the_document_lacks_is_told(folder, sources):
    folder.replace(NEWS, 'nofuz:paragraph "2"', 'nofuz:paragraph "3"')
    message = "news has no paragraph 3; it has 1, 2, x1."
    assert faults(folder, sources) == [(NEWS, 10, "attestation:news-p2-1", "paragraph", message)]


def test_another_digest_than_that_of_the_text_is_told(folder, sources):
    changed = {"news": sources["news"]._replace(sha256="1" * 64)}
    message = f'The text that was read has nofuz:sha256 "{"1" * 64}".'
    assert faults(folder, changed) == [(NEWS, 16, "document:news", "source-digest", message)]


def test_a_document_whose_text_is_not_given_is_no_finding_but_a_notice(folder):
    assert quote_findings(folder.graphs, {}) == (
        [],
        ["The quotes from document:news were not checked: its text is not among the sources."],
    )


def copied(folder, sources):
    return [
        (f.file, f.line, f.focus, f.rule, f.message)
        for f in copied_findings(folder.graphs, sources)
    ]


def test_six_words_in_a_row_may_be_quoted(folder, sources):
    folder.add("instances/bad.ttl", 'agent:x rdfs:comment "one two three four five six"@en .')
    assert copied(folder, sources) == []


def test_the_words_of_two_quotes_do_not_add_up(folder, sources):
    folder.add("instances/bad.ttl", 'agent:x rdfs:comment "one two three four", "five six seven" .')
    assert copied(folder, sources) == []


@pytest.mark.parametrize(
    "text",
    [
        "one two three four five six seven",
        "He said: \u201cOne, two (three)\u201d \u2014 FOUR five: six... 'seven'!",
        "tw\u200bo! One two three four five six seven",
    ],
)
@pytest.mark.parametrize("name", ["instances/bad.ttl", "ontology/bad.ttl", "shapes/bad.ttl"])
def test_seven_words_in_a_row_are_told_and_not_repeated(folder, sources, name, text):
    folder.add(name, f'agent:x rdfs:comment "{text}"@en .')
    message = (
        'rdfs:comment: From "one two \u2026" on, more than 6 words in a row are those of news,'
        " paragraph x1: say it in other words."
    )
    assert copied(folder, sources) == [(name, 2, "agent:x", "copied-text", message)]


def test_comments_are_no_place_for_copies_either(folder, sources):
    folder.add("instances/bad.ttl", f"# {LONG}\n")
    ((file, line, focus, rule, _),) = copied(folder, sources)
    assert (file, line, focus, rule) == ("instances/bad.ttl", 2, "", "copied-text")


def test_sources_are_read_from_json(tmp_path):
    content = {
        "id": "news",
        "sha256": "00",
        "paragraphs": [{"id": "1", "kind": "body", "text": "A"}],
    }
    (tmp_path / "news.json").write_text(json.dumps(content))
    assert read_sources(tmp_path) == {"news": Source("news", "00", {"1": "A"})}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "news.json is no source text: "),
        ("[]", "news.json is no source text: "),
        ('{"id": "x"}', "news.json is no source text: it lacks 'paragraphs'"),
    ],
)
def test_a_file_of_another_form_is_no_source(tmp_path, text, reason):
    (tmp_path / "news.json").write_text(text)
    with pytest.raises(CommandError) as caught:
        read_sources(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path}/{reason}")


def test_a_folder_without_sources_is_told(tmp_path):
    with pytest.raises(CommandError, match="holds no source texts"):
        read_sources(tmp_path / "none")
