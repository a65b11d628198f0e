"""The manifest: what the service is, and where its parts are."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from minsheng.matching.reconciliation.describing import broader
from minsheng.matching.reconciliation.limits import Limits
from minsheng.matching.terms import matchable
from minsheng.vocabulary import MS
from minsheng.wording import text

if TYPE_CHECKING:
    from collections.abc import Collection

#: Pixels of the frame in which a preview is shown.
WIDTH, HEIGHT = 420, 300
_DEFAULT = Limits()


def manifest(
    service: str, base: str, present: Collection[str] = (), limits: Limits = _DEFAULT
) -> dict[str, Any]:
    """The service manifest.

    Args:
        service: the URL of the endpoint, without a slash at its end.
        base: what the IRIs of the graph's entities begin with.
        present: local names of the classes that the graph has things of; all where none is named.
        limits: how much a request may ask.

    Example:
        >>> manifest("http://127.0.0.1:8000/reconcile", "https://w3id.org/minsheng/id/")["versions"]
        ['0.2']
    """
    suggest = {
        kind: {
            "service_url": service,
            "service_path": f"/suggest/{kind}",
            "flyout_service_url": service,
            "flyout_service_path": f"/flyout/{kind}?id=${{id}}",
        }
        for kind in ("entity", "type", "property")
    }
    return {
        "versions": ["0.2"],
        "name": str(text("reconcile", "service")),
        "identifierSpace": base,
        "schemaSpace": str(MS),
        "documentation": f"{service}/help",
        "serviceVersion": version("minsheng"),
        "batchSize": limits.batch,
        "defaultTypes": [broader(name) for name in matchable() if not present or name in present],
        "view": {"url": f"{service}/view?id={{{{id}}}}"},
        "feature_view": {"url": f"{service}/help#{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", "width": WIDTH, "height": HEIGHT},
        "suggest": suggest,
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/extend/propose"},
            "property_settings": [],
        },
    }
