"""The Reconciliation Service API 0.2, as OpenRefine speaks it: its JSON in, its JSON out.

Nothing here knows of HTTP; the functions take what a request holds, and give what an answer holds.
"""

from __future__ import annotations

from minsheng.matching.reconciliation.extending import extend, propose
from minsheng.matching.reconciliation.limits import Limits
from minsheng.matching.reconciliation.manifest import manifest
from minsheng.matching.reconciliation.preview import Preview, preview
from minsheng.matching.reconciliation.queries import read_json, reconcile
from minsheng.matching.reconciliation.suggesting import suggest_entities, suggest_properties, suggest_types

__all__ = [
    "Limits",
    "Preview",
    "extend",
    "manifest",
    "preview",
    "propose",
    "read_json",
    "reconcile",
    "suggest_entities",
    "suggest_properties",
    "suggest_types",
]
