from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import pytest

from minsheng.graph.cache import decode
from minsheng.graph.extraction import Task, extract

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "今年，青河区新建老年食堂12个。青河区人民医院位于柳溪镇。"

#: A worker that is killed by one of the texts, as the system does when memory runs out.
DEADLY = """
    import os, signal, sys
    from pathlib import Path
    from minsheng.graph import extraction
    real = extraction._outcome
    def outcome(task, area, date):
        if task.name == "07.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return real(task, area, date)
    extraction._outcome = outcome
    extraction.CHUNK = 3
    if __name__ == "__main__":
        tasks = [extraction.Task(path, path.name) for path in sorted(Path(sys.argv[1]).iterdir())]
        for found in extraction.extract(tasks, None, None, 2):
            print(found.task.name, found.error.key if found.error else "read")
"""


def tasks(folder: Path, count: int) -> list[Task]:
    for number in range(count):
        (folder / f"{number:02d}.txt").write_text(f"第{number}号。{TEXT}", encoding="utf-8")
    return [Task(path, path.name) for path in sorted(folder.iterdir())]


@pytest.mark.parametrize(("count", "workers"), [(0, 1), (0, 2), (1, 2), (5, 1), (5, 2)])
def test_every_task_has_one_outcome(tmp_path: Path, count: int, workers: int) -> None:
    given = tasks(tmp_path, count)
    found = list(extract(given, "青河区", "2023-07", workers))
    assert sorted(outcome.task for outcome in found) == given
    for outcome in found:
        facts = decode(outcome.facts)
        assert (facts.name, facts.digest) == (outcome.task.name, outcome.digest)


def test_a_worker_that_dies_takes_only_its_text_along(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    tasks(texts, 12)
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(DEADLY), encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, str(script), str(texts)]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = dict(line.split() for line in ended.stdout.splitlines())
    assert found == {f"{n:02d}.txt": "worker-died" if n == 7 else "read" for n in range(12)}
