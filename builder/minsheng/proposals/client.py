"""One question to an endpoint: posted, tried again where that may help, read within bounds."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from http.client import HTTPException
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, build_opener

from minsheng.errors import ModelError
from minsheng.proposals.retrying import retry_after, wait_before
from minsheng.proposals.usage import Meter
from minsheng.redirects import NoRedirect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from minsheng.proposals.service import Service

#: Bytes of an answer that are read at most; no honest answer about a page of text comes near.
LARGEST_ANSWER = 4 * 1024 * 1024
_PIECE = 64 * 1024
#: Statuses after which the same call may succeed; other 5xx too.
_AGAIN = frozenset({408, 409, 425, 429})
#: Statuses of an endpoint that does not know a field of the request.
_FIELD_UNKNOWN = frozenset({400, 415, 422, 501})
#: Statuses that mean one text alone: too long, or against the endpoint's rules of content.
_TEXT_REFUSED = frozenset({400, 413, 422})


class Unreadable(Exception):
    """The endpoint answered with something that is no answer; the argument says what."""


class Unanswered(Exception):
    """No answer after all attempts; the argument says what the last one met with."""


class _Failed(Exception):
    """One attempt that failed; `after` are the seconds that the endpoint asks to wait."""

    def __init__(self, reason: str, status: int = 0, again: bool = False, after: float | None = None) -> None:
        super().__init__(reason)
        self.reason, self.status, self.again, self.after = reason, status, again, after


@dataclass(frozen=True, slots=True)
class Form:
    """How an answer's form is asked for: endpoints differ in what they know."""

    #: json_schema, json_object, or "" for words alone
    response: str
    #: some models refuse any other temperature than their own
    cold: bool = True


#: From the strictest on; an endpoint that refuses one is asked in the next form from then on.
FORMS = (Form("json_schema"), Form("json_object"), Form(""), Form("json_schema", False), Form("", False))


class Client:
    """Asks one service; threads may share it.

    Args:
        service: the endpoint, model and limits.
        schema: JSON Schema of the answers.
        random: what the waits are drawn from.
        sleep: waits so many seconds.

    Example:
        >>> Client(service, schema).ask("…", "…")  # doctest: +SKIP
        '{"entities": [], "relations": [], "observations": []}'
    """

    def __init__(
        self,
        service: Service,
        schema: Mapping[str, object],
        random: Random | None = None,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.service = service
        self.meter = Meter()
        self._schema = schema
        self._random = random or Random()
        self._sleep = sleep
        self._opener = build_opener(NoRedirect)
        self._form = 0
        self._answered = False
        self._lock = Lock()

    def ask(self, system: str, user: str) -> str:
        """The model's words.

        Raises:
            ModelError: `model-refused`: asking again, or anything else, is of no use.
            Unanswered: the endpoint is overloaded, broken or out of reach.
            Unreadable: the answer is no chat completion, too large, cut off, or not UTF-8.
        """
        attempt = 0
        while True:
            form = self._form
            try:
                answer = self._post(self._body(FORMS[form], system, user))
                self._answered = True
                return self._words(answer)
            except _Failed as failed:
                if self._answered and failed.status in _TEXT_REFUSED:
                    raise Unanswered(failed.reason) from None
                if failed.status in _FIELD_UNKNOWN and self._next_form(form):
                    continue
                if not failed.again:
                    raise ModelError(
                        "model-refused", file=self.service.address, reason=failed.reason
                    ) from None
                attempt += 1
                if attempt >= self.service.attempts:
                    raise Unanswered(failed.reason) from None
                with self._lock:
                    seconds = wait_before(attempt, self._random, failed.after)
                self.meter.add("retries")
                self._sleep(seconds)

    def _next_form(self, refused: int) -> bool:
        """Goes on to the next form, unless another thread has; False after the last."""
        with self._lock:
            if self._form == refused:
                if refused + 1 == len(FORMS):
                    return False
                self._form += 1
            return True

    def _body(self, form: Form, system: str, user: str) -> bytes:
        body: dict[str, Any] = {
            "model": self.service.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}],
        }
        if form.cold:
            body["temperature"] = 0
        if form.response == "json_schema":
            held = {"name": "facts", "strict": True, "schema": self._schema}
            body["response_format"] = {"type": form.response, "json_schema": held}
        elif form.response:
            body["response_format"] = {"type": form.response}
        return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")

    def _post(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "minsheng"}
        if self.service.key:
            headers["Authorization"] = f"Bearer {self.service.key}"
        request = Request(self.service.address, body, headers, method="POST")
        try:
            return self._read(request)
        except HTTPError as error:
            # The error's own words are not shown: some endpoints repeat the key in them, or the text.
            error.close()
            again = error.code in _AGAIN or (error.code >= 500 and error.code not in _FIELD_UNKNOWN)
            after = retry_after(error.headers.get("Retry-After"))
            raise _Failed(f"HTTP {error.code}", error.code, again, after) from None
        except TimeoutError:
            raise _Failed("timeout", again=True) from None
        except URLError as error:
            raise _Failed(type(error.reason).__name__, again=True) from None
        except (OSError, HTTPException, ValueError) as error:
            raise _Failed(type(error).__name__, again=True) from None

    def _read(self, request: Request) -> bytes:
        """The answer's bytes; the time limit holds for all of them, however slowly they come."""
        end = time.monotonic() + self.service.timeout
        with self._opener.open(request, timeout=self.service.timeout) as response:
            pieces: list[bytes] = []
            size = 0
            while piece := response.read1(_PIECE):
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST_ANSWER:
                    self.meter.tokens(None)
                    raise Unreadable("answer too large")
                if time.monotonic() > end:
                    raise TimeoutError
        return b"".join(pieces)

    def _words(self, answer: bytes) -> str:
        try:
            told = json.loads(answer.decode("utf-8"))
        except (ValueError, RecursionError):
            self.meter.tokens(None)
            raise Unreadable("not JSON in UTF-8") from None
        self.meter.tokens(told.get("usage") if isinstance(told, dict) else None)
        try:
            choice = told["choices"][0]
            words, finished = choice["message"]["content"], choice.get("finish_reason")
        except (TypeError, KeyError, IndexError, AttributeError):
            raise Unreadable("no chat completion") from None
        if not isinstance(words, str):
            raise Unreadable("no words")
        if finished == "length":
            raise Unreadable("cut off")
        return words
