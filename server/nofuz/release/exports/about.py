"""What every export says of itself: where it comes from, under which licence, what it loses."""

from dataclasses import dataclass

from nofuz.release.exports.formats import Export
from nofuz.store.memory import MemoryStore

_QUESTION = """SELECT DISTINCT ?title ?licence {
  ?dataset a dcat:Dataset ; dcterms:title ?title ; dcterms:license ?licence
} ORDER BY (LANG(?title) != "en") ?title ?licence"""


@dataclass(frozen=True)
class About:
    """The release that the exports are made of; texts are empty where the dataset says nothing."""

    release: str
    title: str
    licence: str

    def values(self, export: Export) -> dict[str, str]:
        """Return what a file can say of itself, by name."""
        return {
            "title": self.title,
            "release": self.release,
            "licence": self.licence,
            "note": export.note,
        }


def read_about(store: MemoryStore, release: str) -> About:
    """Return what the dataset in a store says of itself."""
    for row in store.rows(_QUESTION):
        return About(release, row["title"].value, row["licence"].value)
    return About(release, "", "")
