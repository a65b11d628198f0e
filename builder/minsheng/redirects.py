"""Requests that go where they were sent and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.request import HTTPRedirectHandler

if TYPE_CHECKING:
    from email.message import Message
    from typing import IO
    from urllib.request import Request


class NoRedirect(HTTPRedirectHandler):
    """Follows no redirect: it would carry a key, a password or a text to a place that nobody named.

    The answer then counts as the error that its status says, 302 for instance.

    Example:
        >>> from urllib.request import build_opener
        >>> any(isinstance(each, NoRedirect) for each in build_opener(NoRedirect).handlers)
        True
    """

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> Request | None:
        """None, whatever is asked."""
        return None
