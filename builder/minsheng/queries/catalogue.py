"""The named questions: finds the `.rq` files and reads their headers.

A header is a run of comment lines `#+ key: value` at the top of a file, so that the file stays
plain SPARQL:

    #+ summary: 集团有哪些成员
    #+ summary_en: Members of a group
    #+ tags: schools, groups
    #+ param: group entity required 集团名称 | name of the group
    #+ limit: 500
    #+ example: group="银杏小学教育集团"
    #+ column: member 成员 | member
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from minsheng.data import data
from minsheng.errors import InputError, UsageError
from minsheng.queries.named import TYPES, NamedQuery, Parameter
from minsheng.queries.near import near
from minsheng.wording import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

#: Rows of a question whose header names no limit: what a person may still look through.
ROW_LIMIT = 1000

_LINE = re.compile(r"#\+\s*(\w+)\s*:\s*(.*?)\s*")
_PARAMETER = re.compile(r'(\w+)\s+(\w+)\s+(?:"([^"]*)"|(any|required))\s+(.+)')
_COLUMN = re.compile(r"(\w+)\s+(.+)")
_VALUE = re.compile(r'(\w+)=(?:"([^"]*)"|(\S+))')
_PROLOGUE = re.compile(r"^PREFIX\s.*$", re.MULTILINE)
_PROJECTION = re.compile(r"^SELECT\s+(?:DISTINCT\s+)?(.*?)\s*(?:WHERE\s*)?\{", re.MULTILINE | re.DOTALL)
_PROJECTED = re.compile(r"\(.*?\s+AS\s+\?(\w+)\s*\)|\?(\w+)", re.DOTALL)
_SINGLE = frozenset(
    ("summary", "summary_en", "description", "description_en", "tags", "limit", "steps", "example")
)
_REPEATED = frozenset(("param", "column", "choices", "choices_query"))


def names() -> tuple[str, ...]:
    """Names of all questions that come with the package, sorted; no file is opened."""
    return tuple(sorted(path.name.removesuffix(".rq") for path in _files()))


@cache
def load(name: str) -> NamedQuery:
    """The question of that name.

    Raises:
        UsageError: there is none; the error lists names like it.
        InputError: its header is not as it should be.

    Example:
        >>> load("group-members").parameters[0].name
        'group'
    """
    for path in _files():
        if path.name == f"{name}.rq":
            return parse(path.read_text(encoding="utf-8"), name, f"queries/{path.name}")
    raise UsageError("query-unknown", name=name, near=near(name, names()))


def read(path: str | Path) -> NamedQuery:
    """A question of the user's own, from a file; one without a header is a question too.

    Raises:
        InputError: the file cannot be read, or its header is not as it should be.
    """
    file = Path(path)
    try:
        return parse(file.read_text(encoding="utf-8"), file.stem, str(path))
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "UTF-8"
        raise InputError("query-file", file=path, reason=reason) from error


def parse(text: str, name: str, file: str | None = None) -> NamedQuery:
    """Reads a header; the query itself is left to the engine.

    Raises:
        InputError: with the line and what was expected there.

    Example:
        >>> parse("#+ summary: 一切\\n#+ summary_en: all\\nASK {}", "all").summary.en
        'all'
    """
    return _Header(text, name, file).query()


def _files() -> Iterator[Traversable]:
    return (path for path in data("queries").iterdir() if path.name.endswith(".rq"))


def projection(text: str) -> tuple[str, ...]:
    """Variables of the outermost SELECT, in order; none for `*` and for other forms.

    Example:
        >>> projection("SELECT ?a (COUNT(?b) AS ?n) WHERE { ?b ?p ?a } GROUP BY ?a")
        ('a', 'n')
    """
    head = _PROJECTION.search(text)
    return tuple(a or b for a, b in _PROJECTED.findall(head[1])) if head else ()


class _Header:
    """The lines of one header by key, and the number of each for messages."""

    def __init__(self, text: str, name: str, file: str | None) -> None:
        self.text, self.name, self.file = text, name, file
        self.single: dict[str, str] = {}
        self.repeated: dict[str, list[tuple[int, str]]] = {key: [] for key in _REPEATED}
        self.lines: dict[str, int] = {}
        for number, line in enumerate(text.split("\n"), 1):
            if not line.startswith("#+"):
                break
            self._take(number, line.rstrip("\r"))

    def _take(self, number: int, line: str) -> None:
        match = _LINE.fullmatch(line)
        if match is None:
            raise self._error(number, "line")
        key, value = match.groups()
        if key in _REPEATED:
            self.repeated[key].append((number, value))
        elif key not in _SINGLE:
            raise self._error(number, "key", key)
        elif key in self.single:
            raise self._error(number, "twice", key)
        else:
            self.single[key] = value
            self.lines[key] = number

    def _error(self, line: int, expected: str, found: str = "") -> InputError:
        return InputError(f"query-header-{expected}", file=self.file, line=line, found=found)

    def query(self) -> NamedQuery:
        """All of the header as one value."""
        parameters = tuple(self._parameters())
        return NamedQuery(
            name=self.name,
            text=self.text,
            summary=self._both("summary") or Text(self.name, self.name),
            description=self._both("description"),
            tags=tuple(tag for tag in re.split(r"[,，\s]+", self.single.get("tags", "")) if tag),
            limit=self._limit(),
            parameters=parameters,
            steps=self._steps(),
            columns=dict(self._columns()),
            example=self._example({parameter.name for parameter in parameters}),
        )

    def _both(self, key: str) -> Text | None:
        zh, en = self.single.get(key), self.single.get(f"{key}_en")
        if (zh is None) != (en is None):
            raise self._error(self.lines.get(key, self.lines.get(f"{key}_en", 1)), "languages", key)
        return None if zh is None or en is None else Text(zh, en)

    def _limit(self) -> int:
        value = self.single.get("limit", str(ROW_LIMIT))
        if not re.fullmatch(r"[1-9][0-9]{0,8}", value):
            raise self._error(self.lines["limit"], "limit", value)
        return int(value)

    def _steps(self) -> tuple[tuple[str, ...], str] | None:
        written = self.single.get("steps", "")
        if not written:
            return None
        listed, select, query = written.partition("SELECT ")
        names, text = tuple(listed.split()), self._with_prologue(select + query)
        if not names or not set(names) <= {*projection(self.text)} & {*projection(text)}:
            raise self._error(self.lines["steps"], "steps", listed.strip())
        return names, text

    def _with_prologue(self, query: str) -> str:
        return "\n".join((*_PROLOGUE.findall(self.text), query))

    def _label(self, line: int, value: str) -> Text:
        zh, bar, en = (part.strip() for part in value.partition("|"))
        if not (bar and zh and en):
            raise self._error(line, "label", value)
        return Text(zh, en)

    def _parameters(self) -> Iterator[Parameter]:
        choices = dict(self._of_parameters("choices"))
        offered = dict(self._of_parameters("choices_query"))
        seen: set[str] = set()
        for line, value in self.repeated["param"]:
            match = _PARAMETER.fullmatch(value)
            if match is None:
                raise self._error(line, "param", value)
            name, kind, default, word, label = match.groups()
            if kind not in TYPES:
                raise self._error(line, "type", kind)
            if name in seen:
                raise self._error(line, "twice", name)
            seen.add(name)
            listed = tuple(re.findall(r'"([^"]*)"', choices.get(name, (0, ""))[1]))
            query = offered.get(name)
            yield Parameter(
                name, kind, self._label(line, label), default, word == "required", listed,
                query and self._with_prologue(query[1]),
            )  # fmt: skip
        for name, (line, _) in (*choices.items(), *offered.items()):
            if name not in seen:
                raise self._error(line, "parameter", name)

    def _of_parameters(self, key: str) -> Iterator[tuple[str, tuple[int, str]]]:
        for line, value in self.repeated[key]:
            name, _, rest = value.partition(" ")
            yield name, (line, rest)

    def _columns(self) -> Iterator[tuple[str, Text]]:
        for line, value in self.repeated["column"]:
            match = _COLUMN.fullmatch(value)
            if match is None:
                raise self._error(line, "column", value)
            yield match[1], self._label(line, match[2])

    def _example(self, known: set[str]) -> dict[str, str]:
        value = self.single.get("example", "")
        line = self.lines.get("example", 1)
        if _VALUE.sub("", value).strip():
            raise self._error(line, "example", value)
        example = {name: quoted or bare for name, quoted, bare in _VALUE.findall(value)}
        for name in example:
            if name not in known:
                raise self._error(line, "parameter", name)
        return example
