"""Calls that fail: tried again where that helps, given up where it does not, without a word of the key."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import ModelError, UsageError
from minsheng.proposals import KEY_VARIABLE, Prices, Proposer, Service, key_given, listed
from minsheng.proposals.retrying import LONGEST, LONGEST_ASKED, retry_after, wait_before
from minsheng.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.proposals.conftest import Endpoint

    from minsheng.records import Source

    Make = Callable[..., Proposer]

KEY = "sk-secret"


def proposed(asking: Proposer, source: Source) -> int:
    return len(list(listed(asking.extract(source))))


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504, 529])
def test_tried_again(
    endpoint: Endpoint, proposer: Make, source: Source, waits: list[float], status: int
) -> None:
    endpoint.fail(status)
    endpoint.fail(status)
    endpoint.say()
    asking = proposer(calls=1)
    assert proposed(asking, source) == 3
    assert (asking.usage.retries, asking.usage.calls, len(endpoint.requests)) == (2, 1, 3)
    random = Random(7)
    assert waits == [wait_before(1, random), wait_before(2, random)]


def test_the_time_that_an_endpoint_asks_for_passes(
    endpoint: Endpoint, proposer: Make, source: Source, waits: list[float]
) -> None:
    endpoint.fail(429, Retry_After="17")
    endpoint.say()
    assert proposed(proposer(), source) == 3
    assert 17 <= waits[0] <= 18


def test_given_up_after_the_attempts(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.fail(500)
    asking = proposer(attempts=3)
    with pytest.raises(ModelError) as told:
        asking.extract(source)
    assert (told.value.key, told.value.values["reason"]) == ("model-unanswered", "HTTP 500")
    assert len(endpoint.requests) == 3


def test_a_server_that_says_nothing(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.hang()
    endpoint.say()
    asking = proposer(timeout=0.2)
    assert proposed(asking, source) == 3
    assert asking.usage.retries == 1


def test_the_time_limit_holds_for_the_whole_answer(
    endpoint: Endpoint, proposer: Make, source: Source
) -> None:
    endpoint.trickle()
    endpoint.say()
    asking = proposer(timeout=0.3)
    assert proposed(asking, source) == 3
    assert asking.usage.retries == 1


def test_work_broken_off_waits_for_nobody(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.say()
    endpoint.hang()
    asking = proposer(calls=1)
    answers = asking.propose((n, read_text(f"{source.original}\n{n}号文。", "a.txt")) for n in range(9))
    assert next(answers)[0] == 0
    answers.close()  # type: ignore[attr-defined]
    assert len(endpoint.requests) <= 2


def test_a_server_that_breaks_off(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.send(b'{"choices"', 200, Content_Length="4000")
    endpoint.say()
    assert proposed(proposer(timeout=1.0), source) == 3


def test_no_server_at_all(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.shutdown()
    endpoint.server_close()
    with pytest.raises(ModelError) as told:
        proposer(attempts=2).extract(source)
    assert told.value.values["reason"] == "ConnectionRefusedError"


@pytest.mark.parametrize("status", [401, 403, 404, 301, 302, 307])
def test_a_refusal_ends_all_asking(
    endpoint: Endpoint, proposer: Make, source: Source, waits: list[float], status: int
) -> None:
    endpoint.fail(status, Location="http://127.0.0.1:9/elsewhere")
    asking = proposer(calls=1)
    sources = [(n, read_text(f"{source.original}\n{n}号文。", "a.txt")) for n in range(4)]
    assert [len(found.facts.entities) for _, found in asking.propose(sources)] == [0] * 4
    assert asking.ended is not None
    assert asking.ended.key == "model-refused"
    assert f"HTTP {status}" in str(asking.ended)
    assert (len(endpoint.requests), waits) == (1, [])


def test_an_endpoint_that_never_answers_is_let_go(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.fail(503)
    asking = proposer(calls=1, attempts=1)
    sources = [(n, read_text(f"{source.original}\n{n}号文。", "a.txt")) for n in range(12)]
    assert all(found.unanswered for _, found in asking.propose(sources))
    assert asking.ended is not None
    assert asking.ended.key == "model-unreachable"
    assert len(endpoint.requests) == 5


# --- forms that an endpoint may not know ------------------------------------------------------


def forms(endpoint: Endpoint) -> list[tuple[str, bool]]:
    return [
        (request.get("response_format", {}).get("type", ""), "temperature" in request)
        for request in endpoint.requests
    ]


@pytest.mark.parametrize("refusals", [1, 2, 3, 4])
def test_an_endpoint_is_asked_in_a_form_that_it_knows(
    endpoint: Endpoint, proposer: Make, source: Source, refusals: int
) -> None:
    for _ in range(refusals):
        endpoint.fail(400)
    endpoint.say()
    asking = proposer(calls=1)
    assert proposed(asking, source) == 3
    tried = [("json_schema", True), ("json_object", True), ("", True), ("json_schema", False), ("", False)]
    assert forms(endpoint) == tried[: refusals + 1]
    proposed(asking, read_text(source.original + "\n又一则。", "b.txt"))
    assert forms(endpoint)[-1] == tried[refusals]


def test_an_endpoint_that_knows_no_form_is_let_go(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    endpoint.fail(400)
    asking = proposer(calls=1)
    with pytest.raises(ModelError) as told:
        asking.extract(source)
    assert told.value.key == "model-refused"
    assert len(endpoint.requests) == 5


def test_a_text_that_an_endpoint_refuses_costs_that_text_alone(
    endpoint: Endpoint, proposer: Make, source: Source
) -> None:
    endpoint.say()
    endpoint.fail(400)
    endpoint.say()
    asking = proposer(calls=1)
    sources = [(n, read_text(f"{source.original}\n{n}号文。", "a.txt")) for n in range(3)]
    assert [found.unanswered for _, found in asking.propose(sources)] == [0, 1, 0]
    assert asking.ended is None


# --- limits, cost, secrets --------------------------------------------------------------------


def test_no_more_calls_at_one_time_than_allowed(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    sources = [(n, read_text(f"{source.original}\n{n}号文。", "a.txt")) for n in range(20)]
    list(proposer(calls=2).propose(sources))
    assert len(endpoint.requests) == 20
    assert endpoint.most_at_once <= 2


def test_tokens_and_cost(endpoint: Endpoint, proposer: Make, source: Source) -> None:
    asking = proposer(prices=Prices.read("2,8"))
    asking.extract(source)
    usage = asking.usage
    assert (usage.calls, usage.asked, usage.answered, usage.uncounted) == (1, 1000, 50, 0)
    assert usage.cost == Decimal("0.0024")
    assert proposer().usage.cost is None


@pytest.mark.parametrize(
    "told", [None, [], {}, {"prompt_tokens": -1, "completion_tokens": 2}, {"prompt_tokens": "many"}]
)
def test_tokens_that_are_not_told(endpoint: Endpoint, proposer: Make, source: Source, told: object) -> None:
    endpoint.say(usage=told)
    asking = proposer()
    assert proposed(asking, source) == 3
    assert (asking.usage.calls, asking.usage.uncounted, asking.usage.asked) == (1, 1, 0)


def test_the_key_is_told_nobody(
    endpoint: Endpoint, proposer: Make, source: Source, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    asking = proposer(key=KEY)
    asking.extract(source)
    endpoint.fail(401)
    with pytest.raises(ModelError) as told:
        asking.extract(read_text(source.original + "\n又一则。", "b.txt"))
    assert endpoint.headers[-1]["Authorization"] == f"Bearer {KEY}"
    said = f"{told.value} {told.value.as_dict()} {told.value.__reduce__()} {asking.usage} {caplog.text}"
    assert KEY not in said + repr(Service(endpoint.url, "m", KEY))


def test_the_key_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, f" {KEY}\n")
    assert key_given() == KEY
    monkeypatch.delenv(KEY_VARIABLE)
    assert key_given() == ""


@pytest.mark.parametrize(
    ("url", "key", "error"),
    [
        ("127.0.0.1:8000/v1", "", "model-url"),
        ("ftp://example.org/v1", "", "model-url"),
        ("http://", "", "model-url"),
        ("http://user:hunter2@example.org/v1", "", "model-url"),
        ("http://example.org/v1?key=1", "", "model-url"),
        ("http://example.org:99999/v1", "", "model-url"),
        ("http://example.org/v1\n", "", "model-url"),
        ("http://青河.example/v1", "", "model-url"),
        ("http://example.org/v1", "sk\nX-Other: 1", "model-key"),
        ("http://example.org/v1", "密钥", "model-key"),
    ],
)
def test_what_cannot_be_asked(url: str, key: str, error: str) -> None:
    with pytest.raises(UsageError) as told:
        Service(url, "some-model", key)
    assert told.value.key == error
    assert "hunter2" not in str(told.value)


@pytest.mark.parametrize("given_prices", ["", "2", "2,8,1", "a,b", "-1,2", "nan,1", "inf,1"])
def test_what_is_no_price(given_prices: str) -> None:
    with pytest.raises(UsageError) as told:
        Prices.read(given_prices)
    assert told.value.key == "model-prices"


# --- waiting ----------------------------------------------------------------------------------

NOW = datetime(2024, 3, 1, 8, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        ("2.5", 2.5),
        ("-4", 0.0),
        ("soon", None),
        ("nan", None),
        ("inf", None),
        ("Fri, 01 Mar 2024 08:00:30 GMT", 30.0),
        ("Fri, 01 Mar 2024 07:00:00 GMT", 0.0),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@given(st.integers(1, 40), st.integers(), st.none() | st.floats(0, 1e9))
def test_waits_grow_and_stay_within_bounds(attempt: int, seed: int, asked: float | None) -> None:
    seconds = wait_before(attempt, Random(seed), asked)
    if asked is None:
        assert min(LONGEST, 2 ** (attempt - 1)) / 2 <= seconds <= LONGEST
    else:
        assert min(asked, LONGEST_ASKED) <= seconds <= LONGEST_ASKED + 1
