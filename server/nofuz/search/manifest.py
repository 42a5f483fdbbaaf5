"""The manifest of the reconciliation service, from which a client learns all addresses.

Reconciliation Service API 0.2 (Entity Reconciliation Community Group, final report
of 10 April 2023), section 3.  JSONP, which the report leaves open, is not offered:
every answer allows reading from other origins (CORS), and a script from elsewhere
would be trusted with the page that it is loaded into.
"""

from typing import Any

from nofuz.edition import Edition
from nofuz.namespaces import NOFUZ
from nofuz.search.entities import identifier_space, named
from nofuz.settings import Settings

PREVIEW_SIZE = (420, 220)
"""Width and height in pixels of the frame for a preview."""

_VERSIONS = ["0.2"]


def manifest(edition: Edition, settings: Settings) -> dict[str, Any]:
    """Return the manifest as JSON."""
    address = settings.own_address
    service = f"{address}reconcile"
    width, height = PREVIEW_SIZE
    return {
        "versions": _VERSIONS,
        "name": f"Nofuz ({settings.base})",
        "identifierSpace": identifier_space(settings.base),
        "schemaSpace": NOFUZ,
        "serviceVersion": edition.name,
        "documentation": f"{service}/about",
        "defaultTypes": default_types(edition),
        "view": {"url": f"{address}id/{{{{id}}}}"},
        "feature_view": {"url": f"{service}/about#{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": width, "height": height},
        "suggest": {kind: _suggest(service, kind) for kind in ("entity", "property", "type")},
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
        "batchSize": settings.reconcile_batch,
    }


def _suggest(service: str, kind: str) -> dict[str, str]:
    return {
        "service_url": service,
        "service_path": f"/suggest/{kind}",
        "flyout_service_url": service,
        "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
    }


def default_types(edition: Edition) -> list[dict[str, str]]:
    """Return for each kind of entities the type that all of them have."""
    return [named(edition, iri) for iri in edition.index.widest_classes()]
