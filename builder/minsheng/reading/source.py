"""A file or a string to a `Source`."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from minsheng.errors import InputError
from minsheng.reading import markdown, metadata
from minsheng.reading.decoding import decode
from minsheng.reading.files import MAX_BYTES, MEDIA_TYPES, read_bytes
from minsheng.reading.fragments import assemble
from minsheng.reading.headlines import with_headlines_apart
from minsheng.reading.layout import arranged
from minsheng.reading.neighbours import with_neighbours_apart
from minsheng.reading.notices import with_notices_apart
from minsheng.reading.roles import short_role
from minsheng.reading.traditional import simplified
from minsheng.reading.webpage import read_page
from minsheng.records import Source, Stated

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from minsheng.reading.fragments import Fragment


def read(path: Path, name: str, max_bytes: int = MAX_BYTES) -> Source:
    """The document in a file.

    Args:
        path: a file with a suffix of `MEDIA_TYPES`.
        name: what the document is called in the graph, see `find_sources`.
        max_bytes: larger files are refused.

    Raises:
        InputError: the file cannot be read, is too large, empty, binary, of unknown suffix or encoding,
            or its front matter is broken.

    Example:
        >>> read(Path("seeds/texts/education.txt"), "education.txt").title  # doctest: +SKIP
        Stated(value='…', span=Span(start=0, end=12))
    """
    media_type = MEDIA_TYPES.get(path.suffix.lower())
    if media_type is None and not path.is_dir():
        raise InputError("unknown-suffix", file=path, suffix=path.suffix, known=" ".join(MEDIA_TYPES))
    content = read_bytes(path, max_bytes)
    original, encoding = decode(content, str(path), media_type == "text/html")
    digest = sha256(content).hexdigest()
    try:
        return read_text(original, name, media_type or "text/plain", digest, encoding)
    except InputError as error:
        raise InputError(error.key, file=path, line=error.line, **error.values) from None


def read_text(
    original: str,
    name: str,
    media_type: str = "text/plain",
    digest: str | None = None,
    encoding: str = "utf-8",
) -> Source:
    """The document in a string.

    Args:
        original: the decoded file, line breaks kept.
        name: what the document is called in the graph.
        media_type: text/plain, text/markdown or text/html.
        digest: SHA-256 of the file, in hexadecimal; by default of `original` in UTF-8.
        encoding: of the file.

    Raises:
        InputError: nothing but markup and white space, or broken front matter.

    Example:
        >>> source = read_text("# 新馆开放\\n\\n图书馆\\n今天开放。", "a.md", "text/markdown")
        >>> source.text, source.title.value
        ('新馆开放\\n图书馆今天开放。', '新馆开放')
    """
    written, original = original, simplified(original)
    stated: dict[str, Stated] = {}
    start = 0
    if media_type == "text/html":
        fragments, stated = read_page(original)
        fragments = _with_roles(fragments)
    else:
        stated, start = metadata.front_matter(original, name)
        if media_type == "text/markdown":
            fragments = _with_roles(markdown.fragments(original, start))
        else:
            fragments = arranged(original, start)
    fragments = with_headlines_apart(with_neighbours_apart(with_notices_apart(fragments)))
    text, offsets, blocks = assemble(fragments, original)
    if not text:
        raise InputError("blank-file", file=name)
    stated = metadata.stated_in_text(original, fragments, start) | stated
    return Source(
        name=name,
        digest=digest or sha256(written.encode("utf-8", "surrogatepass")).hexdigest(),
        media_type=media_type,
        encoding=encoding,
        original=written,
        text=text,
        offsets=offsets,
        blocks=blocks,
        title=_as_written(stated.get("title"), written),
        publisher=_as_written(stated.get("publisher"), written),
        published=stated.get("published"),
        area=stated.get("area"),
    )


def _as_written(stated: Stated | None, original: str) -> Stated | None:
    """A value with the characters that the original has where it says it."""
    if stated is None or stated.span is None:
        return stated
    words = original[slice(*stated.span)]
    return Stated(words, stated.span) if simplified(words) == stated.value else stated


def _with_roles(fragments: Sequence[Fragment]) -> list[Fragment]:
    """Kinds for blocks whose markup told only the headings."""
    found = []
    titled = False
    for fragment in fragments:
        kind = fragment.kind or short_role(fragment.text, spaced=False) or "paragraph"
        if kind == "heading" and not titled:
            kind, titled = "title", True
        found.append(fragment.as_kind(kind))
    return found
