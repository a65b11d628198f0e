"""What asking cost: calls, tokens and, where prices are known, money."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from minsheng.proposals.service import Prices

#: More tokens than any one call can have: such a figure is not believed.
_MOST_TOKENS = 10_000_000


@dataclass(frozen=True, slots=True)
class Usage:
    """What one build spent on the model, and what came of it."""

    #: requests answered with an answer, readable or not
    calls: int = 0
    #: stretches of text whose answer was known already
    cached: int = 0
    #: requests made again after a failure
    retries: int = 0
    #: stretches without a readable answer
    unanswered: int = 0
    #: tokens sent and received, as the endpoint counts them
    asked: int = 0
    answered: int = 0
    #: calls for which the endpoint told no tokens
    uncounted: int = 0
    #: in the currency of the prices; None without prices
    cost: Decimal | None = None
    #: facts proposed, in the documents asked about by this build
    proposed: int = 0
    #: answers' facts refused, by reason
    refused: dict[str, int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, object]:
        """For `--json` and `report.json`."""
        return {**asdict(self), "cost": None if self.cost is None else f"{self.cost:f}"}


class Meter:
    """Counts what the threads of a build spend.

    Example:
        >>> meter = Meter()
        >>> meter.tokens({"prompt_tokens": 900, "completion_tokens": 80})
        >>> meter.read(None).asked
        900
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._sums: Counter[str] = Counter()
        self._refused: Counter[str] = Counter()

    def add(self, what: str, count: int = 1) -> None:
        """Counts one of the fields of `Usage`."""
        with self._lock:
            self._sums[what] += count

    def refuse(self, reasons: Mapping[str, int]) -> None:
        """Counts facts refused, by reason."""
        with self._lock:
            self._refused.update(reasons)

    def tokens(self, told: object) -> None:
        """Counts a call and the tokens that the endpoint says it took."""
        figures = told if isinstance(told, dict) else {}
        asked, answered = _count(figures.get("prompt_tokens")), _count(figures.get("completion_tokens"))
        with self._lock:
            self._sums["calls"] += 1
            self._sums["asked"] += asked or 0
            self._sums["answered"] += answered or 0
            self._sums["uncounted"] += asked is None or answered is None

    def read(self, prices: Prices | None) -> Usage:
        """The sums so far."""
        with self._lock:
            cost = prices.cost(self._sums["asked"], self._sums["answered"]) if prices else None
            return Usage(**self._sums, cost=cost, refused=dict(sorted(self._refused.items())))


def _count(told: object) -> int | None:
    """A number of tokens, None for what cannot be one."""
    return told if type(told) is int and 0 <= told <= _MOST_TOKENS else None
