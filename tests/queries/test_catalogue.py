"""Headers of query files: what they say, and how a mistaken one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minsheng.errors import InputError, UsageError
from minsheng.queries import catalogue
from minsheng.queries.named import TYPES, NamedQuery, Parameter
from minsheng.queries.near import near
from minsheng.wording import Text

if TYPE_CHECKING:
    from pathlib import Path

FULL = """\
#+ summary: 一镇的学校
#+ summary_en: Schools of a town
#+ description: 说明
#+ description_en: what it is
#+ tags: a, b，c
#+ param: town place "青石镇" 镇 | town
#+ param: since date required 起 | from
#+ param: word text any 词 | word
#+ choices: word "小学" "中 学"
#+ choices_query: town SELECT ?x { ?x a ms:Place }
#+ limit: 7
#+ example: town="青 石" since=2024-01-01
#+ column: school 学校 | school
PREFIX ms: <https://w3id.org/minsheng/ontology#>
SELECT ?school ?town ?since ?word { ?school ?town ?since , ?word }
"""


def test_a_full_header() -> None:
    query = catalogue.parse(FULL, "schools")
    assert query == NamedQuery(
        name="schools",
        text=FULL,
        summary=Text("一镇的学校", "Schools of a town"),
        limit=7,
        description=Text("说明", "what it is"),
        tags=("a", "b", "c"),
        parameters=(
            Parameter(
                "town",
                "place",
                Text("镇", "town"),
                "青石镇",
                choices_query="PREFIX ms: <https://w3id.org/minsheng/ontology#>\nSELECT ?x { ?x a ms:Place }",
            ),
            Parameter("since", "date", Text("起", "from"), required=True),
            Parameter("word", "text", Text("词", "word"), choices=("小学", "中 学")),
        ),
        columns={"school": Text("学校", "school")},
        example={"town": "青 石", "since": "2024-01-01"},
    )
    assert query.parameter("nothing") is None


def test_a_query_without_header_is_a_query() -> None:
    query = catalogue.parse("SELECT * { ?s ?p ?o }", "mine")
    assert (query.summary, query.limit, query.parameters) == (Text("mine", "mine"), catalogue.ROW_LIMIT, ())


@pytest.mark.parametrize(
    ("header", "key", "line"),
    [
        ("#+ nonsense", "query-header-line", 1),
        ("#+ summary: a\n#+ summary_en: a\n#+ sumary: b", "query-header-key", 3),
        ("#+ limit: 3\n#+ limit: 4", "query-header-twice", 2),
        ("#+ tags: x\n#+ summary: a", "query-header-languages", 2),
        ("#+ description_en: a", "query-header-languages", 1),
        ("#+ limit: many", "query-header-limit", 1),
        ("#+ limit: 0", "query-header-limit", 1),
        ("#+ steps: a SELECT ?a { ?a ?b ?c }", "query-header-steps", 1),
        ("#+ steps: s SELECT ?a { ?a ?b ?c }", "query-header-steps", 1),
        ("#+ steps: SELECT ?s { ?s ?b ?c }", "query-header-steps", 1),
        ("#+ steps: s", "query-header-steps", 1),
        ("#+ param: a text any 只有中文", "query-header-label", 1),
        ("#+ column: a 中文 |", "query-header-label", 1),
        ("#+ param: a text 没有默认值 | no default", "query-header-param", 1),
        ("#+ param: a number any 甲 | a", "query-header-type", 1),
        ("#+ param: a text any 甲 | a\n#+ param: a text any 甲 | a", "query-header-twice", 2),
        ('#+ choices: b "x"', "query-header-parameter", 1),
        ("#+ choices_query: b ASK {}", "query-header-parameter", 1),
        ("#+ column: a", "query-header-column", 1),
        ("#+ tags: x\n#+ example: a b", "query-header-example", 2),
        ("#+ example: a=1", "query-header-parameter", 1),
    ],
)
def test_a_mistake_is_told_with_its_line(header: str, key: str, line: int) -> None:
    with pytest.raises(InputError) as caught:
        catalogue.parse(f"{header}\nASK {{}}", "mine", "mine.rq")
    assert (caught.value.key, caught.value.line, caught.value.file) == (key, line, "mine.rq")
    assert caught.value.exit_code == 3


def test_unknown_name_lists_near_ones() -> None:
    with pytest.raises(UsageError) as caught:
        catalogue.load("group-member")
    assert "group-members" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "key"),
    [(None, "query-file"), (b"ASK {} # \xff", "query-file"), (b"#+ x\n", "query-header-line")],
)
def test_a_file_that_cannot_be_read(tmp_path: Path, content: bytes | None, key: str) -> None:
    path = tmp_path / "mine.rq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        catalogue.read(path)
    assert caught.value.key == key
    assert caught.value.file == str(path)


def test_a_file_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "schools.rq"
    path.write_text(FULL.replace("\n", "\r\n"), encoding="utf-8", newline="")
    assert catalogue.read(path).parameters == catalogue.parse(FULL, "schools").parameters


@pytest.mark.parametrize(
    ("query", "variables"),
    [
        ("SELECT ?a ?b WHERE { ?a ?b ?c }", ("a", "b")),
        ("PREFIX a: <b>\nSELECT DISTINCT ?a\n  ?b\nWHERE {", ("a", "b")),
        ("SELECT ?a (COUNT(DISTINCT ?b) AS ?n) { {SELECT ?x {}} }", ("a", "n")),
        ("SELECT * { ?a ?b ?c }", ()),
        ("ASK { ?a ?b ?c }", ()),
    ],
)
def test_projection(query: str, variables: tuple[str, ...]) -> None:
    assert catalogue.projection(query) == variables


@pytest.mark.parametrize(
    ("name", "known", "found"),
    [
        ("银杏小学", ["青石镇", "银杏小学教育集团", "银杏中学"], "银杏小学教育集团, 银杏中学"),
        ("x", ["y"], "…"),
        ("", ["a"], "…"),
        ("ab", [f"ab{n}" for n in range(9)], "ab0, ab1, ab2, ab3, ab4"),
    ],
)
def test_near(name: str, known: list[str], found: str) -> None:
    assert near(name, known) == found


WORDS = st.text(alphabet="银杏小学 abc。", min_size=1, max_size=8).map(str.strip).filter(bool)
LABELS = st.builds(Text, WORDS, WORDS)
VARIABLES = st.from_regex(r"[a-z][a-z_0-9]{0,6}", fullmatch=True)
DEFAULTS = st.one_of(st.none(), st.text(alphabet="银杏 |ab#", max_size=5))
PARAMETERS = st.builds(
    Parameter,
    VARIABLES,
    st.sampled_from(TYPES),
    LABELS,
    DEFAULTS,
    choices=st.lists(WORDS, max_size=3).map(tuple),
)


def written(parameter: Parameter) -> str:
    default = "any" if parameter.default is None else f'"{parameter.default}"'
    lines = [
        f"#+ param: {parameter.name} {parameter.type} {default} {parameter.label.zh} | {parameter.label.en}"
    ]
    if parameter.choices:
        lines.append(
            f"#+ choices: {parameter.name} " + " ".join(f'"{choice}"' for choice in parameter.choices)
        )
    return "\n".join(lines)


@given(
    LABELS, st.lists(PARAMETERS, max_size=4, unique_by=lambda parameter: parameter.name), st.integers(1, 9999)
)
def test_what_is_written_is_read(summary: Text, parameters: list[Parameter], limit: int) -> None:
    lines = [f"#+ summary: {summary.zh}", f"#+ summary_en: {summary.en}", f"#+ limit: {limit}"]
    query = catalogue.parse("\n".join([*lines, *map(written, parameters), "ASK {}"]), "x")
    assert (query.summary, query.limit, query.parameters) == (summary, limit, tuple(parameters))


@given(st.lists(st.text(max_size=30), max_size=5))
def test_any_header_is_read_or_refused_in_words(lines: list[str]) -> None:
    try:
        catalogue.parse("\n".join(f"#+{line}" for line in lines), "x")
    except InputError as error:
        assert error.cause.zh
        assert error.cure.en
