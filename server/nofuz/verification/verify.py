"""Fetch the documents of a dataset and tell what became of the passages that it quotes."""

from nofuz.dataset.folder import Dataset
from nofuz.dataset.progress import OnProgress, Progress, silent
from nofuz.dataset.syntax import read
from nofuz.errors import CommandError
from nofuz.verification.addresses import NotFetched
from nofuz.verification.fetching import Fetcher
from nofuz.verification.outcomes import DocumentReport, judge, not_fetched
from nofuz.verification.page import need_extractor, read_page
from nofuz.verification.quotations import QuotedDocument, quoted_documents


def verify(
    dataset: Dataset,
    fetcher: Fetcher,
    only: str | None = None,
    on_progress: OnProgress = silent,
) -> list[DocumentReport]:
    """Return what became of the quotes, document by document.

    Args:
        dataset: the folder; nothing is written to it.
        fetcher: brings the documents, under its rules.
        only: name of the one document to look at.
        on_progress: told of each document.

    Raises:
        CommandError: a file of the dataset cannot be read, no such document has
            quotes and an address, or a library is missing.
    """
    need_extractor()
    documents = [
        document for document in _documents(dataset) if only is None or document.name == only
    ]
    if only is not None and not documents:
        raise CommandError(f"no document {only} has both quotes and an address (schema:url)")
    progress = Progress(len(documents), on_progress)
    reports = []
    for document in documents:
        with progress.step(document.name):
            reports.append(_report(document, fetcher))
    return reports


def _documents(dataset: Dataset) -> list[QuotedDocument]:
    graphs, unread = read(dataset)
    if unread:
        raise CommandError(f"the dataset cannot be read: {unread[0]}")
    return quoted_documents(graphs)


def _report(document: QuotedDocument, fetcher: Fetcher) -> DocumentReport:
    try:
        page = read_page(fetcher.fetch(document.url))
    except NotFetched as error:
        return not_fetched(document, str(error))
    return judge(document, page)
