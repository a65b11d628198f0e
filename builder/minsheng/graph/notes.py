"""What stores were sent of a graph: a file of lines in its folder, added to while it is sent."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from minsheng.errors import GraphError

if TYPE_CHECKING:
    from pathlib import Path

#: In the place of a digest: what was broken off here is sent, or removed, again.
UNDER_WAY: Final = ""


class Notes:
    """What one store was sent, by named graph, in a file of lines that are added as it is sent."""

    def __init__(self, path: Path, store: str) -> None:
        self._path = path
        self._store = store
        self.digests: dict[str, str] = {}
        self._others: list[str] = []
        if path.exists():
            self._read()

    def _read(self) -> None:
        for line in self._path.read_text(encoding="utf-8").splitlines():
            with suppress(ValueError, KeyError, TypeError):  # the last line of one that was killed
                noted = json.loads(line)
                store, name, digest = noted["store"], noted["graph"], noted["digest"]
                if store != self._store:
                    self._others.append(line)
                elif digest is None:
                    self.digests.pop(name, None)
                else:
                    self.digests[name] = digest

    def __enter__(self) -> None:
        """Begins the file anew with what is known."""
        draft = self._path.with_name(f"{self._path.name}.new")
        lines = (*self._others, *(self._line(name, digest) for name, digest in self.digests.items()))
        try:
            draft.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            draft.replace(self._path)
            self._file = self._path.open("a", encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            raise GraphError("graph-unwritable", file=self._path, reason=reason) from error

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def note(self, graph: str, digest: str | None) -> None:
        """Notes the digest of a named graph there, `UNDER_WAY`, or None where it is gone."""
        self._file.write(self._line(graph, digest) + "\n")
        self._file.flush()

    def _line(self, graph: str, digest: str | None) -> str:
        return json.dumps({"store": self._store, "graph": graph, "digest": digest})
