"""Pages: templates with everything escaped, and the words of both languages at hand."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from minsheng.serve.figures import telling
from minsheng.vocabulary import compact
from minsheng.wording import keys, text

if TYPE_CHECKING:
    from jinja2 import Environment

    from minsheng.wording import Text


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    templates = files("minsheng.serve") / "templates"
    environment = Environment(
        loader=FunctionLoader(lambda name: (templates / name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["telling"] = telling
    environment.globals["word"] = lambda key, **values: text("serve", key, **values)
    environment.globals["called"] = called
    environment.globals["say"] = lambda key, **values: text("linked", key, **values)
    return environment


def called(iri: str) -> Text | None:
    """What pages call a property of another vocabulary; None where they have no word for it.

    Example:
        >>> called("http://www.w3.org/1999/02/22-rdf-syntax-ns#type").zh
        '类别'
    """
    key = f"property.{compact(iri)}"
    return text("linked", key) if key in keys("linked") else None


def render(template: str, **values: object) -> str:
    """A page from a template of `templates/`; every value is escaped.

    Templates begin with `{% extends "layout.html" %}`, fill its blocks `title` and `content`, and write
    words as `{{ both(word("key")) }}` after importing `words.html`.

    Example:
        >>> render("failure.html", status=404, about={"cause": {"zh": "无", "en": "no"},
        ...     "cure": {"zh": "回", "en": "back"}, "code": "HTTP 404"})  # doctest: +ELLIPSIS
        '<!doctype html>...'
    """
    return _environment().get_template(template).render(**values)
