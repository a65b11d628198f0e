"""How long to wait before a call is made again."""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import isfinite
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

#: Seconds: the first wait, the longest, and the longest that an endpoint may ask for.
FIRST, LONGEST, LONGEST_ASKED = 1.0, 60.0, 300.0


def wait_before(attempt: int, random: Random, asked: float | None = None) -> float:
    """Seconds before attempt 1, 2, …: twice as long each time, and never the same for two callers.

    Where the endpoint asked for a time, that time passes first, and a little more.

    Example:
        >>> from random import Random
        >>> 2 <= wait_before(3, Random(1)) <= 4
        True
    """
    most = min(LONGEST, FIRST * 2 ** (attempt - 1))
    if asked is not None:
        return min(asked, LONGEST_ASKED) + random.uniform(0, FIRST)
    return random.uniform(most / 2, most)


def retry_after(header: str | None, now: datetime | None = None) -> float | None:
    """The seconds that a `Retry-After` header asks for, as a number or a date; None if it says nothing.

    Example:
        >>> retry_after("7")
        7.0
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            then = parsedate_to_datetime(header)
        except ValueError:
            return None
        then = then if then.tzinfo else then.replace(tzinfo=UTC)
        seconds = (then - (now or datetime.now(UTC))).total_seconds()
    return max(0.0, seconds) if isfinite(seconds) else None
