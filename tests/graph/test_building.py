"""Whole builds, of invented texts, with the real reader and extractor."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import RdfFormat

from minsheng.errors import GraphError, InputError, UsageError
from minsheng.graph import build, open_graph, validate, verify
from minsheng.graph.cache import open_cache
from minsheng.graph.folder import current
from minsheng.identity import document_iri

if TYPE_CHECKING:
    from pathlib import Path

    from minsheng.graph.folder import Snapshot

TEXTS = {
    "a.txt": "青河日报2023年7月11日讯 今年，青河区新建老年食堂12个。青河区人民医院位于柳溪镇。"
    "青河小学加入青河小学教育集团。",
    "b.txt": "柳溪镇卫生院是青河区人民医院医联体的成员单位。截至9月底，青河区共有养老机构32家，床位2.5万张。",
    "深/c.txt": "青河区图书馆举办第二届青河读书节，接待读者1.5万余人次。青河小学获评“省级书香校园”称号。",
}


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    for name, text in TEXTS.items():
        write(folder / name, text)
    return folder


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def lines(graph: Path) -> list[str]:
    data = open_graph(graph).store.dump(format=RdfFormat.N_QUADS)
    assert data is not None
    return sorted(data.decode().splitlines())


def state(graph: Path) -> list[str]:
    return sorted(str(path) for path in graph.rglob("*"))


def run(script: str, *arguments: object, **options: object) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    return subprocess.Popen(command, env=environment, text=True, stderr=subprocess.PIPE, **options)  # type: ignore[call-overload,no-any-return]


def test_a_graph_of_three_texts(texts: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    report = build([texts], tmp_path / "graph", area="青河区", progress=lambda *done: seen.append(done))
    assert (report.built, report.skipped, report.failed, report.exit_code) == (3, 0, (), 0)
    assert seen == [(1, 3), (2, 3), (3, 3)]
    assert report.counts.documents == 3
    assert report.counts.entities > 5
    assert sum(report.counts.rules.values()) == sum(
        getattr(report.counts, kind) for kind in ("entities", "relations", "attributes", "observations")
    )
    graph = open_graph(tmp_path / "graph")
    assert report.counts.triples == len(graph) == graph.manifest.triples
    assert [document.name for document in graph.documents()] == sorted(TEXTS)
    assert [violation for violation in validate(graph) if violation.blocking] == []
    verified = verify(graph)
    assert (verified.documents, verified.mismatches) == (3, ())
    assert verified.quotations == report.counts.quotations
    assert json.loads(graph.snapshot.report.read_text("utf-8")) == json.loads(json.dumps(report.as_dict()))


def test_any_order_and_any_number_of_workers_give_the_same_graph(texts: Path, tmp_path: Path) -> None:
    files = [texts / name for name in TEXTS]
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    build(files, first)
    build(files[::-1], second)
    build(files, third, workers=2)
    assert lines(first) == lines(second) == lines(third)
    assert len({open_graph(graph).manifest.digest for graph in (first, second, third)}) == 1


def test_unchanged_sources_are_not_read_again(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    graph = tmp_path / "graph"
    build([texts], graph)
    before, quads = state(graph), lines(graph)
    monkeypatch.setattr("minsheng.graph.extraction.read", lambda *_: pytest.fail("it was read"))
    report = build([texts], graph)
    assert (report.built, report.skipped) == (0, 3)
    assert report.counts.documents == 3
    assert (state(graph), lines(graph)) == (before, quads)


def test_other_settings_are_other_facts(texts: Path, tmp_path: Path) -> None:
    build([texts], tmp_path / "graph")
    assert build([texts], tmp_path / "graph", date="2022").built == 3
    assert build([texts], tmp_path / "graph", date="2022").built == 0


def test_a_graph_grows_and_its_iris_stay(texts: Path, tmp_path: Path) -> None:
    graph, subjects = tmp_path / "graph", "SELECT DISTINCT ?s { ?s ms:pinyin ?p } ORDER BY ?s"
    build([texts / "a.txt"], graph)
    before = [row["s"] for row in open_graph(graph).select(subjects)]
    old = open_graph(graph)
    report = build([texts / "b.txt", texts / "深"], graph)
    assert (report.built, report.counts.documents) == (2, 3)
    after = [row["s"] for row in open_graph(graph).select(subjects)]
    assert set(before) < set(after)
    assert [document.name for document in old.documents()] == ["a.txt"]  # a reader keeps its snapshot


def test_a_changed_source_takes_the_place_of_its_older_state(texts: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([texts], graph)
    write(texts / "a.txt", TEXTS["a.txt"].replace("青河", "清河"))
    changed = verify(open_graph(graph))
    assert {(m.document, m.reason) for m in changed.mismatches} == {
        ("a.txt", "changed"),
        ("a.txt", "differs"),
    }
    report = build([texts], graph)
    assert (report.built, report.skipped, report.counts.documents) == (1, 2, 3)
    assert verify(open_graph(graph)).mismatches == ()
    fresh = tmp_path / "fresh"
    build([texts], fresh)
    assert lines(graph) == lines(fresh)


def test_a_bad_source_never_loses_the_others(texts: Path, tmp_path: Path) -> None:
    (texts / "empty.txt").write_bytes(b"")
    (texts / "binary.txt").write_bytes(bytes(range(256)) * 20)
    write(texts / "notes.xyz", "a format that nobody reads")
    for workers in (1, 2):
        report = build([texts, tmp_path / "missing.txt"], tmp_path / f"graph{workers}", workers=workers)
        assert report.built == 3
        sources = [failure.source for failure in report.failed]
        assert sources == sorted([str(tmp_path / "missing.txt"), "binary.txt", "empty.txt"])
        assert [name.rpartition("/")[2] for name in report.ignored] == ["notes.xyz"]
        assert report.exit_code == 3
        assert len(open_graph(tmp_path / f"graph{workers}").documents()) == 3


def test_a_fault_of_the_extractor_is_reported_with_its_source(
    texts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from minsheng.facts import Extractor

    extract = Extractor.extract

    def faulty(self: Extractor, source: object) -> object:
        if source.name == "b.txt":  # type: ignore[attr-defined]
            raise ZeroDivisionError("of all things")
        return extract(self, source)  # type: ignore[arg-type]

    monkeypatch.setattr(Extractor, "extract", faulty)
    report = build([texts], tmp_path / "graph")
    (failure,) = report.failed
    assert (failure.source, failure.error.key) == ("b.txt", "extraction-failed")
    assert "ZeroDivisionError" in str(failure.error)
    assert "test_building.py" in str(failure.error)
    assert "of all things" not in str(failure.error)
    assert report.built == 2


@pytest.mark.parametrize(
    ("options", "key"),
    [
        ({"date": "11.7.2023"}, "date-invalid"),
        ({"date": "2023-13"}, "date-invalid"),
        ({"base": "not an iri/"}, "base-invalid"),
        ({"base": "https://example.org/noslash"}, "base-invalid"),
        ({"base": 'https://example.org/a"b/'}, "base-invalid"),
    ],
)
def test_options_that_mean_nothing_are_refused(
    texts: Path, tmp_path: Path, options: dict[str, str], key: str
) -> None:
    with pytest.raises(UsageError) as raised:
        build([texts], tmp_path / "graph", **options)  # type: ignore[arg-type]
    assert raised.value.key == key
    assert not (tmp_path / "graph").exists()


def test_a_base_of_ones_own_stays(texts: Path, tmp_path: Path) -> None:
    base = "https://example.org/qinghe/"
    build([texts / "a.txt"], tmp_path / "graph", base=base)
    build([texts], tmp_path / "graph")
    graph = open_graph(tmp_path / "graph")
    assert {document.iri for document in graph.documents()} == {document_iri(name, base) for name in TEXTS}
    with pytest.raises(UsageError) as raised:
        build([texts], tmp_path / "graph", base="https://example.org/other/")
    assert raised.value.key == "base-differs"


def test_nothing_to_read_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    for source, key in ((tmp_path / "none", "no-sources"), (tmp_path / "gone.txt", "no-such-file")):
        with pytest.raises(InputError) as raised:
            build([source], tmp_path / "graph")
        assert raised.value.key == key
        assert not (tmp_path / "graph").exists()


KILLED = """
    import os, signal, sys
    from minsheng.graph import building
    load = building.load
    def killed(*arguments):
        load(*arguments)
        os.kill(os.getpid(), signal.SIGKILL)
    building.load = killed
    building.build([sys.argv[1]], sys.argv[2])
"""

KILLED_AT_THE_END = """
    import os, signal, sys
    from minsheng.graph import build
    def finish(snapshot, workers):
        (snapshot.path / "answers").mkdir()
        assert snapshot.manifest().documents
        os.kill(os.getpid(), signal.SIGKILL)
    build([sys.argv[1]], sys.argv[2], finish=finish)
"""


@pytest.mark.parametrize("script", [KILLED, KILLED_AT_THE_END])
def test_kill_9_while_the_snapshot_is_made_leaves_the_graph_as_it_was(
    script: str, texts: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    build([texts], graph)
    before = lines(graph)
    write(texts / "d.txt", "柳溪镇新建柳溪镇养老服务中心一处。")
    process = run(script, texts, graph)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert (graph / ".building").exists()
    assert lines(graph) == before
    assert build([texts], graph).built == 1
    assert not (graph / ".building").exists()


def test_a_snapshot_is_finished_before_it_is_seen(texts: Path, tmp_path: Path) -> None:
    graph, told = tmp_path / "graph", list[int]()

    def finish(snapshot: Snapshot, workers: int) -> None:
        assert not (graph / "current").exists()
        (snapshot.path / "answers").mkdir()
        (snapshot.path / "answers" / "a").write_text(snapshot.manifest().digest, encoding="ascii")
        told.append(workers)

    report = build([texts], graph, workers=2, finish=finish)
    assert told == [2]
    assert report.seconds["finish"] >= 0
    made = current(graph)
    assert (made.path / "answers" / "a").read_text(encoding="ascii") == made.manifest().digest
    # what has not changed is as it was
    build([texts], graph, finish=finish)
    assert told == [2]


def test_where_it_cannot_be_finished_the_graph_stays_as_it_was(texts: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"

    def finish(*_: object) -> None:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        build([texts], graph, finish=finish)
    assert not graph.exists()


WORKING = """
    import signal, sys, time
    from minsheng.graph import build, extraction
    # where the tests run behind the scenes, the shell has them ignore it
    signal.signal(signal.SIGINT, signal.default_int_handler)
    def told(*_):
        print("x", file=sys.stderr, flush=True)
        time.sleep(60)  # until it is stopped: on a busy machine it would be done before
    if __name__ == "__main__":
        extraction.CHUNK = 1
        build([sys.argv[1]], sys.argv[2], workers=2, progress=told)
"""


def children(process: int) -> list[int]:
    with open(f"/proc/{process}/task/{process}/children") as file:  # noqa: PTH123 - not a file on disk
        return [int(child) for child in file.read().split()]


@pytest.mark.skipif(not os.path.isdir("/proc/self/task"), reason="needs /proc")  # noqa: PTH112
def test_workers_end_with_a_build_that_is_killed(tmp_path: Path) -> None:
    for number in range(60):
        write(tmp_path / "texts" / f"{number:03d}.txt", TEXTS["a.txt"] * 40)
    process = run(WORKING, tmp_path / "texts", tmp_path / "graph")
    assert process.stderr is not None
    assert process.stderr.readline().strip() == "x"
    workers = children(process.pid)
    assert len(workers) >= 2
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 20
    while any(os.path.exists(f"/proc/{worker}") for worker in workers):  # noqa: PTH110
        assert time.monotonic() < deadline, "a worker lives on"
        time.sleep(0.05)


def test_an_interrupted_build_leaves_nothing(tmp_path: Path) -> None:
    for number in range(60):
        write(tmp_path / "texts" / f"{number:03d}.txt", TEXTS["a.txt"] * 40)
    process = run(WORKING, tmp_path / "texts", tmp_path / "graph")
    assert process.stderr is not None
    assert process.stderr.readline().strip() == "x"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode != 0
    assert "KeyboardInterrupt" in told
    assert told.count("Traceback") == 1  # the workers leave it to the build
    assert not (tmp_path / "graph").exists()


def test_a_graph_among_its_sources_is_not_read(texts: Path) -> None:
    build([texts], texts / "graph")
    again = build([texts], texts / "graph")
    assert (again.skipped, again.built, again.ignored) == (3, 0, ())


LIMITED = """
    import resource, sys
    from minsheng.errors import GraphError
    from minsheng.graph import build
    build([sys.argv[1]], sys.argv[2])  # everything is imported and loaded before the disk fills up
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
    try:
        build([sys.argv[3]], sys.argv[2])
    except GraphError as error:
        print(error.key, file=sys.stderr)
"""


@pytest.mark.parametrize("limit", [0, 2_000, 40_000])
def test_a_full_disk_leaves_the_graph_as_it_was(texts: Path, tmp_path: Path, limit: int) -> None:
    for number in range(30):
        write(tmp_path / "more" / f"{number}.txt", TEXTS["b.txt"] + f"青河区第{number}小学位于柳溪镇。" * 50)
    graph = tmp_path / "graph"
    process = run(LIMITED, texts, graph, tmp_path / "more", limit)
    _, told = process.communicate()
    assert process.returncode == 0, told
    assert told.split()[-1] == "disk-full"
    assert not (graph / ".building").exists()
    assert len(open_graph(graph).documents()) == 3
    assert build([tmp_path / "more"], graph).counts.documents == 33


def test_a_damaged_store_is_told(texts: Path, tmp_path: Path) -> None:
    graph = tmp_path / "graph"
    build([texts], graph)
    (open_graph(graph).snapshot.store / "CURRENT").write_text("nonsense")
    with pytest.raises(GraphError) as raised:
        open_graph(graph)
    assert raised.value.key == "graph-damaged"


def test_the_cache_keeps_what_was_assigned(tmp_path: Path) -> None:
    with open_cache(tmp_path / "facts.sqlite", writing=True) as cache:
        cache.assign({"k1": "urn:a", "k2": "urn:b"}, {})
        cache.assign({"k1": "urn:a", "k2": "urn:a"}, {"urn:b": "urn:a"})
        assert cache.redirects() == {"urn:b": "urn:a"}
        cache.assign({"k1": "urn:c"}, {"urn:a": "urn:c"})
        assert cache.redirects() == {"urn:a": "urn:c", "urn:b": "urn:c"}
        cache.assign({"k1": "urn:b"}, {"urn:c": "urn:b"})
        assert cache.redirects() == {"urn:a": "urn:b", "urn:c": "urn:b"}
        assert cache.identities() == {"k1": "urn:b"}
