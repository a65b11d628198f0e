"""What XML 1.0 can hold."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def legal(text: str) -> tuple[str, int]:
    """Text with U+FFFD in the place of each character that XML cannot hold, and their number.

    Example:
        >>> legal("甲\\x0c乙")
        ('甲\ufffd乙', 1)
    """
    return _ILLEGAL.subn("\ufffd", text)


def escape(text: str) -> str:
    """Legal text as the content of an element or of an attribute in double quotes.

    Example:
        >>> escape('甲 & "乙"')
        '甲 &amp; &quot;乙&quot;'
    """
    return text.translate(_ESCAPES)
