"""A query of a client, answered in a worker: judged, run within its limits, written in the form wanted."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final, NamedTuple

from minsheng.errors import InputError, UsageError
from minsheng.queries import guard
from minsheng.queries.formats import write
from minsheng.queries.named import NamedQuery
from minsheng.queries.runner import Dataset, Request, answer
from minsheng.serve.editor import editor
from minsheng.serve.failures import reads_pages, status
from minsheng.serve.forms import KINDS, chosen
from minsheng.serve.frames import PIECE
from minsheng.serve.loaded import Streamed
from minsheng.wording import Text

if TYPE_CHECKING:
    from minsheng.queries.results import Result
    from minsheng.serve.loaded import Loaded


class Asked(NamedTuple):
    """What a client asks by the SPARQL Protocol."""

    text: str
    #: the graphs that the protocol names; None leaves it to the query
    dataset: Dataset | None = None
    accept: str | None = None
    #: a form by name, which Accept gives way to
    form: str | None = None


class Head(NamedTuple):
    """What is known of an answer before its body."""

    #: the media type, or the form where the one who asked knows the media type
    media: str
    #: the number of rows at which it was cut, None if it is whole
    limit: int | None
    #: bytes of the body
    size: int
    status: int = 200


#: How a result that was cut says so in its own form; JSON has a member, JSON-LD no place but the header.
_NOTES: Final = {
    "csv": "# truncated: only the first {count} rows\r\n",
    "tsv": "# truncated: only the first {count} rows\n",
    "xml": "<!-- truncated: only the first {count} rows -->\n",
    "turtle": "# truncated: only the first {count} triples\n",
    "ntriples": "# truncated: only the first {count} triples\n",
    "rdfxml": "<!-- truncated: only the first {count} triples -->\n",
}


def query(loaded: Loaded, asked: Asked) -> Streamed:
    """Answers a query of a client.

    Raises:
        UsageError: it is refused, or no form of the answer is accepted; a page shows it beside the query.
        InputError: it is not SPARQL; likewise.
    """
    try:
        return _answered(loaded, asked)
    except (UsageError, InputError) as error:
        if not (asked.form == "html" or (asked.form is None and reads_pages(asked.accept))):
            raise
        body = editor(asked.text, failure=error).encode()
        return streamed(headed(loaded, None, "text/html", body, status(error)), body)


def _answered(loaded: Loaded, asked: Asked) -> Streamed:
    froms = guard.check(asked.text)
    media, form = chosen(KINDS[guard.form(asked.text)], asked.accept, asked.form)
    rows = loaded.settings.rows
    question = NamedQuery("query", asked.text, Text("SPARQL", "SPARQL"), rows)
    base = loaded.manifest.base
    result = answer(loaded.store, Request(question, froms=froms, dataset=asked.dataset, base=base))
    if form == "html":
        body = editor(asked.text, result, loaded.manifest.base).encode()
    else:
        body = written(result, form)
    return streamed(headed(loaded, result, media, body), body)


def written(result: Result, form: str) -> bytes:
    """A result as a program reads it, with a word on its being cut."""
    file = io.BytesIO()
    write(result, form, file)
    if not result.truncated:
        return file.getvalue()
    if form == "json":
        return b'{"truncated":true,' + file.getvalue()[1:]
    file.write(_NOTES.get(form, "").format(count=len(result)).encode())
    return file.getvalue()


def headed(loaded: Loaded, result: Result | None, media: str, body: bytes, status: int = 200) -> Head:
    """What is said before a body.

    Raises:
        UsageError: `result-large`.
    """
    if len(body) > loaded.settings.size * 2**20:
        raise UsageError("result-large", size=len(body) // 2**20, limit=loaded.settings.size)
    limit = len(result) if result is not None and result.truncated else None
    return Head(media, limit, len(body), status)


def streamed(head: Head, body: bytes) -> Streamed:
    """A body in pieces, after its head."""
    return Streamed(head, (body[start : start + PIECE] for start in range(0, len(body), PIECE)))
