"""What is asked: an endpoint that speaks OpenAI's chat completions, its model, its limits and its prices."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from urllib.parse import urlsplit

from minsheng.errors import UsageError

#: The one place that a key is read from: never an argument, which other processes could see.
KEY_VARIABLE = "MINSHENG_LLM_KEY"
#: Prices are for so many tokens.
PRICED = 1_000_000


@dataclass(frozen=True, slots=True)
class Prices:
    """Of a million tokens, in whatever currency the caller counts in."""

    asked: Decimal
    answered: Decimal

    @classmethod
    def read(cls, given: str) -> Prices:
        """Prices written as two numbers with a comma between them.

        Raises:
            UsageError: `model-prices`.

        Example:
            >>> Prices.read("2,8").answered
            Decimal('8')
        """
        try:
            asked, answered = (Decimal(part) for part in given.split(","))
        except (ValueError, InvalidOperation):
            raise UsageError("model-prices", given=given) from None
        if not all(price.is_finite() and price >= 0 for price in (asked, answered)):
            raise UsageError("model-prices", given=given)
        return cls(asked, answered)

    def cost(self, asked: int, answered: int) -> Decimal:
        """The price of so many tokens sent and received."""
        return (self.asked * asked + self.answered * answered) / PRICED


@dataclass(frozen=True, slots=True)
class Service:
    """An endpoint with its model and the limits to keep towards it.

    Raises:
        UsageError: `model-url` or `model-key`.

    Example:
        >>> Service("http://127.0.0.1:8000/v1/", "some-model").address
        'http://127.0.0.1:8000/v1/chat/completions'
    """

    #: base URL, as `https://example.org/v1`
    url: str
    model: str
    key: str = field(default="", repr=False)
    #: seconds for one call, from connecting to the last byte
    timeout: float = 120.0
    #: how often one call is tried where trying again may help
    attempts: int = 5
    #: calls at one time
    calls: int = 4
    prices: Prices | None = None

    def __post_init__(self) -> None:
        try:
            parts = urlsplit(self.url)
            port = parts.port
        except ValueError:
            raise UsageError("model-url") from None
        # A name or password in a URL would be shown in messages.
        if parts.scheme not in ("http", "https") or not parts.hostname or port == 0 or "@" in parts.netloc:
            raise UsageError("model-url")
        if parts.query or parts.fragment or not self.url.isascii() or not self.url.isprintable():
            raise UsageError("model-url")
        if not (self.key.isascii() and self.key.isprintable()) or " " in self.key:
            raise UsageError("model-key", variable=KEY_VARIABLE)

    @property
    def address(self) -> str:
        """The URL that calls go to."""
        return self.url.rstrip("/") + "/chat/completions"


def key_given() -> str:
    """The key in the environment, "" if there is none: local endpoints need none."""
    return os.environ.get(KEY_VARIABLE, "").strip()
