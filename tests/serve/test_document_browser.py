"""A link to a quotation shows it in a real browser, in its place in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from minsheng.describing import describe_document
from minsheng.graph import folder
from minsheng.serve.loaded import Loaded
from minsheng.serve.settings import Settings
from minsheng.vocabulary import BASE

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from selenium.webdriver import Chrome

pytestmark = pytest.mark.browser


def test_a_link_marks_the_words(client: httpx.Client, graph: Path, chromium: Chrome) -> None:
    store = Loaded(folder.current(graph), Settings()).store
    about = describe_document(store, f"{BASE}source/dadukou-youth.html")
    assert about is not None
    first, last = about.passages[0].quotes[0], about.passages[-1].quotes[-1]
    for quote in (last, first):
        chromium.get("about:blank")
        chromium.get(f"{client.base_url}/documents/dadukou-youth.html#{quote.iri.partition('#')[2]}")
        wanted = WebDriverWait(chromium, 20).until(
            lambda found: found.find_elements(By.CSS_SELECTOR, "mark.wanted")
        )
        told = "".join(piece.get_attribute("textContent") or "" for piece in wanted)
        assert "".join(told.split()) == "".join(quote.exact.split())
        assert wanted[0].is_displayed()
        assert chromium.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return box.top >= 0 && box.top < innerHeight;",
            wanted[0],
        )
