"""What is masked in one text: private names, numbers and addresses, one ＊ for each character."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from minsheng.reading.traditional import simplified

if TYPE_CHECKING:
    from collections.abc import Mapping

    from minsheng.records import Mention, Span

#: Stands for each character of what is masked.
MASK = "＊"
#: So many masked spans may begin just before a position and reach beyond it.
_CROSSING = 8


@dataclass(frozen=True, slots=True)
class PrivateNames:
    """What is to be masked in one text; the names are known to this object alone.

    Example:
        >>> from minsheng.facts.privacy import private_names
        >>> from minsheng.language.segmentation import segment
        >>> text = "家住青石镇的陈婆婆常来食堂。"
        >>> private_names(text, segment(text), ()).spans
        (Span(start=6, end=9),)
    """

    spans: tuple[Span, ...]
    _names: frozenset[str]
    #: why each of the spans is masked: a kind of `rules/privacy.toml`
    reasons: Mapping[Span, str]
    #: first character → the names that begin with it
    _by_initial: Mapping[str, tuple[str, ...]]

    @property
    def kinds(self) -> dict[str, int]:
        """How many spans there are of each kind."""
        return dict(sorted(Counter(self.reasons.values()).items()))

    def within(self, words: str) -> bool:
        """Whether a label, a title or an indicator holds one of the names or numbers."""
        begun = self._by_initial
        if not begun:
            return False
        words = simplified(words)
        return any(words.startswith(begun[char], i) for i, char in enumerate(words) if char in begun)

    def touches(self, start: int, end: int) -> bool:
        """Whether a span of the text overlaps a masked one."""
        i = bisect_left(self.spans, (start, start))
        return any(a < end and b > start for a, b in self.spans[max(0, i - _CROSSING) : i + _CROSSING])

    def hides(self, mention: Mention) -> bool:
        """Whether a name must not leave the text: it is, holds or overlaps a private one."""
        return self.touches(mention.start, mention.end) or self.within(mention.name)

    def masked(self, words: str) -> str:
        """The words with each character of a private name replaced by ＊."""
        if not self.within(words):
            return words
        simple = simplified(words)
        for name in sorted(self._names, key=lambda n: (-len(n), n)):
            simple = simple.replace(name, MASK * len(name))
        return "".join(MASK if char == MASK else old for old, char in zip(words, simple, strict=True))

    def hidden(self, text: str) -> str:
        """The text that was searched, with every masked span replaced by ＊ one to one."""
        for start, end in self.spans:
            text = text[:start] + MASK * (end - start) + text[end:]
        return text
