"""Every text that people read, Chinese first and English beside it, kept in the TOML files here."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from minsheng.data import data


class Text(NamedTuple):
    """One text in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh} · {self.en}"


@cache
def _section(section: str) -> dict[str, dict[str, str]]:
    with data("wording", f"{section}.toml").open("rb") as file:
        return tomllib.load(file)


def text(section: str, key: str, /, **values: object) -> Text:
    """The text `key` of `wording/<section>.toml`, with `{name}` places filled from `values`.

    Raises:
        KeyError: no such key, or a place without a value.

    Example:
        >>> text("errors", "empty-file").en
        'the file is empty'
    """
    entry = _section(section)[key]
    return Text(entry["zh"].format(**values), entry["en"].format(**values))


def field(section: str, key: str, name: str, /, **values: object) -> Text:
    """Like `text`, for a second pair of fields of the same entry: `<name>_zh`, `<name>_en`."""
    entry = _section(section)[key]
    return Text(entry[f"{name}_zh"].format(**values), entry[f"{name}_en"].format(**values))


def keys(section: str) -> tuple[str, ...]:
    """The keys of a section, in the order of its file."""
    return tuple(_section(section))
