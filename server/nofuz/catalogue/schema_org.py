"""Describe the dataset to search engines, in the terms of schema.org."""

from typing import Any

from nofuz.catalogue.dataset import CATALOGUE, dumps
from nofuz.edition import Edition
from nofuz.release.statistics import dataset_iri


def schema_org(edition: Edition, base: str) -> dict[str, Any]:
    """Return the dataset as JSON-LD of schema.org."""
    header = edition.header
    described = {
        "name": header.title,
        "description": header.description,
        "license": header.licence,
    }
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": dataset_iri(edition.store, base),
        **{name: value for name, value in described.items() if value},
        "url": base,
        "isAccessibleForFree": True,
        "dateModified": edition.date.date().isoformat(),
        "version": edition.name,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": base + CATALOGUE,
            "name": "Nofuz",
            "url": base + CATALOGUE,
        },
        "distribution": [
            {
                "@type": "DataDownload",
                "name": dump.name,
                "contentUrl": dump.address,
                "encodingFormat": [dump.format.media_type, dump.coding],
                "contentSize": f"{dump.size} B",
                "sha256": dump.sha256,
            }
            for dump in dumps(edition, base)
        ],
    }
