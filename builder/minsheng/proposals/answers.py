"""Answers kept on disk, so that the same question is never asked and paid for twice."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from threading import get_ident
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


def default_folder() -> Path:
    """`minsheng/answers` in the user's folder of caches."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "minsheng" / "answers"


class Answers:
    """A folder of answers, a file each, named by a digest of model, instructions and text.

    What is kept is what came after private names were masked; it is read again as strictly as an answer
    that has just come.

    Raises:
        OSError: the folder cannot be made.

    Example:
        >>> Answers(Path("answers")).get(Answers.key("some-model", "…", "…"))  # doctest: +SKIP
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder

    @staticmethod
    def key(model: str, system: str, user: str) -> str:
        """The name of a question, in hexadecimal."""
        return sha256("\0".join((model, system, user)).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str) -> dict[str, Any] | None:
        """The answer to a question, None if it is not kept or cannot be read."""
        try:
            held = json.loads(self._file(key).read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        return held if isinstance(held, dict) else None

    def put(self, key: str, answer: Mapping[str, Any]) -> None:
        """Keeps an answer, for this user's eyes.

        Raises:
            OSError: the folder cannot be written.
        """
        file = self._file(key)
        file.parent.mkdir(exist_ok=True, mode=0o700)
        # Written aside first: another process may read the file at any time.
        aside = file.with_name(f"{key}.{os.getpid()}.{get_ident()}.new")
        aside.write_text(json.dumps(answer, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        aside.replace(file)

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"
