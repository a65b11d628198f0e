"""From sources to proposals: what to ask, in which order, by how many threads, and when to stop."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from minsheng.errors import ModelError
from minsheng.facts import Extractor
from minsheng.proposals import prompt
from minsheng.proposals.answers import Answers
from minsheng.proposals.assembling import RULE, Assembly
from minsheng.proposals.chunks import LONGEST, Chunk, cut
from minsheng.proposals.client import Client, Unanswered, Unreadable
from minsheng.proposals.schema import Answer, Malformed, loaded, read, schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from random import Random

    from minsheng.facts.masking import PrivateNames
    from minsheng.proposals.service import Service
    from minsheng.proposals.usage import Usage
    from minsheng.records import DocumentFacts, Source

_Tag = TypeVar("_Tag")

#: How often a question is asked whose answer cannot be read.
READINGS = 2
#: After so many questions on end without a usable answer no more are asked.
MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the model proposes for one document."""

    #: the proposals, with rule `llm`, and the things of the rules that they speak of
    facts: DocumentFacts
    #: stretches of the text without a usable answer
    unanswered: int = 0
    #: why the last of them has none
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Reply:
    answer: Answer | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Question:
    """One stretch, and whose names must not be in what is kept of its answer."""

    user: str
    private: PrivateNames


class Proposer:
    """Proposes facts of one source after another; stands where the rules' `Extractor` stands.

    The model sees the text with private names masked. Nothing that it says is taken before it is found
    in that text; see `grounding`.

    Args:
        service: the endpoint, the model and the limits.
        answers: where answers are kept.
        area: as for `Extractor`.
        date: as for `Extractor`.
        random: what waits are drawn from.
        sleep: waits so many seconds; by default until the work is broken off.

    Example:
        >>> proposer = Proposer(Service("http://127.0.0.1:8000/v1", "m"), Answers(folder))  # doctest: +SKIP
        >>> proposer.extract(source).relations  # doctest: +SKIP
    """

    def __init__(
        self,
        service: Service,
        answers: Answers,
        area: str | None = None,
        date: str | None = None,
        random: Random | None = None,
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._stop = Event()
        self._service = service
        self._client = Client(service, schema(), random, sleep or self._stop.wait)
        self._answers = answers
        self._extractor = Extractor(area, date)
        self._lock = Lock()
        self._failures = 0
        self._ended: ModelError | None = None

    @property
    def settings(self) -> str:
        """A digest of what proposals depend on beside the text and the code."""
        held = f"{self._service.model}\0{prompt.system()}\0{LONGEST}"
        return sha256(held.encode()).hexdigest()[:32]

    @property
    def ended(self) -> ModelError | None:
        """Why no more was asked, None if all was."""
        return self._ended

    @property
    def usage(self) -> Usage:
        """What has been spent so far."""
        return self._client.meter.read(self._service.prices)

    def extract(self, source: Source) -> DocumentFacts:
        """The proposals for one source.

        Raises:
            ModelError: the service refuses, or gave no usable answer for a part of the text.
        """
        [(_, proposed)] = self.propose([(None, source)])
        if self._ended is not None:
            raise self._ended
        if proposed.unanswered:
            raise ModelError(
                "model-unanswered", file=source.name, count=proposed.unanswered, reason=proposed.reason
            )
        return proposed.facts

    def propose(self, sources: Iterable[tuple[_Tag, Source]]) -> Iterator[tuple[_Tag, Proposed]]:
        """The proposals for every source, in the order given, a few of them in memory at a time."""
        waiting: deque[tuple[_Tag, Assembly, list[tuple[Chunk, Future[_Reply]]]]] = deque()
        with self._threads() as submit:
            for tag, source in sources:
                reading, private = self._extractor.read(source)
                assembly = Assembly(source, reading, private, self._extractor.extract(source))
                stretches = cut(assembly.text, reading.sentences, source.blocks)
                if stretches.addressed:
                    assembly.refused["addressed to a model"] += stretches.addressed
                asked = [
                    (chunk, submit(_Question(_words(assembly.text, chunk), private)))
                    for chunk in stretches.chunks
                ]
                waiting.append((tag, assembly, asked))
                while len(waiting) > 1 and sum(len(held[2]) for held in waiting) > 2 * self._service.calls:
                    yield self._collected(*waiting.popleft())
            while waiting:
                yield self._collected(*waiting.popleft())

    def _collected(
        self, tag: _Tag, assembly: Assembly, asked: list[tuple[Chunk, Future[_Reply]]]
    ) -> tuple[_Tag, Proposed]:
        unanswered, reason = 0, ""
        for chunk, future in asked:
            reply = future.result()
            if reply.answer is None:
                unanswered, reason = unanswered + 1, reply.reason
            else:
                assembly.add(chunk, reply.answer)
        facts = assembly.facts()
        meter = self._client.meter
        meter.add("unanswered", unanswered)
        meter.add("proposed", count(facts))
        meter.refuse(facts.dropped)
        return tag, Proposed(facts, unanswered, reason)

    # --- asking, in threads ------------------------------------------------------------------

    def _ask(self, question: _Question) -> _Reply:
        """The answer that is kept, or else the model's, masked before it is looked at or kept."""
        key = Answers.key(self._service.model, prompt.system(), question.user)
        held = self._answers.get(key)
        if held is not None:
            try:
                answer = read(_masked(held, question.private))
            except Malformed:  # somebody changed the file
                pass
            else:
                self._client.meter.add("cached")
                return _Reply(answer)
        reason = ""
        for _ in range(READINGS):
            if self._ended is not None or self._stop.is_set():
                return _Reply(None, reason or "not asked")
            try:
                held = _masked(loaded(self._client.ask(prompt.system(), question.user)), question.private)
                answer = read(held)
            except ModelError as error:
                self._ended = error
                return _Reply(None, str(error.values["reason"]))
            except Unanswered as failed:
                reason = str(failed)
                break
            except (Unreadable, Malformed) as failed:
                reason = str(failed)
            else:
                self._answers.put(key, held)
                self._succeeded()
                return _Reply(answer)
        self._failed(reason)
        return _Reply(None, reason)

    def _succeeded(self) -> None:
        with self._lock:
            self._failures = 0

    def _failed(self, reason: str) -> None:
        with self._lock:
            self._failures += 1
            if self._failures >= MOST_FAILURES and self._ended is None:
                address = self._service.address
                self._ended = ModelError(
                    "model-unreachable", file=address, count=self._failures, reason=reason
                )

    @contextmanager
    def _threads(self) -> Iterator[Callable[[_Question], Future[_Reply]]]:
        """Threads that ask; they end with the process, so that a build broken off does not wait for them."""
        tasks: SimpleQueue[tuple[_Question, Future[_Reply]] | None] = SimpleQueue()

        def work() -> None:
            while (task := tasks.get()) is not None:
                question, future = task
                try:
                    future.set_result(self._ask(question))
                except BaseException as error:  # told where the result is asked for
                    future.set_exception(error)

        def submit(question: _Question) -> Future[_Reply]:
            future: Future[_Reply] = Future()
            tasks.put((question, future))
            return future

        threads = [Thread(target=work, daemon=True) for _ in range(self._service.calls)]
        self._stop.clear()
        for thread in threads:
            thread.start()
        try:
            yield submit
        except BaseException:
            self._stop.set()
            raise
        finally:
            for _ in threads:
                tasks.put(None)


def count(facts: DocumentFacts) -> int:
    """How many facts are proposed: those of the rules that they speak of are not."""
    entities = sum(fact.rule == RULE for fact in facts.entities)
    return entities + len(facts.relations) + len(facts.observations)


def _words(text: str, chunk: Chunk) -> str:
    return prompt.user([text[sentence.start : sentence.end] for sentence in chunk.sentences])


def _masked(held: Any, private: PrivateNames) -> Any:
    """An answer with private names masked in every text, should the model have them from elsewhere."""
    if isinstance(held, str):
        return private.masked(held)
    if isinstance(held, Mapping):
        return {key: _masked(value, private) for key, value in held.items()}
    if isinstance(held, list):
        return [_masked(value, private) for value in held]
    return held
