"""Reading: a file becomes a `Source`, a repaired text whose every character knows its original place.

Example:
    >>> from pathlib import Path
    >>> from minsheng.reading import find_sources, read
    >>> sources = [read(path, name) for path, name in find_sources([Path("seeds/texts")])]  # doctest: +SKIP
"""

from minsheng.reading.files import MAX_BYTES, MEDIA_TYPES, find_sources
from minsheng.reading.offsets import quote_spans
from minsheng.reading.source import read, read_text

__all__ = ["MAX_BYTES", "MEDIA_TYPES", "find_sources", "quote_spans", "read", "read_text"]
