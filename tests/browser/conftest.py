"""Pages in a real browser: Debian's Chromium, driven by Playwright, with axe for accessibility."""

import os
import threading
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, Page

from .chromium import CHROMIUM, CHROMIUM_FLAGS
from .desks import WIDE, Desk

NO_CHROMIUM = "Chromium is not installed, so no page was opened in a browser (Debian: apt install chromium)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests share one worker: two browsers beside each other make each other time out."""
    for item in items:
        if item.get_closest_marker("browser") or item.get_closest_marker("browser_full"):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without Chromium the tests here are skipped, or fail with THROUGHGATE_BROWSER=required.

    Raised here and not in a fixture, so that pytest's summary gathers all of them in one line.
    """
    if CHROMIUM:
        return
    if os.environ.get("THROUGHGATE_BROWSER") == "required":
        pytest.fail(NO_CHROMIUM, pytrace=False)
    pytest.skip(NO_CHROMIUM)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "headless": True,
        "chromium_sandbox": False,
        "args": CHROMIUM_FLAGS,
    }


@pytest.fixture(autouse=True)
def _one_request_at_a_time(monkeypatch: pytest.MonkeyPatch, _triggers_off_while_emptied) -> Iterator[None]:
    """SQLite's test database lives in the memory of one connection, which all requests of the live server share: two of
    a double click would stand in one transaction. The product's connections are their own (tests/races.py), and on a
    server nothing is held back here. A page that still sends when its test is over is not answered any more: the tables
    are being emptied then.
    """
    if connection.vendor != "sqlite":
        yield
        return
    answer, turn, is_over = WSGIHandler.__call__, threading.Lock(), threading.Event()

    def in_turn(handler: WSGIHandler, environ: dict, start_response: Callable):
        with turn:
            if is_over.is_set():
                start_response("503 Service Unavailable", [])
                return []
            return answer(handler, environ, start_response)

    monkeypatch.setattr(WSGIHandler, "__call__", in_turn)
    yield
    with turn:
        is_over.set()


@pytest.fixture
def sign_in(client, context: BrowserContext, live_server) -> Callable:
    """`sign_in(user)` gives the browser that user's session, without the sign-in page."""

    def as_user(user) -> None:
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return as_user


@pytest.fixture
def axe_clean() -> Callable:
    """`axe_clean(page)` fails with axe's own report when the open page has any accessibility fault."""

    def assert_clean(page: Page) -> None:
        result = Axe().run(page)
        assert result.violations_count == 0, f"{page.url}\n{result.generate_report()}"

    return assert_clean


@pytest.fixture
def desk(browser, live_server) -> Iterator[Callable[..., Desk]]:
    """`desk(user)` is that user's own browser, signed in; `desk()` a browser that has not signed in.

    Further arguments are the browser context's, such as java_script_enabled=False. At the end no desk may have a fault.
    """
    desks: list[Desk] = []

    def sit_down(user=None, **about) -> Desk:
        context = browser.new_context(**{"viewport": WIDE, **about})
        if user is not None:
            client = Client()  # one that signed in somebody before would sign them out now
            client.force_login(user)
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
        has_script = about.get("java_script_enabled", True)
        desks.append(Desk(context.new_page(), live_server.url, has_script=has_script))
        return desks[-1]

    yield sit_down
    faults = [fault for desk in desks for fault in desk.faults]
    for desk in desks:
        desk.page.context.close()
    assert not faults
