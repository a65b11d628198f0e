"""Who issues an official paper: the bodies that sign it, and the one that its headline begins with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from minsheng.facts.document import Related
from minsheng.facts.rules import rules
from minsheng.reading.neighbours import DATED
from minsheng.records import Span
from minsheng.vocabulary import relations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from minsheng.facts.document import Reading
    from minsheng.records import Mention, Sentence

#: What stands between bodies that sign together.
_BETWEEN = re.compile("[\\s、]*")
#: What a paper is called where its own headline names it, and where that of a notice hands out another.
_ABOUT = "关于"
_HANDED_OUT, _NOTICE = (
    re.compile("关于(?:印发|发布|公布|下发|转发)$"),
    re.compile("的(?:通知|公告|通告|决定)$"),
)
#: A paper is signed by no more lines than these.
_LINES = 8


def signed(reading: Reading) -> Iterator[Related]:
    """The paper that a text is, by its headline, issued by those who sign it or stand before its name.

    Example:
        >>> from minsheng.facts import Extractor
        >>> from minsheng.reading import read_text
        >>> text = "关于新增幼儿园的公告\\n\\n现将有关事项公告如下。\\n\\n梅溪区教育局\\n2024年5月30日"
        >>> reading, _ = Extractor().read(read_text(text, "a.txt"))
        >>> [reading.things[related.subject].name for related in signed(reading)]
        ['梅溪区教育局']
    """
    paper = _own_paper(reading)
    if paper is None or (document := reading.thing(paper)) is None:
        return
    rule = rules("relations")["signed"]
    named = Span(paper.start, paper.end)
    for body in (*_before(reading, paper), *_signatures(reading)):
        thing = reading.thing(body)
        if thing is not None and relations()[rule.relation].allows(thing.type, document.type):
            spans = (Span(body.start, body.end), named)
            yield Related(thing.key, rule.relation, document.key, spans, rule.id, rule.confidence)


def _own_paper(reading: Reading) -> Mention | None:
    """The document that the headline is the name of."""
    for sentence in reading.sentences:
        if sentence.block == "title":
            papers = [mention for mention in sentence.mentions if mention.type == "Document"]
            whole = [m for m in papers if _fills(reading.text, m, sentence)]
            return whole[0] if len(whole) == 1 else None
    return None


def _fills(text: str, paper: Mention, headline: Sentence) -> bool:
    """Whether a headline ends with the name of a paper, or says that one is handed out."""
    if paper.end == headline.end:
        return paper.name.startswith(_ABOUT)
    handed_out = _HANDED_OUT.search(text, headline.start, paper.start)
    return bool(handed_out and _NOTICE.match(text, paper.end, headline.end))


def _before(reading: Reading, paper: Mention) -> list[Mention]:
    """The body that stands right before the name of a paper, or before the words that hand it out."""
    handed_out = _HANDED_OUT.search(reading.text, 0, paper.start)
    start = handed_out.start() if handed_out else paper.start
    sentence = reading.sentence_at(paper.start)
    return [mention for mention in sentence.mentions if mention.end == start] if sentence else []


def _signatures(reading: Reading) -> list[Mention]:
    """The names that fill the lines before the date at a text's end."""
    last = reading.sentences[-1 - _LINES :]
    if not last or not DATED.fullmatch(reading.text, last[-1].start, last[-1].end):
        return []
    found: list[Mention] = []
    for sentence in reversed(last[:-1]):
        names = _filling(reading.text, sentence)
        if not names:
            break
        found = [*names, *found]
    return found


def _filling(text: str, sentence: Sentence) -> list[Mention]:
    """The outermost mentions of a line, if there is nothing else in it."""
    names = sentence.outermost
    ends = [sentence.start, *(name.end for name in names)]
    starts = [*(name.start for name in names), sentence.end]
    filled = all(_BETWEEN.fullmatch(text, *gap) for gap in zip(ends, starts, strict=True))
    return names if filled else []
