"""Exit codes, streams and errors: what all commands share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from minsheng.cli.main import COMMANDS
from minsheng.cli.output import ReaderGone
from minsheng.errors import GateError, GraphError, InputError, QueryTimeout, UsageError
from minsheng.export import FORMATS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

TEXTS = [name for name, form in FORMATS.items() if form.text]
MINSHENG = [sys.executable, "-m", "minsheng"]


def shell(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Calls the command line in a process of its own, without a terminal."""
    return subprocess.run(
        [*MINSHENG, *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, **environment},
        check=False,
    )


def raising(error: BaseException) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (GraphError("graph-empty"), 1),
        (OSError(28, "No space left on device"), 1),
        (RuntimeError("broken"), 1),
        (MemoryError(), 1),
        (ModuleNotFoundError("No module named 'shacl'", name="shacl"), 2),
        (UsageError("query-missing"), 2),
        (InputError("empty-file", file="a.txt", line=3), 3),
        (GateError("empty-file"), 4),
        (QueryTimeout("empty-file"), 5),
        (KeyboardInterrupt(), 130),
        (BrokenPipeError(32, "Broken pipe"), 1),
        (ReaderGone(), 0),
    ],
)
def test_every_outcome_has_its_code(
    error: BaseException, code: int, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minsheng.api.open_graph", raising(error))
    monkeypatch.setattr("minsheng.cli.main._quiet_pipe", lambda: None)
    result = run("stats", "graph")
    assert result.exit_code == code
    assert "Traceback" not in result.stderr
    assert bool(result.stderr) is bool(code)
    assert result.stdout == ""


def test_an_error_names_file_line_cause_and_cure(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minsheng.api.open_graph", raising(InputError("empty-file", file="a.txt", line=3)))
    told = run("stats", "graph").stderr
    assert told.startswith("[M101] a.txt:3: 文件是空的 · the file is empty\n  → ")
    as_json = json.loads(run("stats", "graph", "--json").stderr)
    assert (as_json["code"], as_json["file"], as_json["line"]) == ("M101", "a.txt", 3)


def test_debug_shows_the_traceback(run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minsheng.api.open_graph", raising(RuntimeError("broken")))
    assert "Traceback" in run("stats", "graph", "--debug").stderr


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--help"], 0),
        (["--version"], 0),
        ([], 2),
        (["bulid"], 2),
        (["build"], 2),
        (["stats"], 2),
        (["stats", "graph", "--top", "many"], 2),
        (["export", "graph", "-f", "no-such-format"], 2),
        (["validate", "no-such-folder"], 1),
        *(([name, "--help"], 0) for name in COMMANDS),
    ],
)
def test_usage(words: list[str], code: int, run: Callable[..., Result]) -> None:
    assert run(*words).exit_code == code


def test_a_mistyped_command_is_guessed(run: Callable[..., Result]) -> None:
    assert "build" in run("bulid").stderr


def test_streams_are_apart(graph: str) -> None:
    done = shell("export", graph, "-f", "ntriples")
    assert done.returncode == 0
    assert done.stderr == ""
    assert all(line.endswith(" .") for line in done.stdout.splitlines())
    failed = shell("stats", "no-such-folder")
    assert (failed.returncode, failed.stdout) == (1, "")
    assert "no-such-folder" in failed.stderr


def test_a_closed_pipe_is_quiet(graph: str) -> None:
    for words in (["export", graph, "-f", "nquads"], ["stats", graph]):
        process = subprocess.Popen([*MINSHENG, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert process.stdout is not None
        process.stdout.close()
        with process:
            assert process.stderr is not None
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.parametrize("environment", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "gbk"}])
def test_output_is_utf_8_in_any_locale(environment: dict[str, str], graph: str) -> None:
    done = shell("stats", graph, **environment)
    assert "青河区" in done.stdout
    assert done.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are POSIX")
@pytest.mark.parametrize(
    ("environment", "drawn", "coloured"),
    [({"TERM": "xterm-256color"}, True, True), ({"TERM": "xterm", "NO_COLOR": "1"}, True, False),
     ({"TERM": "dumb"}, False, False)],
)  # fmt: skip
def test_tables_and_colours_are_for_terminals(
    environment: dict[str, str], drawn: bool, coloured: bool, graph: str
) -> None:
    stats = on_terminal(["stats", graph], environment)
    assert ("─" in stats) is drawn
    assert ("\t" in stats) is not drawn
    assert ("\x1b[31m" in on_terminal(["stats", "no-such-folder"], environment)) is coloured


def on_terminal(words: list[str], environment: dict[str, str]) -> str:
    """What a person sees who calls the command line on a terminal."""
    import pty

    ours, theirs = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
    process = subprocess.Popen([*MINSHENG, *words], stdout=theirs, stderr=theirs, env={**kept, **environment})
    os.close(theirs)
    seen = b""
    try:
        while block := os.read(ours, 65536):
            seen += block
    except OSError:  # the last writer has closed the terminal
        pass
    finally:
        os.close(ours)
        process.wait()
    return seen.decode()


def test_the_package_runs_as_a_module_from_anywhere(tmp_path: Path) -> None:
    done = subprocess.run(
        [*MINSHENG, "--version"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "builder")},
        check=True,
    )
    assert done.stdout.startswith("minsheng ")


@pytest.mark.parametrize(
    "words",
    [["stats", "--json"], ["path", "青河二小", "青河图书馆"], *(["export", "-f", form] for form in TEXTS)],
    ids=" ".join,
)
def test_the_same_in_every_run(words: list[str], graph: str) -> None:
    """Whatever order the interpreter's sets have."""
    command, *rest = words
    runs = {shell(command, graph, *rest, PYTHONHASHSEED=seed).stdout for seed in ("1", "2", "3")}
    assert len(runs) == 1
    assert runs != {""}


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("minsheng ex", {"export", "explain"}),
        ("minsheng query graph award", {"awards"}),
        ("minsheng query graph awards sta", {"status="}),
        ("minsheng queries award", {"awards"}),
        ("minsheng view graph --query award", {"awards"}),
        ("minsheng export graph -f t", {"turtle", "trig"}),
        ("minsheng stats graph --jso", {"--json"}),
    ],
)
def test_the_shell_completes(words: str, offered: set[str]) -> None:
    count = str(len(words.split()) - 1)
    code = "from minsheng.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "_MINSHENG_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": count},
        check=True,
    )
    assert {line.removeprefix("plain,") for line in done.stdout.split()} == offered


def test_a_closed_stdout_is_no_crash(graph: str) -> None:
    line = '"$0" -m minsheng stats "$1" >&-'
    done = subprocess.run(["sh", "-c", line, sys.executable, graph], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_is_told(graph: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*MINSHENG, "export", graph, "-f", "turtle"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert b"M904" in done.stderr
