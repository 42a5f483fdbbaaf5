"""References as programs read them, whatever stands in a title."""

import json

import bibtexparser
import pytest
import rispy

from nofuz.citation.reference import ARTICLE, DATASET, Reference, key, on_one_line, quoted
from nofuz.citation.writing import BIBTEX, CSL, PLAIN, RIS, written

PAGE = Reference(
    DATASET,
    "nofuz-abc-doc-agent-iran",
    "Iran",
    "https://w3id.org/nofuz/release/abc/doc/agent/iran",
    within="Iran in Iraq",
    date="2026-11-20",
    version="abc",
)
ARTICLE_READ = Reference(
    ARTICLE,
    "document-a",
    "The Paper, 18 November 2019",
    "https://example.org/a_b?c=%20d",
    publisher="The Paper",
    date="2019-11",
    note="paragraph 9: “words”",
)
HOSTILE = [
    "<script>alert(1)</script>",
    "}\n@misc{other, title = {",
    r"\input{/etc/passwd} 100 % & $x_1$ #~^",
    "line\r\nER  - \r\nTY  - BOOK",
    "\u202egnp.exe",
    "نفوذ إيران",
    "a" * 10_000,
]


def bibtex(*references):
    return bibtexparser.loads(written(references, BIBTEX).decode()).entries


def ris(*references):
    return rispy.loads(written(references, RIS).decode())


def test_text_is_one_line_for_each_reference():
    assert written([PAGE, ARTICLE_READ], PLAIN).decode().splitlines() == [
        "Iran. In: Iran in Iraq, release abc, 2026-11-20."
        " https://w3id.org/nofuz/release/abc/doc/agent/iran",
        "The Paper, 18 November 2019. The Paper, 2019-11. https://example.org/a_b?c=%20d"
        " Paragraph 9: “words”.",
    ]


def test_bibtex_has_what_is_known():
    page, article = bibtex(PAGE, ARTICLE_READ)
    assert page["ID"] == PAGE.key
    assert page["title"] == "{Iran}"
    assert page["howpublished"] == "Iran in Iraq, release abc"
    assert (page["year"], page["month"], page["url"]) == ("2026", "11", PAGE.address)
    assert article["publisher"] == "The Paper"
    assert article["note"] == ARTICLE_READ.note


def test_ris_has_what_is_known():
    page, article = ris(PAGE, ARTICLE_READ)
    assert page["type_of_reference"] == "DATA"
    assert page["title"] == "Iran"
    assert page["secondary_title"] == "Iran in Iraq"
    assert (page["year"], page["date"], page["edition"]) == ("2026", "2026/11/20", "abc")
    assert page["urls"] == [PAGE.address]
    assert article["type_of_reference"] == "NEWS"
    assert article["notes"] == [ARTICLE_READ.note]


def test_csl_has_what_is_known():
    page, article = json.loads(written([PAGE, ARTICLE_READ], CSL))
    assert page == {
        "id": PAGE.key,
        "type": "dataset",
        "title": "Iran",
        "container-title": "Iran in Iraq",
        "version": "abc",
        "issued": {"date-parts": [[2026, 11, 20]]},
        "URL": PAGE.address,
    }
    assert article["type"] == "article-newspaper"
    assert article["issued"] == {"date-parts": [[2019, 11]]}


@pytest.mark.parametrize("date", ["2019-11?", "2010/2017", "[2019-11-18,2019-11-19]"])
def test_a_date_that_is_no_day_is_told_in_words_or_not_at_all(date):
    reference = Reference(DATASET, "a", "A", "https://example.org/", date=date)
    [item] = json.loads(written([reference], CSL))
    assert item["issued"] == {"literal": date}
    assert "year" not in bibtex(reference)[0]
    assert "year" not in ris(reference)[0]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_title_stays_a_title(text):
    title = on_one_line(text)
    reference = Reference(DATASET, key(text) or "a", title, "https://example.org/", note=title)
    [entry] = bibtex(reference)
    assert entry.keys() == {"ENTRYTYPE", "ID", "title", "note", "url"}
    assert "\\input{" not in entry["title"]
    [item] = ris(reference)
    assert item["type_of_reference"] == "DATA"
    assert item["title"] == title
    [item] = json.loads(written([reference], CSL))
    assert item["title"] == title
    assert written([reference], PLAIN).count(b"\n") == 1


def test_words_with_quotation_marks_get_others():
    assert quoted("words") == "“words”"
    assert quoted('"words" here') == '\u2018"words" here\u2019'
