"""What became of quotes: a site serves an article, moves, edits and drops its passages."""

import pytest

from nofuz.dataset.folder import open_dataset
from nofuz.errors import CommandError
from nofuz.namespaces import PREFIXES
from nofuz.verification.outcomes import Outcome
from nofuz.verification.verify import verify
from tests.verification.conftest import PARAGRAPHS, QUOTES, article, edited, quoting

PLACE = ", at the old mill"
WITHOUT_PLACE = edited(3, " at the old mill,", "")


@pytest.fixture
def report(site, fetcher, folder):
    """Says what became of the quotes when the site serves this."""

    def report(body, quotes=QUOTES, **reply):
        dataset = quoting(folder, site.serve("/flood", body, **reply), quotes)
        [report] = verify(dataset, fetcher())
        return report

    return report


def changes(report):
    """Return what is not simply found, by paragraph: the outcome and its detail."""
    return {
        one.quote.paragraph: (one.outcome.value, one.detail)
        for one in report.verifications
        if one.outcome != Outcome.FOUND
    }


def test_every_quote_of_an_article_that_stands_is_found(report):
    found = report(article())
    assert changes(found) == {}
    assert found.lines() == ["document:flood: 7 quotes: 7 found"]
    assert not found.is_broken


def test_another_typography_changes_nothing(report):
    text = article(edited(4, "a new wall of concrete", "a <i>new</i>&nbsp;wall\n of&shy; concrete"))
    assert changes(report(text.replace("'s daughter", "&rsquo;s daughter"))) == {}


def test_another_page_around_the_text_changes_nothing(report):
    paragraphs = (PARAGRAPHS[0], "An advertisement for boats that nobody needs.", *PARAGRAPHS[1:])
    assert changes(report(article(paragraphs, footer="New owners, new rights."))) == {}


def test_paragraphs_that_were_joined_change_nothing(report):
    joined = (PARAGRAPHS[0], f"{PARAGRAPHS[1]} {PARAGRAPHS[2]}", *PARAGRAPHS[3:])
    assert changes(report(article(joined))) == {}


@pytest.mark.parametrize("number", [0, 2, 3, 4])
def test_a_passage_in_another_paragraph_is_found_elsewhere(report, number):
    moved = [
        f"{text} That was at the old mill." if at == number else text
        for at, text in enumerate(WITHOUT_PLACE)
    ]
    found = report(article(moved))
    assert changes(found) == {"3": ("found-elsewhere", "stands in another paragraph")}
    assert not found.is_broken
    assert found.lines() == [
        'attestation:flood-p3-1: found elsewhere: "at the old mill" stands in another paragraph',
        "document:flood: 7 quotes: 6 found, 1 found elsewhere",
    ]


def test_a_whole_paragraph_that_moved_is_found_elsewhere(report):
    moved = (PARAGRAPHS[0], PARAGRAPHS[3], PARAGRAPHS[1], PARAGRAPHS[2], PARAGRAPHS[4])
    assert changes(report(article(moved))) == {
        "5": ("found-elsewhere", "stands in another paragraph")
    }


def test_a_passage_in_the_footer_is_found_elsewhere(report):
    found = report(article(WITHOUT_PLACE, footer="The wall gave way at the old mill."))
    assert changes(found) == {"3": ("found-elsewhere", "stands outside the main text")}


def test_what_was_read_outside_the_body_may_stand_anywhere_outside_it(report):
    assert changes(report(article(caption="", footer="Photo by the miller's daughter"))) == {}


def test_an_edited_passage_is_changed_and_shown(report):
    found = report(article(edited(4, "a new wall of concrete", "a new wall of stone")))
    assert changes(found) == {"4": ("changed", 'now reads "a new wall of stone."')}
    assert found.is_broken
    assert found.lines()[0] == (
        'attestation:flood-p4-1: changed: "a new wall of concrete" now reads "a new wall of stone."'
    )


def test_an_edited_headline_is_changed(report):
    text = article(headline="Town council meets after the flood")
    assert changes(report(text)) == {"1": ("changed", 'now reads "Town council meets"')}


def test_a_dropped_passage_is_gone(report):
    found = report(article(WITHOUT_PLACE))
    assert changes(found) == {"3": ("gone", "")}
    assert found.is_broken
    assert found.lines() == [
        'attestation:flood-p3-1: gone: "at the old mill"',
        "document:flood: 7 quotes: 6 found, 1 gone",
    ]


def test_of_another_article_nothing_is_found(report):
    text = "<p>Ships sail from here to every island, and their captains tell of storms.</p>" * 9
    found = report(f"<html><head><title>Ships</title></head><body>{text}</body></html>")
    assert {outcome for outcome, _ in changes(found).values()} == {"gone"}
    assert len(changes(found)) == len(QUOTES)


def test_plain_text_is_read_too(report):
    text = "\n\n".join(("Village council meets after the flood", *PARAGRAPHS, QUOTES["x1"]))
    assert changes(report(text, Content_Type="text/plain; charset=utf-8")) == {}
    assert changes(report(text.replace("named", "knew"), Content_Type="text/plain")) == {
        "5": ("changed", 'now reads "The treasurer knew no sum."')
    }


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"status": 404}, "the server answers 404"),
        ({"status": 503}, "the server answers 503"),
        ({"Content_Type": "application/pdf"}, "the media type is application/pdf"),
        ({"body": ""}, "there is no text on the page"),
    ],
)
def test_a_document_that_is_not_fetched_says_nothing_of_its_quotes(report, reply, reason):
    found = report(**{"body": article(), **reply})
    assert {one.outcome for one in found.verifications} == {Outcome.NOT_FETCHED}
    assert not found.is_broken
    [line] = found.lines()
    assert line.startswith(f"document:flood: not fetched: {reason}")


def test_what_a_page_says_does_not_steer_the_terminal(report):
    found = report(article(edited(4, "of concrete", "of \x1b[31mconcrete\u202e")))
    assert all(line.isprintable() for line in found.lines())


def test_only_documents_with_address_and_quotes_are_fetched(site, fetcher, folder):
    dataset = quoting(folder, site.serve("/flood", article()))
    reports = verify(dataset, fetcher())
    assert [report.document.name for report in reports] == ["flood"]
    assert site.paths == ["/robots.txt", "/flood"]
    assert verify(dataset, fetcher(), only="flood") == reports


@pytest.mark.parametrize("name", ["news", "report", "nothing", ""])
def test_a_document_without_address_or_quotes_cannot_be_verified(site, fetcher, folder, name):
    dataset = quoting(folder, site.url("/flood"))
    with pytest.raises(CommandError, match="has both quotes and an address"):
        verify(dataset, fetcher(), only=name)


def test_a_dataset_without_addresses_has_nothing_to_verify(fetcher, folder):
    assert verify(open_dataset(folder), fetcher()) == []


def test_a_dataset_that_cannot_be_read_is_not_verified(fetcher, folder):
    (folder / "instances/bad.ttl").write_text("a b", "utf-8")
    with pytest.raises(CommandError, match=r"cannot be read: instances/bad\.ttl:1"):
        verify(open_dataset(folder), fetcher())


def test_a_dataset_under_another_base_is_verified_too(site, fetcher, folder):
    dataset = quoting(folder, site.serve("/flood", article()))
    for path in folder.rglob("instances/**/*.ttl"):
        text = path.read_text("utf-8").replace(
            PREFIXES["document"], "https://example.org/id/document/"
        )
        path.write_text(text, "utf-8")
    [report] = verify(open_dataset(folder, "https://example.org/"), fetcher(), only="flood")
    assert report.document.iri == "https://example.org/id/document/flood"
    assert dataset.path == folder


def test_progress_names_each_document(site, fetcher, folder):
    told = []
    verify(quoting(folder, site.serve("/flood", article())), fetcher(), on_progress=told.append)
    assert [(step.name, step.number, step.total) for step in told] == [("flood", 1, 1)] * 2
