"""From mentions to facts, each with the words that say so and the rule that found it."""

from __future__ import annotations

from minsheng.facts.extractor import Extractor

__all__ = ["Extractor"]
