"""Matching: which entity of a graph a name in somebody's table means, and how sure that is.

Example:
    >>> from minsheng.matching import Matcher, Question
    >>> matcher = Matcher.of(open_graph("graph").store)  # doctest: +SKIP
    >>> matcher.match(Question("柳溪附小", types=("School",)))[0].entity.label  # doctest: +SKIP
    '柳溪附属小学'
"""

from __future__ import annotations

from minsheng.matching.entities import Entity
from minsheng.matching.index import Index
from minsheng.matching.matcher import Candidate, Matcher
from minsheng.matching.question import Question, Value

__all__ = ["Candidate", "Entity", "Index", "Matcher", "Question", "Value"]
