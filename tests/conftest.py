"""What tests of all parts share: a headless Chromium that reaches no network but this machine."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--window-size=1440,900",
)
#: Seconds to wait for a page to say that it is ready: a bound on a hang, not a measurement.
_PATIENCE = 60

# Examples are not timed: a busy machine is no fault; the same ones are tried everywhere.
hypothesis.settings.register_profile("minsheng", deadline=None, derandomize=True)
hypothesis.settings.load_profile("minsheng")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    """Chromium, one for the whole run; skips where there is none, except in CI."""
    binary = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    driver = shutil.which("chromedriver")
    if not (binary and driver):
        if os.environ.get("CI"):
            pytest.fail("CI must have Chromium and its driver")
        pytest.skip("no Chromium with its driver on this machine")
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = binary
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    chrome = Chrome(options=options, service=ChromeService(driver))
    yield chrome
    chrome.quit()


@pytest.fixture
def visit(chromium: Chrome) -> Callable[[Path, str], None]:
    """Call with a page and a hash: opens the page afresh and waits until it is ready."""
    from selenium.webdriver.support.wait import WebDriverWait

    def open_page(page: Path, fragment: str = "") -> None:
        chromium.get("about:blank")
        for log in ("browser", "performance"):
            chromium.get_log(log)
        chromium.get(page.as_uri() + fragment)
        WebDriverWait(chromium, _PATIENCE).until(
            lambda _: chromium.execute_script("return document.documentElement.dataset.ready === 'true'")
        )

    return open_page


@pytest.fixture
def console(chromium: Chrome) -> Callable[[], list[str]]:
    """Call for what the page wrote to the console since it was opened or last asked."""
    return lambda: [entry["message"] for entry in chromium.get_log("browser")]


@pytest.fixture
def requested(chromium: Chrome) -> Callable[[], list[str]]:
    """Call for the addresses that the page asked for since it was opened or last asked."""

    def addresses() -> list[str]:
        events = [json.loads(entry["message"])["message"] for entry in chromium.get_log("performance")]
        sent = (event for event in events if event["method"] == "Network.requestWillBeSent")
        return [event["params"]["request"]["url"] for event in sent]

    return addresses
