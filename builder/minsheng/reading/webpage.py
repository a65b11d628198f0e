"""HTML to fragments, with the place of every character in the source of the page."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

from minsheng.data import data
from minsheng.reading.dates import iso_date
from minsheng.reading.fragments import WHITE, Fragment
from minsheng.reading.offsets import Run
from minsheng.records import Span, Stated

#: The time of day behind a date: 09:30, T09:30:00+08:00.
_CLOCK = re.compile(r"[T\s]\d{1,2}:\d.*$")
_SPACE = re.compile(r"[\s\u200b]+")
_WIDE = re.compile(r"[^\x00-\u02ff]")
#: An article or main element is taken for the whole content if it holds this share of the text.
_MAIN_SHARE = 0.3
_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)


class Page(NamedTuple):
    """A page's blocks, and what its head says; keys of `stated` are fields of `Source`."""

    fragments: list[Fragment]
    stated: dict[str, Stated]


class _Elements(NamedTuple):
    """`elements.toml`: what the elements and attributes of a page are for."""

    skipped: frozenset[str]
    unseen: frozenset[str]
    blocks: dict[str, str]
    main: frozenset[str]
    menu: re.Pattern[str]
    meta: dict[str, str]


@cache
def _elements() -> _Elements:
    with data("reading", "elements.toml").open("rb") as file:
        table = tomllib.load(file)
    blocks = {name: kind for kind, names in table["blocks"].items() for name in names}
    return _Elements(
        frozenset(table["skipped"]),
        frozenset(table["unseen"]),
        {name: "" if kind == "plain" else kind for name, kind in blocks.items()},
        frozenset(table["main"]),
        re.compile(rf"(?:^|[\s_-])(?:{'|'.join(table['menus'])})(?:$|[\s_-])", re.IGNORECASE),
        {name: field for field, names in table["meta"].items() for name in names},
    )


def read_page(original: str) -> Page:
    """The blocks of a page without scripts, menus and footers.

    Example:
        >>> [fragment.text for fragment in read_page("<h1>题&amp;目</h1><p>新建<b>学校</b>").fragments]
        ['题&目', '新建学校']
    """
    reader = _Reader(original)
    end = _markup_end(original)
    reader.feed(original[:end])
    reader.close()
    reader.handle_rest(end)
    reader.finish()
    return Page(reader.content(), reader.stated)


def _markup_end(original: str) -> int:
    """Where the last tag or comment that is ever closed ends; the parser would search on from each other."""
    comment = original.find("<!--", original.rfind("-->") + 1)
    if comment >= 0:
        return comment
    tag = original.find("<", original.rfind(">") + 1)
    return tag if tag >= 0 else len(original)


class _Reader(HTMLParser):
    """One pass over the tags; text is collected until a block element begins or ends."""

    def __init__(self, original: str) -> None:
        super().__init__(convert_charrefs=False)
        self.original = original
        self.table = _elements()
        self.lines = [0, *(m.end() for m in re.finditer("\n", original))]
        self.stated: dict[str, Stated] = {}
        self.found: list[tuple[Fragment, bool]] = []
        self.runs: list[Run] = []
        self.kinds: list[str] = []
        #: open elements inside a skipped one, outermost first; nothing is read while there are any
        self.skipping: list[str] = []
        self.main = 0
        self.in_title = False

    def at(self) -> int:
        line, column = self.getpos()
        return self.lines[min(line, len(self.lines)) - 1] + column

    def parse_html_declaration(self, i: int) -> int:
        """Comments and, as browsers do, everything else in <!…> ignored; the base class fails on <![x."""
        if self.rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        return self.parse_bogus_comment(i)

    # --- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if self.skipping:
            if tag == self.skipping[0] and tag not in _VOID:
                self.skipping.append(tag)
            return
        if tag == "meta":
            self._meta(values)
        elif tag == "title":
            self.in_title = True
            self.flush()
        elif tag in self.table.unseen:
            self.skipping = [tag]
            return
        elif tag not in _VOID and self._is_boilerplate(tag, values):
            self.flush()
            self.skipping = [tag]
            return
        if tag in self.table.main:
            self.flush()
            self.main += 1
        if tag in self.table.blocks:
            self.flush()
            if tag not in _VOID and self.table.blocks[tag]:
                self.kinds.append(tag)
        elif tag in {"td", "th"} and self.runs:
            self.runs.append(Run("\t", self.at()))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            if tag == self.skipping[0]:
                self.skipping.pop()
            return
        if tag == "title":
            self._title()
        if tag in self.table.blocks or tag in self.table.main:
            self.flush()
        if self.kinds and self.kinds[-1] == tag:
            self.kinds.pop()
        if tag in self.table.main:
            self.main = max(0, self.main - 1)

    def _is_boilerplate(self, tag: str, values: dict[str, str]) -> bool:
        if tag in self.table.skipped or (tag == "header" and not self.main):
            return True
        if tag in self.table.main or tag in {"body", "html"}:
            return False
        if "hidden" in values or values.get("aria-hidden") == "true":
            return True
        names = f"{values.get('class', '')} {values.get('id', '')}"
        return names != " " and len(names) < 200 and self.table.menu.search(names) is not None

    # --- text

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self._append(data, self.at())

    def handle_entityref(self, name: str) -> None:
        self._reference(f"&{name}")

    def handle_charref(self, name: str) -> None:
        self._reference(f"&#{name}")

    def _reference(self, written: str) -> None:
        if self.skipping:
            return
        start = self.at()
        meant = unescape(written + ";")
        if meant == written + ";":
            # Not a reference at all: R&D, or a parameter of an address.
            self._append(self.original[start : start + len(written)], start)
            if self.original.startswith(";", start + len(written)):
                self._append(";", start + len(written))
        else:
            for character in meant:
                self._append(character, start)

    def _append(self, text: str, start: int) -> None:
        """Add text, white space runs as one space, line breaks between wide characters dropped."""
        place = 0
        for space in _SPACE.finditer(text):
            self.runs.append(Run(text[place : space.start()], start + place))
            self.runs.append(Run("\n" if "\n" in space[0] else " ", start + space.start()))
            place = space.end()
        self.runs.append(Run(text[place:], start + place))

    def flush(self) -> None:
        """End the current block."""
        runs = [run for run in self.runs if run.text]
        self.runs = []
        kept: list[Run] = []
        for i, run in enumerate(runs):
            if run.text not in {"\n", " "}:
                kept.append(run)
            elif kept and kept[-1].text not in {" ", "\t"}:
                after = next((later.text for later in runs[i + 1 : i + 3] if later.text.strip()), "")
                if run.text == " " or not (_WIDE.match(kept[-1].text[-1]) or _WIDE.match(after)):
                    kept.append(Run(" ", run.start))
        kind = self.table.blocks[self.kinds[-1]] if self.kinds else ""
        block = Fragment.of(kept, kind).stripped()
        if block.text:
            self.found.append((block, self.main > 0))

    def handle_rest(self, start: int) -> None:
        """Text behind the last closed tag; an open comment takes the rest of the page."""
        if not self.original.startswith("<!--", start) and not self.skipping:
            self._append(self.original[start:], start)

    def finish(self) -> None:
        """End the page: its last block may have no end tag."""
        if self.in_title:
            self._title()
        self.flush()

    def content(self) -> list[Fragment]:
        """The blocks of the article, or of the whole page if no element is marked as such."""
        whole = sum(len(block.text) for block, _ in self.found)
        article = [block for block, in_main in self.found if in_main]
        if sum(len(block.text) for block in article) >= _MAIN_SHARE * whole > 0:
            return article
        return [block for block, _ in self.found]

    # --- head

    def _title(self) -> None:
        self.in_title = False
        title = Fragment.of(self.runs).stripped()
        self.runs = []
        if title.text and "title" not in self.stated:
            last = title.runs[-1]
            self.stated["title"] = Stated(title.text, Span(title.start, last.start + len(last.text)))

    def _meta(self, values: dict[str, str]) -> None:
        name = values.get("name") or values.get("property") or values.get("itemprop") or ""
        field = self.table.meta.get(name.lower())
        value = values.get("content", "").strip(WHITE)
        if field is None or not value or field in self.stated:
            return
        start = self.at()
        if field == "published":
            day = iso_date(_CLOCK.sub("", value))
            if day is None:
                return
            self.stated[field] = Stated(day, self._span_of(value, start))
            return
        self.stated[field] = Stated(value, self._span_of(value, start))

    def _span_of(self, value: str, start: int) -> Span | None:
        """Where a value stands in the tag that begins at `start`."""
        found = self.original.find(value, start, start + len(self.get_starttag_text() or ""))
        return Span(found, found + len(value)) if found >= 0 else None
