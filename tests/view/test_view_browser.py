"""The page in a real browser, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

from minsheng.view import write_page
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pyoxigraph import Store
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser

DISTRICT, SCHOOL, HOSPITAL = f"{BASE}Place/district", f"{BASE}School/one", f"{BASE}Hospital/one"
HOSTILE = "<img src=x onerror=\"document.title='hurt'\"></script><script>alert(1)</script> href \u202e\u0022'"


@pytest.fixture
def town(writer: Any, tmp_path: Path) -> Path:
    writer.entity(DISTRICT, "Place", "青溪区", "青溪区公布新进展。")
    writer.entity(SCHOOL, "School", "柳桥小学", "柳桥小学投入使用。", "; skos:altLabel '柳桥完小'@zh-Hans")
    writer.entity(HOSPITAL, "Hospital", "青溪区人民医院", "区人民医院扩建。")
    writer.relation(SCHOOL, "locatedIn", DISTRICT, "新落成的柳桥小学就在青溪区。")
    writer.relation(HOSPITAL, "locatedIn", DISTRICT, "医院设在青溪区。")
    writer.number(SCHOOL, "在校学生数", "12000", "人", "全校共有一万二千名学生。")
    page = tmp_path / "page.html"
    write_page(writer.store(), page)
    return page


@pytest.fixture
def hostile(writer: Any, tmp_path: Path) -> Path:
    writer.entity(DISTRICT, "Place", HOSTILE, HOSTILE, f"; skos:altLabel {_literal(HOSTILE + '2')}")
    writer.entity(SCHOOL, "School", "长" * 3000, HOSTILE)
    writer.relation(SCHOOL, "locatedIn", DISTRICT, HOSTILE)
    writer.number(DISTRICT, HOSTILE, "3", HOSTILE, HOSTILE)
    page = tmp_path / "hostile.html"
    write_page(writer.store(), page, title=HOSTILE)
    return page


def _literal(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def panel(chromium: Chrome) -> str:
    return chromium.find_element(By.ID, "panel").text


def click_node(chromium: Chrome, iri: str) -> None:
    """A click of the mouse where the node is drawn."""
    place = chromium.execute_script(
        "const id = DATA.nodes.findIndex((node) => node.iri === arguments[0]);"
        "const at = Canvas.place(id), box = document.querySelector('canvas').getBoundingClientRect();"
        "return [Math.round(box.left + at.x), Math.round(box.top + at.y)];",
        iri,
    )
    mouse = ActionChains(chromium)
    mouse.w3c_actions.pointer_action.move_to_location(*place)
    mouse.click().perform()


def until(chromium: Chrome, script: str) -> None:
    WebDriverWait(chromium, 20).until(lambda _: chromium.execute_script(f"return {script}"))


def test_opens_from_a_file_and_asks_for_nothing_else(
    town: Path, visit: Any, requested: Callable[[], list[str]], console: Callable[[], list[str]]
) -> None:
    visit(town)
    assert set(requested()) == {town.as_uri()}
    assert console() == []


def test_counts_and_legend(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town)
    assert chromium.title == "全图 · Whole graph · 民生图谱"
    assert "3 实体" in chromium.find_element(By.ID, "counts").text
    rows = [row.text.split("\n") for row in chromium.find_elements(By.CSS_SELECTOR, "#classes [data-key]")]
    assert rows == [["地方 place", "1"], ["学校 school", "1"], ["医院 hospital", "1"]]


def test_a_click_on_a_node_shows_its_sentences(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town)
    click_node(chromium, SCHOOL)
    until(chromium, "document.querySelector('#panel h2').textContent === '柳桥小学'")
    shown = panel(chromium)
    for expected in (
        "柳桥完小",
        "liu qiao xiao xue",
        "新落成的柳桥小学就在青溪区。",
        "《青溪区民生通报》",
        "2024-03-05",
    ):
        assert expected in shown
    assert "12,000 人" in shown
    assert "全校共有一万二千名学生。" in shown
    assert quote(SCHOOL, safe="") in chromium.current_url


def test_a_click_on_an_edge_shows_its_sentence(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town)
    chromium.execute_script(
        "const at = (iri) => Canvas.place(DATA.nodes.findIndex((node) => node.iri === iri));"
        f"const a = at('{HOSPITAL}'), b = at('{DISTRICT}');"
        "window.middle = [(a.x + b.x) / 2, (a.y + b.y) / 2];"
    )
    x, y = chromium.execute_script(
        "const box = document.querySelector('canvas').getBoundingClientRect();"
        "return [Math.round(box.left + middle[0]), Math.round(box.top + middle[1])];"
    )
    mouse = ActionChains(chromium)
    mouse.w3c_actions.pointer_action.move_to_location(x, y)
    mouse.click().perform()
    until(chromium, "Graph.selected && Graph.selected.edge != null")
    assert "医院设在青溪区。" in panel(chromium)
    assert "edge=" in chromium.current_url


def test_the_legend_hides_and_shows(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town)
    painted = "document.querySelector('canvas').toDataURL()"
    before = chromium.execute_script(f"return {painted}")
    school = chromium.find_element(By.CSS_SELECTOR, '#classes [data-key="School"]')
    school.click()
    assert school.get_attribute("aria-pressed") == "false"
    assert chromium.execute_script("return DATA.nodes.map((_, id) => Graph.showsNode(id))").count(False) == 1
    assert chromium.execute_script("return DATA.edges.map((_, id) => Graph.showsEdge(id))").count(False) == 1
    until(chromium, f"{painted} !== arguments[0]".replace("arguments[0]", repr(before)))
    assert "hide=School" in chromium.current_url
    chromium.find_element(By.CSS_SELECTOR, "#classes .all").click()
    assert school.get_attribute("aria-pressed") == "true"


@pytest.mark.parametrize("asked", ["柳桥", "完小", "liuqiao", "LQXX", "xiao xue"])
def test_search_with_the_keyboard_alone(town: Path, chromium: Chrome, visit: Any, asked: str) -> None:
    visit(town)
    body = chromium.find_element(By.TAG_NAME, "body")
    body.send_keys("/")
    chromium.switch_to.active_element.send_keys(asked)
    chromium.switch_to.active_element.send_keys(Keys.ENTER)
    until(chromium, "document.querySelector('#panel h2').textContent === '柳桥小学'")
    assert chromium.switch_to.active_element.get_attribute("id") == "panel"
    chromium.switch_to.active_element.send_keys(Keys.ESCAPE)
    until(chromium, "Graph.selected === null")


def test_search_that_finds_nothing_says_so(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town)
    chromium.find_element(By.ID, "search").send_keys("海港")
    assert "没有找到" in chromium.find_element(By.ID, "found").text


def test_the_address_opens_what_it_names(town: Path, chromium: Chrome, visit: Any) -> None:
    visit(town, f"#focus={quote(HOSPITAL, safe='')}&hide=School")
    assert chromium.find_element(By.CSS_SELECTOR, "#panel h2").text == "青溪区人民医院"
    hidden = chromium.find_element(By.CSS_SELECTOR, '#classes [data-key="School"]')
    assert hidden.get_attribute("aria-pressed") == "false"
    chromium.find_element(By.CSS_SELECTOR, "#panel details .node").click()
    assert chromium.find_element(By.CSS_SELECTOR, "#panel h2").text == "青溪区"
    chromium.back()
    until(chromium, "document.querySelector('#panel h2').textContent === '青溪区人民医院'")


def test_hostile_labels_stay_text(
    hostile: Path, chromium: Chrome, visit: Any, console: Callable[[], list[str]]
) -> None:
    visit(hostile)
    assert chromium.find_element(By.TAG_NAME, "h1").text.startswith("<img src=x onerror=")
    for iri in (DISTRICT, SCHOOL):
        chromium.execute_script(
            "Graph.select({node: DATA.nodes.findIndex((node) => node.iri === arguments[0])})", iri
        )
        assert chromium.find_elements(By.CSS_SELECTOR, "img, #panel script, #panel a") == []
    chromium.execute_script("Graph.select({edge: 0})")
    chromium.find_element(By.ID, "search").send_keys("<img")
    assert "<img src=x" in chromium.find_element(By.ID, "found").text
    assert chromium.find_elements(By.TAG_NAME, "img") == []
    assert len(chromium.find_elements(By.TAG_NAME, "script")) == 3
    # The handler of the image would have set another title.
    assert chromium.execute_script("return document.title").startswith("<img src=x")
    assert console() == []
    # Nothing reaches over the edge of the page.
    assert chromium.execute_script("return document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("size", [300, 2000])
def test_large_graphs_open(
    size: int,
    invented: Callable[[int], Store],
    tmp_path: Path,
    chromium: Chrome,
    visit: Any,
    console: Callable[[], list[str]],
) -> None:
    page = tmp_path / "page.html"
    write_page(invented(size), page)
    visit(page)
    assert f"{size} 实体" in chromium.find_element(By.ID, "counts").text
    chromium.execute_script("Graph.select({node: 0}); Graph.toggle('classes', 'School'); Canvas.fit();")
    assert chromium.find_element(By.CSS_SELECTOR, "#panel blockquote").is_displayed()
    assert console() == []


def test_what_was_left_out_is_said(
    invented: Callable[[int], Store], tmp_path: Path, chromium: Chrome, visit: Any
) -> None:
    page = tmp_path / "page.html"
    write_page(invented(120), page, limit=100)
    visit(page)
    assert "20 实体" in chromium.find_element(By.ID, "notice").text
    assert "本页未显示" in panel(chromium)
